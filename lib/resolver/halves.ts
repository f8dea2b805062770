// Whether a half of a convention is missing: its URL, or its credential.
import {
  type Consumer,
  CONVENTION_OF,
  isCredentialVariable,
  type VariableName,
  variableOf,
  VARIABLES,
} from "../codes/variables.ts";
import type { ConsumerReading } from "./consumer.ts";
import { isUsable, type ParsedSetting, serverOf } from "./parsed_setting.ts";

/** A half of a convention. */
export type Half = "url" | "credential";

/** A half that a consumer in use lacks. */
export interface MissingHalf {
  /** Who lacks it. */
  readonly consumer: Consumer;
  /** Which half it is. */
  readonly half: Half;
  /** The variable to set. */
  readonly variable: VariableName;
  /** Where the other convention has a value that would do, or null. */
  readonly elsewhere: ParsedSetting<"url" | "api-key" | "api-token"> | null;
}

/** Returns the half that a variable is for, or null. */
export function halfOf(variable: VariableName): Half | null {
  if (isCredentialVariable(variable)) return "credential";
  return VARIABLES[variable].role === "url" ? "url" : null;
}

/** Finds the halves that the consumers in use lack. */
export function missingHalvesOf(
  readings: Readonly<Record<Consumer, ConsumerReading>>,
  considered: readonly Consumer[],
): readonly MissingHalf[] {
  return considered.filter((consumer) => readings[consumer].inUse)
    .flatMap((consumer) => halvesMissingTo(consumer, readings));
}

/** Finds the halves that a consumer lacks, in use or not. */
export function halvesMissingTo(
  consumer: Consumer,
  readings: Readonly<Record<Consumer, ConsumerReading>>,
): readonly MissingHalf[] {
  const { url, credentials } = readings[consumer];
  const other = readings[consumer === "client" ? "terraform" : "client"];
  return [
    ...(url ? [] : missing(consumer, "url", urlOf(other))),
    // A URL that is empty is the cause then, and has a finding of its own.
    ...(credentials.length > 0 || url?.value === ""
      ? []
      : missing(consumer, "credential", keyOrTokenOf(other))),
  ];
}

function missing(
  consumer: Consumer,
  half: Half,
  elsewhere: MissingHalf["elsewhere"],
): MissingHalf[] {
  const role = elsewhere === null
    ? half === "url" ? "url" : "api-key"
    : isKey(elsewhere)
    ? "api-key"
    : elsewhere.role;
  const variable = variableOf(CONVENTION_OF[consumer], role);
  return variable === null ? [] : [{ consumer, half, variable, elsewhere }];
}

/** A key in the variable of a token belongs in the variable of a key. */
function isKey({ reading }: NonNullable<MissingHalf["elsewhere"]>): boolean {
  return typeof reading === "object" && "key" in reading &&
    reading.key !== null;
}

function urlOf({ url }: ConsumerReading): ParsedSetting<"url"> | null {
  return serverOf(url) ? url : null;
}

/** A password is of no use to the other program. */
function keyOrTokenOf(
  { credentials }: ConsumerReading,
): ParsedSetting<"api-key" | "api-token"> | null {
  for (const choice of credentials) {
    if (choice.kind !== "password" && isUsable(choice.setting)) {
      return choice.setting;
    }
  }
  return null;
}
