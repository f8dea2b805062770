// Whether and why a credential is never sent: decided once, when its setting is read.
import type { Code } from "../codes/codes.ts";
import {
  consumerOf,
  type VariableName,
  variableOf,
  VARIABLES,
} from "../codes/variables.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { correct, type Fix, renameTo, setToUnknown } from "../finding/fix.ts";
import { setToRealValue } from "./fixes.ts";
import type { Origin } from "../finding/source.ts";
import type { PastedValue } from "./pasted_value.ts";
import { pastedFix, pastedMessage } from "./pasted_text.ts";
import type { InspectedValue } from "./value.ts";

/** Why a value is never sent, whatever it is for: the code of the finding that says so. */
export type ValueProblem = Extract<
  Code,
  "value-empty" | "value-placeholder" | "value-unexpanded" | "value-whitespace"
>;

/** Why a credential is never sent: the code of the finding that says so. */
export type UnsendableReason =
  | ValueProblem
  | Extract<
    Code,
    "token-in-key-variable" | "key-malformed" | "token-malformed"
  >;

/** A setting whose value is never sent, and why. */
export interface Unsendable extends Origin {
  /** The variable of the table that holds it. */
  readonly variable: VariableName;
  /** Why it is not sent. */
  readonly reason: UnsendableReason;
}

/** The same with what the value is instead, where that was recognised. */
export interface RecognisedUnsendable extends Unsendable {
  readonly pasted?: PastedValue | null;
}

/** Finds what is wrong with a value that keeps it from being sent, whatever it is for. */
export function valueProblemOf(
  { text, flaws, whitespaceInside }: InspectedValue,
): ValueProblem | null {
  if (text === "") return "value-empty";
  if (flaws.includes("value-placeholder")) return "value-placeholder";
  if (flaws.includes("value-unexpanded")) return "value-unexpanded";
  return whitespaceInside ? "value-whitespace" : null;
}

const REASONS: Readonly<Record<UnsendableReason, string>> = {
  "value-empty": "it is empty",
  "value-placeholder": "it is a placeholder",
  "value-unexpanded": "it is an unexpanded template",
  "value-whitespace": "it contains blanks, control or non-ASCII characters",
  "token-in-key-variable": "it is a token in the variable for a key",
  "key-malformed": "it is malformed",
  "token-malformed": "it is malformed",
};

/** Says why a credential is not sent, in half a sentence. */
export function describeUnsendable({ reason }: Unsendable): string {
  return REASONS[reason];
}

interface Words {
  readonly message: string;
  readonly fix: Fix;
}

const WORDS: Readonly<
  Record<UnsendableReason, (unsendable: Unsendable) => Words>
> = {
  "value-empty": (setting) => ({
    message: `${setting.variable} is empty`,
    fix: setToRealValue(setting),
  }),
  "value-placeholder": (setting) => ({
    message:
      `${setting.variable} is an example that was never replaced; it is not sent`,
    fix: setToRealValue(setting),
  }),
  "value-unexpanded": (setting) => ({
    message: `${setting.variable} is still a template; it is not sent`,
    fix: setToRealValue(setting),
  }),
  "value-whitespace": (setting) => ({
    message:
      `${setting.variable} contains blanks, control or non-ASCII characters`,
    fix: correct(setting, "remove-foreign-characters"),
  }),
  "token-in-key-variable": (setting) => ({
    message:
      `${setting.variable} is an API token, which cannot be used to log in; it is not sent`,
    fix: moveTo(setting, "api-token"),
  }),
  "key-malformed": (setting) => ({
    message:
      `${setting.variable} is not a valid API key (ZENKEY_ and base64 text, or ZENPROKEY_); it may have been cut off, and is not sent`,
    fix: setToUnknown(setting, "the whole API key"),
  }),
  "token-malformed": (setting) => ({
    message:
      `${setting.variable} is not a valid API token (three parts between dots); it is not sent`,
    fix: setToUnknown(setting, "the whole API token"),
  }),
};

/** Makes the finding that a value is not sent. */
export function unsendableFinding(unsendable: RecognisedUnsendable): Finding {
  return findingOf(unsendable.reason, {
    ...(unsendable.pasted
      ? pastedWords(unsendable, unsendable.pasted)
      : WORDS[unsendable.reason](unsendable)),
    severity: "error",
    consumers: [consumerOf(unsendable.variable)],
    setting: unsendable,
  });
}

function pastedWords(setting: Unsendable, pasted: PastedValue) {
  return {
    message: pastedMessage(setting, pasted),
    fix: pastedFix(setting, pasted),
  };
}

/** Moves a credential to the variable of its kind in the same convention. */
export function moveTo(
  setting: Origin & { readonly variable: VariableName },
  role: "api-key" | "api-token",
): Fix {
  const { variable } = setting;
  return renameTo(
    setting,
    variableOf(VARIABLES[variable].convention, role) ?? variable,
  );
}
