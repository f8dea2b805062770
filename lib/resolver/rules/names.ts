// Rules about variables as such: hidden by another source, or misspelled.
import {
  CONSUMER_NAMES,
  CONSUMER_OF,
  VARIABLE_NAMES,
  VARIABLES,
} from "../../codes/variables.ts";
import { misspellingsIn } from "../misspellings.ts";
import { describeSource } from "../../finding/source.ts";
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
        fix: when("to use the value of the env file", unset(winner)),
        consumers: [consumer],
        setting,
      })
    );
  });
}

/** Finds names that look like a variable of ZenML's and are read by neither program. */
export function findMisspelled(context: ResolutionContext): Finding[] {
  return misspellingsIn(context).flatMap((misspelling) => {
    const { setting, meant, leavesWithout, isCopy } = misspelling;
    const consumer = CONSUMER_OF[VARIABLES[meant].convention];
    if (!context.considered.includes(consumer)) return [];
    return [findingOf("variable-misspelled", {
      severity: leavesWithout ? "error" : isCopy ? "info" : "warning",
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
