/**
 * What `doctor` and `resolve` have in common: where values come from, what is preferred, where reports go.
 *
 * @module
 */
import { type Code, CODE_NAMES, isCode } from "../catalogue/codes.ts";
import type { Consumer, Convention } from "../catalogue/variables.ts";
import { printable } from "../report/layout.ts";
import { redactForms } from "../resolution/redaction.ts";
import { type Resolution, resolve } from "../resolution/resolve.ts";
import type { EnvFile, Sources } from "../sources/setting.ts";
import { type Arguments, quoted, type UsageProblem } from "./arguments.ts";
import { gatherSurroundings } from "./gather_surroundings.ts";
import { withRefusedVariables } from "./refused_variables.ts";
import type { Shell } from "./shell.ts";
import { suggestionFor } from "./suggestion.ts";

/** Where a report goes, and in which form. */
export interface Destination<Format extends string> {
  /** The form. */
  readonly format: Format;
  /** The file, or null for standard output. */
  readonly file: string | null;
}

/** Why standard input gave no key. */
const NO_KEY = {
  terminal:
    '--api-key-stdin reads the key from a pipe, not from a terminal: printf %s "$KEY" | zenml-env …',
  "too-long": "--api-key-stdin was given more than any key",
} as const;

/**
 * Gathers the values that the options and the process give.
 *
 * @param args The options.
 * @param shell The process.
 * @returns The sources, or what is wrong with a named file.
 *
 * @example Usage
 * ```ts ignore
 * import { gatherSources } from "./inputs.ts";
 *
 * const sources = await gatherSources(args, shell);
 * ```
 */
export async function gatherSources(
  { options }: Arguments,
  shell: Shell,
): Promise<Sources | UsageProblem> {
  const envFiles: EnvFile[] = [];
  for (const path of options.get("env-file") ?? []) {
    const file = await readEnvFile(path, shell);
    if ("problem" in file) return file;
    envFiles.push(file);
  }
  const url = options.get("url")?.[0];
  const input = options.has("api-key-stdin") ? await shell.readInput() : null;
  if (input && input.kind !== "text") return { problem: NO_KEY[input.kind] };
  const sources: Sources = {
    flags: {
      ...(url === undefined ? {} : { url }),
      // The line end that a shell puts behind a line is not part of the key.
      ...(input ? { apiKey: input.text.replace(/\r?\n$/u, "") } : {}),
    },
    environment: shell.readEnvironment().variables,
    envFiles,
  };
  const surroundings = await gatherSurroundings(sources, shell);
  return { ...sources, surroundings };
}

/**
 * Resolves sources as the options say.
 *
 * @param sources Where values come from.
 * @param args The options.
 * @param shell The process.
 * @returns The resolution.
 *
 * @example Usage
 * ```ts ignore
 * import { resolveAsAsked } from "./inputs.ts";
 *
 * const resolution = resolveAsAsked(sources, args, shell);
 * ```
 */
export function resolveAsAsked(
  sources: Sources,
  { options }: Arguments,
  shell: Shell,
): Resolution {
  const consumer = options.get("consumer")?.[0] as Consumer | undefined;
  const prefer = options.get("prefer")?.[0] as Convention | undefined;
  const resolution = resolve(sources, {
    now: new Date(),
    isFile: shell.isFile,
    ...(consumer ? { consumer } : {}),
    ...(prefer ? { prefer } : {}),
  });
  return sources.environment === undefined
    ? resolution
    : withRefusedVariables(resolution, shell.readEnvironment().refused);
}

/**
 * Reads which codes do not count.
 *
 * @param args The options.
 * @returns The codes, or what is wrong.
 *
 * @example Usage
 * ```ts
 * import { ignoredCodes } from "./inputs.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ignoredCodes({ options: new Map(), operands: [] }), new Set());
 * ```
 */
