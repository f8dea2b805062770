/**
 * The generated blocks of README.md: tables from the catalogue, the example, and a report.
 *
 * A block stands between `<!-- NAME:begin -->` and `<!-- NAME:end -->`.
 *
 * @module
 */
import { CODES } from "../../lib/codes/codes.ts";
import type { CodeEntry } from "../../lib/codes/code_entry.ts";
import {
  CONSUMER_NAMES,
  CONSUMER_OF,
  VARIABLES,
} from "../../lib/codes/variables.ts";
import { type OptionFacts, OPTIONS } from "../../lib/cli/options.ts";
import { DEMO_STATES } from "../../lib/demo/states.ts";
import { runHere } from "../helpers/captured_shell.ts";

/** As wide as a pipe is taken to be. */
const REPORT_COLUMNS = 100;
const BLOCK_REGEXP = /(<!-- (\w+):begin -->\n)[^]*?(<!-- \2:end -->)/gu;

/** The table of variables. */
export function variablesTable(): string {
  return table(
    ["Variable", "Read by", "Holds"],
    Object.entries(VARIABLES).map(([name, { convention, meaning }]) => [
      `\`${name}\``,
      CONSUMER_NAMES[CONSUMER_OF[convention]],
      meaning,
    ]),
  );
}

/** The table of codes. */
export function codesTable(): string {
  const entries: [string, CodeEntry][] = Object.entries(CODES);
  return table(
    ["Code", "Severity", "Found by", "Meaning"],
    entries.map(([code, { severity, foundBy, means }]) => [
      `\`${code}\``,
      severity,
      placeOf(foundBy),
      means,
    ]),
  );
}

/** The table of options. */
export function optionsTable(): string {
  const entries: [string, OptionFacts][] = Object.entries(OPTIONS);
  return table(
    ["Option", "Commands", "What it does"],
    entries.map(([name, facts]) => [
      `\`--${name}${valueOf(facts)}\``,
      facts.commands.map((command) => `\`${command}\``).join(", "),
      `${facts.help}${facts.repeatable ? "; may be repeated" : ""}`,
    ]),
  );
}

/** The table of the demonstration's states. */
export function statesTable(): string {
  return table(
    ["State", "What is the matter"],
    Object.entries(DEMO_STATES).map(([state, { summary }]) => [
      `\`${state}\``,
      summary,
    ]),
  );
}

/** The example of each module, as it is run. */
export function example(): Promise<string> {
  return sourceOf("example.ts");
}

/** The example of a program, as it is run. */
export function program(): Promise<string> {
  return sourceOf("program.ts");
}

/** What the doctor prints of an inactive key, from the stand-in server. */
export async function report(): Promise<string> {
  const { stdout } = await runHere(
    ["doctor", "--demo=inactive-key"],
    REPORT_COLUMNS,
  );
  return fenced(
    "text",
    stdout.replace(/\nOther states of the demonstration[^]*$/u, ""),
  );
}

/**
 * Takes out of a report what differs from run to run.
 *
 * @param text The report.
 * @returns It without ports, ids, times and the breaking of lines.
 */
export function withoutChance(text: string): string {
  return text
    .replaceAll(/127\.0\.0\.1(:|, port )\d+/gu, "127.0.0.1$1PORT")
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, "ID")
    .replaceAll(/API key [0-9a-f]{8}…/gu, "API key ID…")
    .replaceAll(/\d+ ms/gu, "N ms")
    .replaceAll(/\s+/gu, " ");
}

/**
 * Finds the blocks of a README.
 *
 * @param readme Its text.
 * @returns What stands in each block, by name.
 */
export function blocksOf(readme: string): ReadonlyMap<string, string> {
  return new Map(
    [...readme.matchAll(BLOCK_REGEXP)].map((
      [all, begin = "", name = "", end],
    ) => [name, all.slice(begin.length, -(end ?? "").length)] as const),
  );
}

/**
 * Puts a block in the place of the one of that name.
 *
 * @param readme The text of a README.
 * @param name The name of the block.
 * @param block What stands in it from now on.
 * @returns The README with it.
 */
export function withBlock(
  readme: string,
  name: string,
  block: string,
): string {
  return readme.replaceAll(
    BLOCK_REGEXP,
    (all, begin: string, found: string, end: string) =>
      found === name ? `${begin}${block}${end}` : all,
  );
}

function valueOf({ value, optionalValue }: OptionFacts): string {
  if (value === null) return "";
  return optionalValue === undefined ? ` ${value}` : `[=${value}]`;
}

function placeOf(foundBy: CodeEntry["foundBy"]): string {
  if (foundBy === "configuration") return foundBy;
  return foundBy.map((step) => step === "any" ? "any step" : `\`${step}\``)
    .join(", ");
}

/** Writes a table as `deno fmt` leaves it. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const cells = [head, ...rows].map((row) => row.map(escaped));
  const widths = head.map((_, index) =>
    Math.max(3, ...cells.map((row) => row[index]?.length ?? 0))
  );
  const line = (row: readonly string[]) =>
    `| ${
      row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")
    } |\n`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  const [first = [], ...rest] = cells;
  return `\n${line(first)}${rule}${rest.map(line).join("")}\n`;
}

/** Outside of code spans, what Markdown would take for markup. */
function escaped(cell: string): string {
  return cell.replaceAll(
    /(`[^`]*`)|[<*_]/gu,
    (all, code?: string) => code ?? `\\${all}`,
  ).replaceAll("|", "\\|");
}

async function sourceOf(file: string): Promise<string> {
  const url = new URL(file, import.meta.url);
  return fenced("ts", await Deno.readTextFile(url));
}

function fenced(language: string, text: string): string {
  return `\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n\n`;
}
