// Rules about names that hold the name of a variable, with something before or behind it.
import {
  type Consumer,
  CONSUMER_NAMES,
  consumerOf,
} from "../../codes/variables.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import {
  correct,
  type Fix,
  inOrder,
  setToVariable,
  unset,
  when,
} from "../../finding/fix.ts";
import type { Target } from "../../finding/fix.ts";
import {
  type Affix,
  type AffixedName,
  KITARU_NAMES,
} from "../../sources/affixed_name.ts";
import type { Setting } from "../../sources/setting.ts";
import type { ResolutionContext } from "../context.ts";
import { type Half, halfOf } from "../halves.ts";

/** Finds names that contain the half that a consumer lacks. */
export function affixedFindings(
  context: ResolutionContext,
  consumer: Consumer,
  half: Half,
): readonly Finding[] {
  const found = context.unreadNames.flatMap(({ affixed, setting }) =>
    affixed && setting.value.trim() !== "" &&
      consumerOf(affixed.variable) === consumer &&
      halfOf(affixed.variable) === half
      ? [{ affixed, setting }]
      : []
  );
  // DEV_ and PROD_ next to each other, or _DEV and _PROD: a fix takes all of one.
  const first = found[0];
  const variables = new Map(
    found.toReversed().map((each) => [each.affixed.variable, each]),
  );
  return first === undefined ? [] : [...variables.values()].toReversed().map(
    ({ affixed, setting }) => affixedFinding(consumer, half, affixed, setting),
  );
}

const AFFIX_WORDS: Readonly<Record<Affix, string>> = {
  "prefix":
    "a name with a prefix that nothing removes, which neither program reads",
  "suffix":
    "a name with a suffix that nothing removes, which neither program reads",
  "terraform-variable":
    "an input variable of a Terraform configuration; the provider reads it only where the configuration hands it on, which is not seen here",
  "file": "the path of a file, which neither program reads",
  "base64": "a name that neither program reads",
  "kitaru": "which only Kitaru reads and passes on to the client",
};

function affixedFinding(
  consumer: Consumer,
  half: Half,
  { variable, affix }: AffixedName,
  setting: Setting,
): Finding {
  return findingOf(half === "url" ? "url-missing" : "credential-missing", {
    message: `${variable}, which ${
      CONSUMER_NAMES[consumer]
    } reads, is not set; ${setting.variable} is: ${AFFIX_WORDS[affix]}`,
    fix: affixFix(variable, affix, setting),
    consumers: [consumer],
    variable,
  });
}

function affixFix(
  variable: string,
  affix: Affix,
  { variable: name, source }: Setting,
): Fix {
  const target: Target = {
    variable,
    source: source.kind === "file"
      ? { kind: "file", file: source.file, line: null }
      : source,
    isNew: true,
  };
  const copy = setToVariable(target, name);
  switch (affix) {
    case "file":
      return inOrder(copy, correct(target, "read-file"));
    case "base64":
      return inOrder(copy, correct(target, "decode-base64"));
    case "prefix":
    case "suffix":
    case "terraform-variable":
    case "kitaru":
      return copy;
  }
}

/** Finds names of Kitaru that replace values of the client's variables. */
export function findOverridden(context: ResolutionContext): readonly Finding[] {
  if (!context.considered.includes("client")) return [];
  return Object.entries(KITARU_NAMES).flatMap(([name, variable]) => {
    const [setting] = context.settings.get(name) ?? [];
    const [replaced] = context.settings.get(variable) ?? [];
    // Kitaru takes a blank value as unset.
    if (!setting || setting.value.trim() === "" || !replaced) return [];
    if (setting.value === replaced.value) return [];
    return [findingOf("variable-overridden", {
      message:
        `${name} has another value than ${variable}, and Kitaru replaces the one by the other: in its programs the client uses ${name}`,
      fix: when(`if the value of ${variable} is meant`, unset(setting)),
      consumers: ["client"],
      setting,
    })];
  });
}