export function ignoredCodes(
  { options }: Arguments,
): ReadonlySet<Code> | UsageProblem {
  const codes = new Set<Code>();
  for (const name of options.get("ignore") ?? []) {
    if (!isCode(name)) {
      return {
        problem: `--ignore does not know the code ${quoted(name)}${
          suggestionFor(name, CODE_NAMES)
        }`,
      };
    }
    codes.add(name);
  }
  return codes;
}

/**
 * Reads where reports go.
 *
 * @param args The options.
 * @param formats The forms that there are.
 * @returns The destinations, or what is wrong.
 *
 * @example Usage
 * ```ts
 * import { destinationsOf } from "./inputs.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const options = new Map([["format", ["json=report.json"]]] as const);
 * assertEquals(destinationsOf({ options, operands: [] }, ["text", "json"]), [{ format: "json", file: "report.json" }]);
 * ```
 */
export function destinationsOf<Format extends string>(
  { options }: Arguments,
  formats: readonly Format[],
): readonly Destination<Format>[] | UsageProblem {
  const destinations: Destination<Format>[] = [];
  for (const text of options.get("format") ?? formats.slice(0, 1)) {
    const [, name = "", file] = /^([^=]*)(?:=(.*))?$/su.exec(text) ?? [];
    const format = formats.find((known) => known === name);
    if (format === undefined || file === "") {
      return {
        problem: format === undefined
          ? `--format does not know ${quoted(name)}${
            suggestionFor(name, formats)
          }`
          : `--format ${name}= needs the name of a file`,
      };
    }
    destinations.push({ format, file: file ?? null });
  }
  return destinations.filter(({ file }) => file === null).length > 1
    ? {
      problem:
        "Only one --format can go to standard output: give the other a file, NAME=FILE",
    }
    : destinations;
}

/**
 * Writes reports where they go.
 *
 * @param destinations Where each goes.
 * @param render Makes the report of a form.
 * @param shell The process.
 * @returns What is wrong with a file that cannot be written, or null.
 *
 * @example Usage
 * ```ts ignore
 * import { deliver } from "./inputs.ts";
 *
 * const problem = await deliver(destinations, (format) => render(format), shell);
 * ```
 */
export async function deliver<Format extends string>(
  destinations: readonly Destination<Format>[],
  render: (format: Format, file: string | null) => string | Promise<string>,
  shell: Shell,
): Promise<UsageProblem | null> {
  for (const { format, file } of destinations) {
    const report = await render(format, file);
    if (file === null) {
      shell.print(report);
      continue;
    }
    const problem = unwritten(file, await shell.writeFile(file, report));
    if (problem) return problem;
  }
  return null;
}

/**
 * Says that a file could not be written.
 *
 * @param file The file's name.
 * @param reason Why, or null if it could.
 * @returns What is wrong, in one line, or null.
 *
 * @example Usage
 * ```ts
 * import { unwritten } from "./inputs.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(unwritten("/", "it is a directory"), { problem: "Cannot write /: it is a directory" });
 * assertEquals(unwritten("a.json", null), null);
 * ```
 */
export function unwritten(
  file: string,
  reason: string | null,
): UsageProblem | null {
  return reason === null
    ? null
    : fileProblem(`Cannot write ${file}: ${reason}`);
}

async function readEnvFile(
  path: string,
  shell: Shell,
): Promise<EnvFile | UsageProblem> {
  const { ENV_FILE_LIMIT, parseEnvFile } = await import(
    "../sources/env_file.ts"
  );
  const reading = await shell.readFile(path, ENV_FILE_LIMIT);
  if (reading.kind === "unreadable") {
    return fileProblem(`Cannot read ${path}: ${reading.reason}`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      reading.bytes,
    );
    if (!text.includes("\0")) return parseEnvFile(text, path);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return fileProblem(`Cannot read ${path}: it is not UTF-8 text`);
}

/** Says what is wrong with a file in one line; somebody may have typed a key in the place of its name. */
function fileProblem(text: string): UsageProblem {
  return { problem: redactForms(printable(text)) };
}
