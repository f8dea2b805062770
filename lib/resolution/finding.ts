/**
 * Findings: what is wrong, with what, where it came from, and what mends it.
 *
 * @module
 */
import type { Severity } from "../catalogue/code_entry.ts";
import { type Code, CODES } from "../catalogue/codes.ts";
import type { Consumer } from "../catalogue/variables.ts";
import {
  describeSource,
  type Origin,
  type Source,
} from "../sources/setting.ts";

/** One thing that is wrong, or worth knowing. */
export interface Finding {
  /** The stable name of what was found. */
  readonly code: Code;
  /** How grave it is. */
  readonly severity: Severity;
  /** What is wrong and what it means, in one line. */
  readonly message: string;
  /** What to type, in one line that begins with the command. */
  readonly hint: string;
  /** Whether trying again later may help. */
  readonly transient: boolean;
  /** The programs that it concerns. */
  readonly consumers: readonly Consumer[];
  /** The variable that it is about, or null. */
  readonly variable: string | null;
  /** Where that variable's value came from: `environment`, `standard input`, a flag, or `FILE:LINE`. */
  readonly source: string | null;
  /** The env file, if the value came from one. */
  readonly file: string | null;
  /** The line in that file, counted from 1. */
  readonly line: number | null;
}

/** What a finding says beyond what the catalogue knows of its code. */
export interface FindingFacts {
  /** What is wrong and what it means, in one line. */
  readonly message: string;
  /** What to type. */
  readonly hint: string;
  /** The severity, where it differs from the catalogue's. */
  readonly severity?: Severity;
  /** The programs that it concerns. */
  readonly consumers?: readonly Consumer[];
  /** The setting that it is about. */
  readonly setting?: Origin | null;
  /** The variable, where there is no setting of it. */
  readonly variable?: string;
  /** The place, where there is no setting of it. */
  readonly source?: Source;
}

/**
 * Makes a finding from its code and its circumstances.
 *
 * @param code The code, whose severity and transience the catalogue knows.
 * @param facts What is particular to this case.
 * @returns The finding.
 *
 * @example Usage
 * ```ts
 * import { findingOf } from "./finding.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const finding = findingOf("url-missing", {
 *   message: "ZENML_STORE_URL is not set",
 *   hint: "export ZENML_STORE_URL=https://zenml.example.com",
 *   variable: "ZENML_STORE_URL",
 * });
 * assertEquals(finding.severity, "error");
 * ```
 */
export function findingOf(code: Code, facts: FindingFacts): Finding {
  const setting = facts.setting ?? null;
  const source = setting?.source ?? facts.source ?? null;
  return {
    code,
    severity: facts.severity ?? CODES[code].severity,
    message: oneLine(facts.message),
    hint: oneLine(facts.hint),
    transient: CODES[code].transient,
    consumers: facts.consumers ?? [],
    variable: setting?.variable ?? facts.variable ?? null,
    source: source ? describeSource(source) : null,
    file: source?.kind === "file" ? source.file : null,
    line: source?.kind === "file" ? source.line : null,
  };
}

/** Names of variables and files may hold line ends: a message is one line all the same. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\uFFFD");
}

/**
 * Writes a text so that a POSIX shell reads it back as one word.
 *
 * @param text Any text, a server's word included.
 * @returns The text itself if it is harmless, else in single quotes.
 *
 * @example Usage
 * ```ts
 * import { shellWord } from "./finding.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(shellWord("deploy-bot"), "deploy-bot");
 * assertEquals(shellWord("it's; rm"), "'it'\\''s; rm'");
 * ```
 */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-]+$/u.test(text) && !text.startsWith("-")
    ? text
    : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Writes what to type to set a variable that is not set.
 *
 * @param variable The variable.
 * @param value The value, which must not be secret, or a description in angle brackets.
 * @param home The env file in which it belongs, or null for the environment.
 * @returns An assignment for the shell or the env file.
 *
 * @example Usage
 * ```ts
 * import { additionOf } from "./finding.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(additionOf("ZENML_API_KEY", "<the API key>", null), "export ZENML_API_KEY='<the API key>'");
 * assertEquals(additionOf("ZENML_API_KEY", "<the API key>", "a.env"), "ZENML_API_KEY=<the API key>  # in a.env");
 * ```
 */
export function additionOf(
  variable: string,
  value: string,
  home: string | null,
): string {
  return home === null
    ? `export ${variable}=${shellWord(value)}`
    : `${variable}=${value}  # in ${home}`;
}

/**
 * Writes what to type to give a variable a value, where its value comes from now.
 *
 * @param origin The variable to mend, and where its value comes from now.
 * @param value The new value, which must not be secret, or a description in angle brackets.
 * @returns An assignment for the shell, the env file or the command line.
 *
 * @example Usage
 * ```ts
 * import { assignmentOf } from "./finding.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const origin = { variable: "ZENML_STORE_URL", source: { kind: "file", file: ".env", line: 3 } } as const;
 * assertEquals(
 *   assignmentOf(origin, "https://zenml.example.com"),
 *   "ZENML_STORE_URL=https://zenml.example.com  # in .env, line 3",
 * );
 * ```
 */
export function assignmentOf(origin: Origin, value: string): string {
  const { source, variable } = origin;
  switch (source.kind) {
    case "file":
      return `${variable}=${value}  # in ${source.file}, line ${source.line}`;
    case "flag":
      return `${source.name} ${shellWord(value)}`;
    case "standard-input":
      return `printf %s "$KEY" | zenml-env doctor --api-key-stdin`;
    case "environment":
      return `export ${variable}=${shellWord(value)}`;
  }
}
