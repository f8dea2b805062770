/**
 * Rules about variables as such: hidden by another source, or misspelled.
 *
 * @module
 */
import {
  CONSUMER_NAMES,
  CONSUMER_OF,
  VARIABLE_NAMES,
  type VariableName,
  VARIABLES,
} from "../../catalogue/variables.ts";
import { meantBy } from "../../sources/near_miss.ts";
import { describeSource, type Setting } from "../../sources/setting.ts";
import { firstSetting } from "../consumer_reading.ts";
import type { ResolutionContext } from "../context.ts";
import { type Finding, findingOf } from "../finding.ts";

/**
 * Finds values of env files that the environment hides with another value.
 *
 * @param context Everything that a rule can ask.
 * @returns A finding for each hidden value.
 *
 * @example Usage
 * ```ts
 * import { parseEnvFile } from "../../sources/env_file.ts";
 * import { contextOf } from "../context.ts";
 * import { findShadowed } from "./variable_findings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const context = contextOf({
 *   environment: { ZENML_SERVER_URL: "https://a.example.com" },
 *   envFiles: [parseEnvFile("ZENML_SERVER_URL=https://b.example.com", ".env")],
 * });
 * assertEquals(findShadowed(context).map(({ source }) => source), [".env:1"]);
 * ```
 */
export function findShadowed(context: ResolutionContext): Finding[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const consumer = CONSUMER_OF[VARIABLES[variable].convention];
    if (!context.considered.includes(consumer)) return [];
    const settings = context.layers.get(variable) ?? [];
    const winner = settings.find(({ source }) => source.kind === "environment");
    if (!winner) return [];
    const hidden = settings.filter(({ source, value }) =>
      source.kind === "file" && value !== winner.value
    );
    return hidden.map((setting) =>
      findingOf("value-shadowed", {
        message: `${variable} in ${
          describeSource(setting.source)
        } is hidden by another value in the environment`,
        hint: `unset ${variable}  # if the env file's value is meant`,
        consumers: [consumer],
        setting,
      })
    );
  });
}

/**
 * Finds names that look like a variable of ZenML's and are read by neither program.
 *
 * @param context Everything that a rule can ask.
 * @returns A finding for each such name: an error where it leaves a consumer without its value, else a warning.
 *
 * @example Usage
 * ```ts
 * import { contextOf } from "../context.ts";
 * import { findMisspelled } from "./variable_findings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const context = contextOf({ environment: { ZENML_URL: "https://zenml.example.com" } });
 * assertEquals(findMisspelled(context).map(({ severity, variable }) => [severity, variable]), [["error", "ZENML_URL"]]);
 * ```
 */
export function findMisspelled(context: ResolutionContext): Finding[] {
  return nearMisses(context).flatMap(({ setting, meant, leavesWithout }) => {
    const consumer = CONSUMER_OF[VARIABLES[meant].convention];
    if (!context.considered.includes(consumer)) return [];
    return [findingOf("variable-misspelled", {
      severity: leavesWithout ? "error" : "warning",
      message: `${setting.variable} is read by neither program; ${
        CONSUMER_NAMES[consumer]
      } reads ${meant}${leavesWithout ? ", which is not set" : ""}`,
      hint: setting.source.kind === "file"
        ? `${meant}=<its value>  # instead of ${setting.variable} in ${setting.source.file}, line ${setting.source.line}`
        : `export ${meant}="$${setting.variable}"; unset ${setting.variable}`,
      consumers: [consumer],
      setting,
    })];
  });
}

/**
 * Finds the misspelled name that keeps a value from a variable.
 *
 * @param context Everything that a rule can ask.
 * @param variable The variable that has no value.
 * @returns The setting with the wrong name, or null.
 *
 * @example Usage
 * ```ts
 * import { contextOf } from "../context.ts";
 * import { misspelledFor } from "./variable_findings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const context = contextOf({ environment: { ZENML_STORE_URI: "https://zenml.example.com" } });
 * assertEquals(misspelledFor(context, "ZENML_STORE_URL")?.variable, "ZENML_STORE_URI");
 * ```
 */
export function misspelledFor(
  context: ResolutionContext,
  variable: VariableName,
): Setting | null {
  return nearMisses(context).find(({ meant, leavesWithout }) =>
    leavesWithout && meant === variable
  )?.setting ?? null;
}

interface NearMiss {
  readonly setting: Setting;
  readonly meant: VariableName;
  readonly leavesWithout: boolean;
}

function nearMisses(context: ResolutionContext): readonly NearMiss[] {
  return [...context.layers.keys()].flatMap((name) => {
    const setting = context.layers.get(name)?.[0];
    const candidates = meantBy(name);
    const first = candidates[0];
    if (!setting || !first || setting.value === "") return [];
    const lacking = candidates.find((variable) => isLacking(context, variable));
    return [{
      setting,
      meant: lacking ?? first,
      leavesWithout: lacking !== undefined,
    }];
  });
}

/** Tells whether a consumer in use, or any if none is, has no value for what the variable is for. */
function isLacking(
  context: ResolutionContext,
  variable: VariableName,
): boolean {
  const { convention, role } = VARIABLES[variable];
  const reading = context.readings[CONSUMER_OF[convention]];
  const noneInUse = context.considered.every((consumer) =>
    !context.readings[consumer].inUse
  );
  if (!context.considered.includes(reading.consumer)) return false;
  if (!reading.inUse && !noneInUse) return false;
  switch (role) {
    case "url":
      return !firstSetting(context.layers, variable)?.value;
    case "api-key":
    case "api-token":
    case "username":
    case "password":
      return reading.credentials.length === 0;
    default:
      return false;
  }
}
