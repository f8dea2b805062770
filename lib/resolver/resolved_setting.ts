// The variables that are set, as reports show them.
import {
  type Consumer,
  CONSUMER_OF,
  VARIABLE_NAMES,
  VARIABLES,
} from "../codes/variables.ts";
import { describeSource } from "../finding/source.ts";
import type { ResolutionContext } from "./context.ts";
import type { Redactor } from "./redaction.ts";
import { REDACTED } from "./secret.ts";

/** One variable as reports show it: no secret is in it. */
export interface ResolvedSetting {
  /** The variable's name. */
  readonly variable: string;
  /** Its value, or `[redacted]`. */
  readonly value: string;
  /** The id of the API key that it holds, or null. */
  readonly keyId: string | null;
  /** Where its value came from. */
  readonly source: string;
  /** The programs that read it. */
  readonly consumers: readonly Consumer[];
}

/** A value of more characters than this is shown only in part. */
const LONGEST_SHOWN = 500;

/** Clips a text that is redacted already: half a secret would be recognised by nobody. */
export function clipped(shown: string): string {
  return shown.length > LONGEST_SHOWN
    ? `${shown.slice(0, LONGEST_SHOWN)}… (${shown.length} characters)`
    : shown;
}

/** Lists the variables that are set, without any secret. */
export function resolvedSettings(
  { parsed, considered }: ResolutionContext,
  redact: Redactor,
): readonly ResolvedSetting[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const setting = parsed.find((each) => each.variable === variable);
    if (!setting) return [];
    const { value, shown, source, role, reading, convention } = setting;
    const consumer = CONSUMER_OF[convention];
    if (!considered.includes(consumer)) return [];
    const { secret } = VARIABLES[variable];
    const keyId = role === "api-key" || role === "api-token"
      ? reading.keyId
      : null;
    return [{
      variable,
      value: secret && value !== "" ? REDACTED : clipped(redact(shown)),
      keyId,
      source: describeSource(source),
      consumers: [consumer],
    }];
  });
}
