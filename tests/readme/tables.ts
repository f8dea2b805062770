// The generated blocks of README.md and docs/: tables from lib/, a report, and the files of examples/.
import { CODES } from "../../lib/codes/codes.ts";
import type { CodeEntry } from "../../lib/codes/code_entry.ts";
import { HOST_VARIABLE_NAMES } from "../../lib/codes/host_variables.ts";
import {
  CONSUMER_NAMES,
  CONSUMER_OF,
  VARIABLES,
} from "../../lib/codes/variables.ts";
import { COMMANDS, type OptionFacts, OPTIONS } from "../../lib/cli/options.ts";
import { DEMO_STATES } from "../../lib/demo/states.ts";
import { STEPS } from "../../lib/doctor/steps/steps.ts";
import { ACTION } from "../action/runner.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { mapping, text } from "../helpers/yaml.ts";
import { readPage } from "./pages.ts";

/** As wide as a pipe is taken to be. */
const REPORT_COLUMNS = 100;

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

/** The variables that change what a program does with its connection, in one sentence. */
export function otherVariables(): string {
  const names = HOST_VARIABLE_NAMES.map((name) => `- \`${name}\`\n`);
  return `\n${names.join("")}\n`;
}

/** Every code as a section: its heading is its anchor. */
export function codeSections(): string {
  const entries: [string, CodeEntry][] = Object.entries(CODES);
  const sections = entries.map((
    [code, { severity, foundBy, means, why, fix }],
  ) =>
    `## ${code}\n\n${escaped(means)}.\n\n- Severity: ${severity}\n- Found by: ${
      placeOf(foundBy)
    }\n\n**Why:** ${escaped(why)}\n\n**Fix:** ${escaped(fix)}\n\n`
  );
  return `\n${sections.join("")}`;
}

/** The table of commands. */
export function commandsTable(): string {
  return table(
    ["Command", "What it does"],
    Object.entries(COMMANDS).map((
      [name, help],
    ) => [`\`${name}\``, help]),
  );
}

/** The table of the inputs or the outputs of the action. */
export function actionTable(part: "inputs" | "outputs"): string {
  const rows = Object.entries(mapping(ACTION[part]));
  return table(
    [part === "inputs" ? "Input" : "Output", "What it is"],
    rows.map(([name, facts]) => [
      `\`${name}\``,
      text(mapping(facts)["description"]),
    ]),
  );
}

/** The table of steps. */
export function stepsTable(): string {
  return table(
    ["Step", "Runs after"],
    Object.values(STEPS).map(({ id, needs }) => [
      `\`${id}\``,
      needs.map((step) => `\`${step}\``).join(", "),
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
    ["State", "What it shows"],
    Object.entries(DEMO_STATES).map(([state, { summary }]) => [
      `\`${state}\``,
      summary,
    ]),
  );
}

/** A file of examples/, fenced. */
export async function exampleFile(path: string): Promise<string> {
  const language = path.endsWith(".ts")
    ? "ts"
    : path.endsWith(".sh")
    ? "sh"
    : path.endsWith(".json")
    ? "json"
    : "yaml";
  return fenced(language, await readPage(path));
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

function fenced(language: string, text: string): string {
  return `\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n\n`;
}
