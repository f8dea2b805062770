// Names that hold the name of a variable of ZenML's programs, with something before or behind it.
import type { VariableName } from "../codes/variables.ts";
import { isVariableName } from "../codes/variables.ts";
import { inTableForm, mayMeanVariable, MISTAKEN_NAMES } from "./misspelling.ts";

/** What is added to the name. */
export type Affix =
  /** A prefix of one's own, which a script or a tool takes off: `DEV_`. */
  | "prefix"
  /** A suffix for a stage, which a script or a tool takes off: `_PROD`. */
  | "suffix"
  /** `TF_VAR_`: an input variable of a Terraform configuration. */
  | "terraform-variable"
  /** `_FILE`: the path of a file with the value. */
  | "file"
  /** `_BASE64`: the value in base64. */
  | "base64"
  /** Kitaru's own names, which it copies to ZenML's. */
  | "kitaru";

/** A variable of the table, and what is added to its name. */
export interface AffixedName {
  readonly variable: VariableName;
  readonly affix: Affix;
}

/** The names that Kitaru 0.4 copies over the client's before it starts it (measured). */
export const KITARU_NAMES: Readonly<Record<string, string>> = {
  KITARU_SERVER_URL: "ZENML_STORE_URL",
  KITARU_AUTH_TOKEN: "ZENML_STORE_API_KEY",
  KITARU_PROJECT: "ZENML_ACTIVE_PROJECT_ID",
  KITARU_CONFIG_PATH: "ZENML_CONFIG_PATH",
};

/** Finds what is meant by a name with an affix; null for every other name. */
export function affixedName(name: string): AffixedName | null {
  const kitaru = name.startsWith("KITARU_") ? KITARU_NAMES[name] : undefined;
  if (kitaru !== undefined) {
    return isVariableName(kitaru)
      ? { variable: kitaru, affix: "kitaru" }
      : null;
  }
  if (!mayMeanVariable(name)) return null;
  const upper = inTableForm(name);
  const start = upper.lastIndexOf("ZENML_");
  if (start === -1) return null;
  const core = upper.slice(start);
  if (start > 0 && upper[start - 1] === "_") {
    const variable = knownAs(core);
    const affix = upper.startsWith("TF_VAR_") ? "terraform-variable" : "prefix";
    return variable && { variable, affix };
  }
  return start === 0 ? suffixedName(core) : null;
}

/** The words behind a name, with what each of them says. */
const SUFFIXES: ReadonlyMap<string, Affix> = new Map([
  ...["FILE", "PATH"].map((word) => [word, "file"] as const),
  ...["B64", "BASE64"].map((word) => [word, "base64"] as const),
  ...[
    ...["PROD", "PRODUCTION", "LIVE", "PREPROD", "STAGING", "STAGE", "UAT"],
    ...["QA", "TEST", "DEV", "DEVELOPMENT", "SANDBOX", "LOCAL", "CI", "MAIN"],
  ].map((word) => [word, "suffix"] as const),
]);

function suffixedName(name: string): AffixedName | null {
  const end = name.lastIndexOf("_");
  const affix = SUFFIXES.get(name.slice(end + 1));
  const variable = affix === undefined ? null : knownAs(name.slice(0, end));
  return affix !== undefined && variable !== null ? { variable, affix } : null;
}

function knownAs(name: string): VariableName | null {
  if (isVariableName(name)) return name;
  return Object.hasOwn(MISTAKEN_NAMES, name)
    ? MISTAKEN_NAMES[name]?.[0] ?? null
    : null;
}
