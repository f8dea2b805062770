// Rules about what is around and inside values, whatever they mean.
import {
  type Consumer,
  CONSUMER_OF,
  VARIABLE_NAMES,
  VARIABLES,
} from "../../codes/variables.ts";
import type { InspectedValue, ValueFlaw } from "../value.ts";
import type { AnyParsedSetting } from "../parsed_setting.ts";
import { unsendableFinding } from "../unsendable.ts";
import { type ResolutionContext, usesProKey } from "../context.ts";
import { PRO_KEY_PREFIX } from "../credential_format.ts";
import { correct, type Fix, setTo, unset } from "../../finding/fix.ts";
import { removeBlanks, setToRealValue } from "../fixes.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { normaliseServerUrl } from "../server_url.ts";
import { whyEmpty } from "../where_text.ts";
import { redactValue } from "../redaction.ts";

/** Finds blanks, quotes, placeholders, templates and nothing at all in the values that the consumers read. */
export function findValueFlaws(context: ResolutionContext): Finding[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const setting = context.parsed.find((each) => each.variable === variable);
    if (!setting) return [];
    const { role, inspected } = setting;
    const consumer = CONSUMER_OF[setting.convention];
    if (!context.considered.includes(consumer)) return [];
    if (setting.value === "") return [emptyFinding(context, consumer, setting)];
    // How the client reads this one is a rule of its own.
    if (role === "tls-verification") {
      return inspected.flaws.includes("value-unexpanded") &&
          context.readings.client.inUse
        ? [
          unsendableFinding({ ...origin(setting), reason: "value-unexpanded" }),
        ]
        : [];
    }
    if (!context.readings[consumer].inUse) return [];
    // What is wrong with an id has a code of its own.
    if (role === "project" || role === "stack") return [];
    return inspected.flaws.map((flaw) => FLAWS[flaw](setting));
  });
}

const FLAWS: Readonly<
  Record<ValueFlaw, (setting: AnyParsedSetting) => Finding>
> = {
  "value-empty": (setting) =>
    unsendableFinding({ ...origin(setting), reason: "value-empty" }),
  "value-placeholder": (setting) =>
    unsendableFinding({ ...origin(setting), reason: "value-placeholder" }),
  "value-unexpanded": (setting) =>
    unsendableFinding({ ...origin(setting), reason: "value-unexpanded" }),
  "value-whitespace": blanksFinding,
  "value-quoted": quotesFinding,
};

function origin({ variable, source, inspected }: AnyParsedSetting) {
  return { variable, source, pasted: inspected.pasted };
}

/**
 * Measured on 0.98.0: a server decodes a key with blanks or a line break behind it; with a Pro key a workspace accepts
 * only the blanks.
 */
function isTolerated(value: string, inspected: InspectedValue): boolean {
  return inspected.onlyTrailingBlanks &&
    !(inspected.text.startsWith(PRO_KEY_PREFIX) && /[\r\n]/u.test(value));
}

function quotesFinding(setting: AnyParsedSetting): Finding {
  const { variable, inspected } = setting;
  return findingOf("value-quoted", {
    message:
      `The value of ${variable} includes the quotes around it, which docker run --env-file, Kubernetes and the settings of CI services keep; remove them`,
    fix: inspected.text === ""
      ? setToRealValue(setting)
      : cleaned(setting, correct(setting, "remove-quotes")),
    severity: "error",
    consumers: [CONSUMER_OF[setting.convention]],
    setting,
  });
}

/** Servers accept blanks behind an API key, and nothing else of all this. */
function blanksFinding(setting: AnyParsedSetting): Finding {
  const { variable, source, role, inspected } = setting;
  if (inspected.whitespaceInside) {
    const url = urlBeforeComment(setting);
    if (url !== null) return commentFinding(setting, url);
    return unsendableFinding({
      variable,
      source,
      reason: "value-whitespace",
      pasted: inspected.pasted,
    });
  }
  return findingOf("value-whitespace", {
    message: `${variable} ${describeBlanks(setting.value, inspected)}`,
    fix: inspected.text === ""
      ? setToRealValue(setting)
      : cleaned(setting, removeBlanks(setting, setting.value)),
    severity: role === "api-key" && isTolerated(setting.value, inspected)
      ? "warning"
      : "error",
    consumers: [CONSUMER_OF[setting.convention]],
    setting,
  });
}

