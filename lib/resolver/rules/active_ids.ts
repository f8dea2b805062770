// Rules about the form of the ids of the project and the stack that the client is told to use.
import { CONSUMER_OF } from "../../codes/variables.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { setTo } from "../../finding/fix.ts";
import { setToRealValue } from "../fixes.ts";
import type { ResolutionContext } from "../context.ts";
import { type ParsedSetting, settingsOf } from "../parsed_setting.ts";
import type { ValueFlaw } from "../value.ts";

const FLAWS: Readonly<Record<Exclude<ValueFlaw, "value-empty">, string>> = {
  "value-placeholder": "is an example that was never replaced; it is not sent",
  "value-unexpanded": "is still a template; it is not sent",
  "value-quoted": "includes quotes; no program removes them",
  "value-whitespace":
    "includes blanks or a line break; no program removes them",
};

/** Finds blanks, quotes, placeholders and templates in the ids of the project and the stack. */
export function findActiveIdFlaws(context: ResolutionContext): Finding[] {
  if (
    !context.considered.includes("client") || !context.readings.client.inUse
  ) return [];
  return (["project", "stack"] as const).flatMap((role) => {
    const [setting] = settingsOf(context.parsed, "store", role);
    const flaw = setting?.inspected.flaws.find(isTold);
    return setting && flaw ? [malformed(setting, flaw)] : [];
  });
}

function isTold(flaw: ValueFlaw): flaw is keyof typeof FLAWS {
  return flaw !== "value-empty";
}

function malformed(
  setting: ParsedSetting<"project" | "stack">,
  flaw: keyof typeof FLAWS,
): Finding {
  const { role, variable, inspected, convention } = setting;
  const isKnown = inspected.usable && !inspected.whitespaceInside;
  return findingOf(`${role}-id-malformed`, {
    message: `${variable} ${FLAWS[flaw]}`,
    fix: isKnown ? setTo(setting, inspected.text) : setToRealValue(setting),
    consumers: [CONSUMER_OF[convention]],
    setting,
  });
}
