// Names that look like a variable of ZenML's programs and are read by neither.
import { HOST_VARIABLE_NAMES } from "../codes/host_variables.ts";
import {
  isVariableName,
  VARIABLE_NAMES,
  type VariableName,
} from "../codes/variables.ts";

/** Commonly mistaken names, each with what may be meant by it. */
export const MISTAKEN_NAMES: Readonly<Record<string, readonly VariableName[]>> =
  {
    ZENML_URL: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_HOST: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_API_URL: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_URI: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_API_URI: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_ENDPOINT: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_ADDRESS: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_WORKSPACE_URL: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_TRACKING_URI: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
    ZENML_STORE: ["ZENML_STORE_URL"],
    ZENML_STORE_HOST: ["ZENML_STORE_URL"],
    ZENML_STORE_API_URL: ["ZENML_STORE_URL"],
    ZENML_STORE_SERVER_URL: ["ZENML_STORE_URL"],
    ZENML_SERVER_API_URL: ["ZENML_SERVER_URL"],
    ZENML_SERVER_HOST: ["ZENML_SERVER_URL", "ZENML_STORE_URL"],
    ZENML_SERVER_URI: ["ZENML_SERVER_URL", "ZENML_STORE_URL"],
    ZENML_SERVER_ADDRESS: ["ZENML_SERVER_URL", "ZENML_STORE_URL"],
    ZENML_SERVER_ENDPOINT: ["ZENML_SERVER_URL", "ZENML_STORE_URL"],
    ZENML_KEY: ["ZENML_STORE_API_KEY", "ZENML_API_KEY"],
    ZENML_APIKEY: ["ZENML_STORE_API_KEY", "ZENML_API_KEY"],
    ZENML_STORE_KEY: ["ZENML_STORE_API_KEY"],
    ZENML_STORE_APIKEY: ["ZENML_STORE_API_KEY"],
    ZENML_SERVER_KEY: ["ZENML_API_KEY"],
    ZENML_SERVER_API_KEY: ["ZENML_API_KEY"],
    ZENML_PRO_API_KEY: ["ZENML_STORE_API_KEY", "ZENML_API_KEY"],
    ZENML_SERVICE_ACCOUNT_API_KEY: ["ZENML_STORE_API_KEY", "ZENML_API_KEY"],
    ZENML_SERVICE_ACCOUNT_KEY: ["ZENML_STORE_API_KEY", "ZENML_API_KEY"],
    ZENML_SECRET_KEY: ["ZENML_STORE_API_KEY", "ZENML_API_KEY"],
    ZENML_PAT: ["ZENML_STORE_API_KEY", "ZENML_API_KEY"],
    ZENML_ACCESS_TOKEN: ["ZENML_STORE_API_TOKEN", "ZENML_API_TOKEN"],
    ZENML_AUTH_TOKEN: ["ZENML_STORE_API_TOKEN", "ZENML_API_TOKEN"],
    ZENML_TOKEN: ["ZENML_STORE_API_TOKEN", "ZENML_API_TOKEN"],
    ZENML_STORE_TOKEN: ["ZENML_STORE_API_TOKEN"],
    ZENML_SERVER_TOKEN: ["ZENML_API_TOKEN"],
    ZENML_SERVER_API_TOKEN: ["ZENML_API_TOKEN"],
    ZENML_USERNAME: ["ZENML_STORE_USERNAME"],
    ZENML_USER: ["ZENML_STORE_USERNAME"],
    ZENML_SERVER_USERNAME: ["ZENML_STORE_USERNAME"],
    ZENML_SERVER_PASSWORD: ["ZENML_STORE_PASSWORD"],
    ZENML_STORE_USER: ["ZENML_STORE_USERNAME"],
    ZENML_PASSWORD: ["ZENML_STORE_PASSWORD"],
    ZENML_STORE_PASS: ["ZENML_STORE_PASSWORD"],
    ZENML_VERIFY_SSL: ["ZENML_STORE_VERIFY_SSL"],
    ZENML_STORE_SSL_VERIFY: ["ZENML_STORE_VERIFY_SSL"],
    ZENML_STORE_VERIFY_TLS: ["ZENML_STORE_VERIFY_SSL"],
    ZENML_ACTIVE_PROJECT: ["ZENML_ACTIVE_PROJECT_ID"],
    ZENML_ACTIVE_STACK: ["ZENML_ACTIVE_STACK_ID"],
    ZENML_CLOUD_API_URL: ["ZENML_PRO_API_URL"],
  };

/** The names to read where the environment cannot be listed: the known, those of the host, the commonly mistaken. */
export const NAMES_TO_READ: readonly string[] = [
  ...VARIABLE_NAMES,
  ...HOST_VARIABLE_NAMES,
  ...Object.keys(MISTAKEN_NAMES),
];

/**
 * Finds what may be meant by a name that neither program reads.
 *
 * A name is a misspelling if it is commonly mistaken, in other case, with hyphens or dots, or one slip away: one letter
 * added, left out, changed, or two neighbours swapped.
 *
 * @example Usage
 * ```ts
 * import { misspelledVariables } from "./misspelling.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(misspelledVariables("ZENML_STORE_KEY"), ["ZENML_STORE_API_KEY"]);
 * assertEquals(misspelledVariables("zenml_api_kye"), ["ZENML_API_KEY"]);
 * assertEquals(misspelledVariables("PATH"), []);
 * ```
 */
export function misspelledVariables(name: string): readonly VariableName[] {
  if (!mayMeanVariable(name) || isVariableName(name)) return [];
  const upper = inTableForm(name);
  if (isVariableName(upper)) return [upper];
  if (Object.hasOwn(MISTAKEN_NAMES, upper)) return MISTAKEN_NAMES[upper] ?? [];
  return VARIABLE_NAMES.filter((known) => isOneSlipAway(upper, known));
}

/** Writes a name as the table does: Azure Key Vault takes only hyphens, and property files have dots. */
export function inTableForm(name: string): string {
  return name.toUpperCase().replaceAll(/[-.]/gu, "_");
}

/** Returns whether a name may mean a variable at all: one slip leaves one of the two halves of ZENML_ as it is. */
export function mayMeanVariable(name: string): boolean {
  return /ze|ml_/iu.test(name);
}

/**
 * Returns whether a name is one slip away from another: one letter added, left out, changed, or two neighbours swapped.
 *
 * @example Usage
 * ```ts
 * import { isOneSlipAway } from "./misspelling.ts";
 * import { assert } from "@std/assert";
 *
 * assert(isOneSlipAway("dcotor", "doctor"));
 * assert(!isOneSlipAway("dokter", "doctor"));
 * ```
 */
export function isOneSlipAway(name: string, known: string): boolean {
  if (Math.abs(name.length - known.length) > 1) return false;
  let start = 0;
  while (start < known.length && name[start] === known[start]) start++;
  const [here, there] = [name.slice(start), known.slice(start)];
  return here.slice(1) === there.slice(1) || // changed
    here.slice(1) === there || // added
    here === there.slice(1) || // left out
    (here.slice(2) === there.slice(2) && here[0] === there[1] &&
      here[1] === there[0]); // swapped
}
