// Findings: what is wrong, with what, where it came from, and what fixes it.
import type { Severity } from "../codes/code_entry.ts";
import { type Code, CODES } from "../codes/codes.ts";
import type { Consumer } from "../codes/variables.ts";
import { type Fix, mapFixTexts } from "./fix.ts";
import { hintOf } from "./hint.ts";
import type { Place } from "./place.ts";
import { describeSource, type Origin, type Source } from "./source.ts";

/** One thing that is wrong, or worth knowing. */
export interface Finding {
  /** The stable name of what was found. */
  readonly code: Code;
  /** How severe it is. */
  readonly severity: Severity;
  /** What is wrong and what it means, in one line. */
  readonly message: string;
  /** What to change, as data. */
  readonly fix: Fix;
  /** The fix in one line, for the place where the value is kept: what to type, or words. */
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

/** What a finding says beyond what the table of codes says. */
export interface FindingFacts {
  /** What is wrong and what it means, in one line. */
  readonly message: string;
  /** What to change. */
  readonly fix: Fix;
  /** The severity, where it differs from the table's. */
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

/** Makes a finding from its code and its circumstances. */
export function findingOf(code: Code, facts: FindingFacts): Finding {
  const setting = facts.setting ?? null;
  const source = setting?.source ?? facts.source ?? null;
  return {
    code,
    severity: facts.severity ?? CODES[code].severity,
    message: oneLine(facts.message),
    fix: facts.fix,
    hint: oneLine(hintOf(facts.fix, "posix")),
    transient: CODES[code].transient,
    consumers: facts.consumers ?? [],
    variable: setting?.variable ?? facts.variable ?? null,
    source: source ? describeSource(source) : null,
    file: source?.kind === "file" ? source.file : null,
    line: source?.kind === "file" ? source.line : null,
  };
}

/** Writes a finding for the place where the variables are set, with every text of it redacted. */
export function findingAt(
  finding: Finding,
  place: Place,
  redact: (text: string) => string,
): Finding {
  const fix = mapFixTexts(finding.fix, redact);
  return {
    ...finding,
    message: redact(finding.message),
    fix,
    hint: oneLine(redact(hintOf(fix, place))),
  };
}

/** Names of variables and files may hold line breaks: a message is one line all the same. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\uFFFD");
}
