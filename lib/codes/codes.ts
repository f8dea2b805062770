// The table of codes: what each finding means, why it happens, how to fix it.
//
// Findings, `explain` and the README all come from this table.
import type { CodeEntry } from "./code_entry.ts";
import {
  CONFIGURATION_CODES,
  type ConfigurationCode,
} from "./configuration_codes.ts";
import { CREDENTIAL_CODES, type CredentialCode } from "./credential_codes.ts";
import { MACHINE_CODES, type MachineCode } from "./machine_codes.ts";
import { SERVER_CODES, type ServerCode } from "./server_codes.ts";
import { NETWORK_CODES, type NetworkCode } from "./network_codes.ts";

/** The name of a code; codes are stable, and none is ever renamed. */
export type Code =
  | ConfigurationCode
  | NetworkCode
  | MachineCode
  | ServerCode
  | CredentialCode;

/** Every code with what is known of it, in the order of `explain`. */
export const CODES: Readonly<Record<Code, CodeEntry>> = {
  ...CONFIGURATION_CODES,
  ...NETWORK_CODES,
  ...MACHINE_CODES,
  ...SERVER_CODES,
  ...CREDENTIAL_CODES,
};

/** The names of all codes, in the order of the table. */
export const CODE_NAMES: readonly Code[] = Object.keys(CODES) as Code[];

/**
 * Returns whether a text is the name of a code.
 *
 * @param text Any text.
 * @returns Whether the table of codes has an entry of that name.
 *
 * @example Usage
 * ```ts
 * import { isCode } from "@mlops/zenml-env";
 * import { assert } from "@std/assert";
 *
 * assert(isCode("key-inactive"));
 * assert(!isCode("key-bad"));
 * ```
 */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