/** The URL before a comment, where both may be shown; or null. */
function urlBeforeComment(setting: AnyParsedSetting): string | null {
  const { role, inspected: { text } } = setting;
  if (role !== "url" && role !== "pro-api-url") return null;
  const end = text.search(/\s/u);
  const url = text.slice(0, end);
  const isComment = /^\s+#/u.test(text.slice(end));
  return isComment && !text.includes("@") && redactValue(url) === url
    ? normaliseServerUrl(url)
    : null;
}

function commentFinding(setting: AnyParsedSetting, url: string): Finding {
  return findingOf("value-whitespace", {
    message:
      `${setting.variable} has a comment behind its URL, which docker run --env-file and the settings of CI services take for a part of the value`,
    fix: setTo(setting, url),
    severity: "error",
    consumers: [CONSUMER_OF[setting.convention]],
    setting,
  });
}

/** Sets a value that may be shown to what is left of it; corrects any other without showing it. */
function cleaned(setting: AnyParsedSetting, correction: Fix): Fix {
  const { variable, role, reading, inspected: { text } } = setting;
  // A URL that is read may be shown, and its normal form has no other flaw either.
  const clean = role === "url" && typeof reading === "object"
    ? reading?.url ?? text
    : text;
  const isShown = !VARIABLES[variable].secret && redactValue(text) === text &&
    !text.includes("@") && !isRefusedUrl(setting);
  return isShown ? setTo(setting, clean) : correction;
}

/** A text in the place of a URL may be a secret. */
function isRefusedUrl({ role, reading }: AnyParsedSetting): boolean {
  return (role === "url" || role === "pro-api-url") &&
    typeof reading !== "object";
}

function describeBlanks(value: string, inspected: InspectedValue): string {
  if (inspected.text === "") return "contains only blanks";
  const lineEnd = /[\r\n]/u.test(value) ? "a line break" : "blanks";
  return isTolerated(value, inspected)
    ? `ends with ${lineEnd}, which no program trims; it works today, but remove it`
    : inspected.onlyTrailingBlanks
    ? `ends with ${lineEnd}, which no program trims`
    : `has ${lineEnd} around its value, which no program trims`;
}

function emptyFinding(
  context: ResolutionContext,
  consumer: Consumer,
  setting: AnyParsedSetting,
): Finding {
  const effect = brokenByEmptiness(context, consumer, setting);
  return findingOf("value-empty", {
    severity: effect === null ? "warning" : "error",
    message: `${setting.variable} is empty; ${
      effect ?? "this counts as not set"
    }${whyEmpty(context.hostFacts)}`,
    fix: isNeeded(context, consumer, setting, effect)
      ? setToRealValue(setting)
      : unset(setting),
    consumers: [consumer],
    setting,
  });
}

/** Returns whether something else would be missing if an empty variable was removed. */
function isNeeded(
  context: ResolutionContext,
  consumer: Consumer,
  { role, source }: AnyParsedSetting,
  effect: string | null,
): boolean {
  switch (role) {
    case "url":
      // Without it the client would work on a local database.
      return effect !== null || source.kind === "flag";
    case "username":
    case "password":
      return context.readings[consumer].credentials.length <= 1;
    default:
      return source.kind === "standard-input";
  }
}

/** What an empty value breaks (measured on 0.98.0), or null where this counts as not set. */
function brokenByEmptiness(
  context: ResolutionContext,
  consumer: Consumer,
  { role }: AnyParsedSetting,
): string | null {
  const { credentials, url } = context.readings[consumer];
  const used = credentials[0];
  switch (role) {
    case "url":
      return consumer === "client"
        ? "the client treats the empty text as a database URL and refuses it"
        : null;
    case "username":
    case "password":
      return used?.kind === "password" && used.setting.value === "" &&
          used.username.value === ""
        ? "the client logs in with an empty user name and password, before it would use a token"
        : null;
    case "pro-api-url":
      return usesProKey(context)
        ? "the client keeps the Pro key under the empty text and never finds it again"
        : null;
    case "tls-verification": {
      const reading = url?.reading;
      return typeof reading === "object" && reading?.url.startsWith("https:")
        ? "the client treats the empty text as a certificate, and every https request fails"
        : null;
    }
    case "api-key":
    case "api-token":
    case "project":
    case "stack":
      return null;
  }
}
