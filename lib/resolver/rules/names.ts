// Rules about variables as such: hidden by another source, or misspelled.
import {
  CONSUMER_NAMES,
  CONSUMER_OF,
  VARIABLE_NAMES,
  type VariableName,
  VARIABLES,
} from "../../codes/variables.ts";
import { misspelledVariables } from "../../sources/misspelling.ts";
import { describeSource } from "../../finding/source.ts";
import type { Setting } from "../../sources/setting.ts";
import { settingsOf } from "../parsed_setting.ts";
import type { ResolutionContext } from "../context.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { renameTo, unset, when } from "../../finding/fix.ts";

/** Finds values of env files that the environment hides with another value. */
export function findShadowed(context: ResolutionContext): Finding[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const consumer = CONSUMER_OF[VARIABLES[variable].convention];
    if (!context.considered.includes(consumer)) return [];
    const settings = context.settings.get(variable) ?? [];
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
        fix: when("if the value of the env file is meant", unset(winner)),
        consumers: [consumer],
        setting,
      })
    );
  });
}

/** Finds names that look like a variable of ZenML's and are read by neither program. */
export function findMisspelled(context: ResolutionContext): Finding[] {
  return misspellings(context).flatMap(({ setting, meant, leavesWithout }) => {
    const consumer = CONSUMER_OF[VARIABLES[meant].convention];
    if (!context.considered.includes(consumer)) return [];
    return [findingOf("variable-misspelled", {
      severity: leavesWithout ? "error" : "warning",
      message: `${setting.variable} is read by neither program; ${
        CONSUMER_NAMES[consumer]
      } reads ${meant}${leavesWithout ? ", which is not set" : ""}`,
      // A value that is there must not be replaced.
      fix: context.settings.has(meant)
        ? when("if nothing else reads it", unset(setting))
        : renameTo(setting, meant),
      consumers: [consumer],
      setting,
    })];
  });
}

/** Finds the misspelled name that keeps a value from a variable. */
export function misspelledFor(
  context: ResolutionContext,
  variable: VariableName,
): Setting | null {
  return misspellings(context).find(({ meant, leavesWithout }) =>
    leavesWithout && meant === variable
  )?.setting ?? null;
}

interface Misspelling {
  readonly setting: Setting;
  readonly meant: VariableName;
  readonly leavesWithout: boolean;
}

function misspellings(context: ResolutionContext): readonly Misspelling[] {
  return [...context.settings.keys()].flatMap((name) => {
    const setting = context.settings.get(name)?.[0];
    const candidates = misspelledVariables(name);
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

/** Returns whether a consumer in use, or any if none is, has no value for what the variable is for. */
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
      return !settingsOf(context.parsed, convention, "url")[0]?.value;
    case "api-key":
    case "api-token":
    case "username":
    case "password":
      return reading.credentials.length === 0;
    case "tls-verification":
    case "pro-api-url":
    case "project":
    case "stack":
      return false;
  }
}
