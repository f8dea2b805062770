// Rules about variables as such: hidden by another source, or misspelled.
import type { Severity } from "../../codes/code_entry.ts";
import {
  CONSUMER_NAMES,
  consumerOf,
  VARIABLE_NAMES,
} from "../../codes/variables.ts";
import { type Misspelling, misspellingsIn } from "../misspellings.ts";
import { onePerSource } from "../parsed_setting.ts";
import { describeSource } from "../../finding/source.ts";
import type { ResolutionContext } from "../context.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { renameTo, unset, when, words } from "../../finding/fix.ts";

/** Finds values of env files that the environment hides with another value. */
export function findShadowed(context: ResolutionContext): Finding[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const consumer = consumerOf(variable);
    if (!context.considered.includes(consumer)) return [];
    const settings = context.settings.get(variable) ?? [];
    const winner = settings.find(({ source }) => source.kind === "environment");
    if (!winner) return [];
    // Of what one file assigns to a variable the last counts, which is its first here.
    const hidden = onePerSource(settings).filter(({ source, value }) =>
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

/** What is an error is named before what is none. */
const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** More names are counted only: nobody reads that many findings. */
const MOST_NAMES = 100;

/** Finds names that look like a variable of ZenML's and are read by neither program. */
export function findMisspelled(context: ResolutionContext): Finding[] {
  const concerned = misspellingsIn(context).filter((misspelling) =>
    context.considered.includes(consumerOf(misspelling.meant))
  );
  if (concerned.length <= MOST_NAMES) {
    return concerned.map((each) => misspelledFinding(each, context));
  }
  const ordered = SEVERITIES.flatMap((severity) =>
    concerned.filter((each) => severityOf(each) === severity)
  );
  return [
    ...ordered.slice(0, MOST_NAMES)
      .map((each) => misspelledFinding(each, context)),
    moreNamesFinding(ordered.slice(MOST_NAMES)),
  ];
}

function misspelledFinding(
  misspelling: Misspelling,
  { settings }: ResolutionContext,
): Finding {
  const { setting, meant, leavesWithout } = misspelling;
  const consumer = consumerOf(misspelling.meant);
  return findingOf("variable-misspelled", {
    severity: severityOf(misspelling),
    message: `${setting.variable} is read by neither program; ${
      CONSUMER_NAMES[consumer]
    } reads ${meant}${leavesWithout ? ", which is not set" : ""}`,
    // A value that is there must not be replaced.
    fix: settings.has(meant)
      ? when("if nothing else reads it", unset(setting))
      : renameTo(setting, meant),
    consumers: [consumer],
    setting,
  });
}

function severityOf({ leavesWithout, isCopy }: Misspelling): Severity {
  return leavesWithout ? "error" : isCopy ? "info" : "warning";
}

/** Says how many names are not named, the worst of which is the first. */
function moreNamesFinding(rest: readonly Misspelling[]): Finding {
  const [first] = rest;
  return findingOf("variable-misspelled", {
    severity: first ? severityOf(first) : "warning",
    message:
      `${rest.length} more names like those of ZenML's variables are read by neither program`,
    fix: words("write these names as the program reads them, or remove them"),
    consumers: [...new Set(rest.map(({ meant }) => consumerOf(meant)))],
    ...(first ? { setting: first.setting } : {}),
  });
}
