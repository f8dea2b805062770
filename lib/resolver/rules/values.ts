/**
 * Rules about what stands around and inside values, whatever they mean.
 *
 * @module
 */
import type { Severity } from "../../codes/code_entry.ts";
import {
  type Consumer,
  CONSUMER_OF,
  type Role,
  VARIABLE_NAMES,
  VARIABLES,
} from "../../codes/variables.ts";
import { describeSource } from "../../finding/source.ts";
import { type Setting } from "../../sources/setting.ts";
import { type InspectedValue, inspectValue, type ValueFlaw } from "../value.ts";
import { firstSetting } from "../consumer_reading.ts";
import { type ResolutionContext, usesProKey } from "../context.ts";
import { PRO_KEY_PREFIX } from "../credential_format.ts";
import { assignmentOf } from "../../finding/fix.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { redactValue } from "../redaction.ts";
import { readServerUrl } from "../server_url.ts";

/**
 * Finds blanks, quotes, placeholders, templates and nothing at all in the values that the consumers read.
 */
export function findValueFlaws(context: ResolutionContext): Finding[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const setting = firstSetting(context.layers, variable);
    const { convention, role } = VARIABLES[variable];
    const consumer = CONSUMER_OF[convention];
    if (!setting || !context.considered.includes(consumer)) return [];
    const bare = inspectValue(setting.value, role);
    if (setting.value === "") return [emptyFinding(context, consumer, setting)];
    // How the client reads this one is a rule of its own.
    if (role === "tls-verification") {
      return bare.flaws.includes("value-unexpanded") &&
          context.readings.client.inUse
        ? [flawFinding("value-unexpanded", setting, bare, consumer, "error")]
        : [];
    }
    if (!context.readings[consumer].inUse) return [];
    return bare.flaws.map((flaw) =>
      flawFinding(
        flaw,
        setting,
        bare,
        consumer,
        severityOf(role, setting, bare, flaw),
      )
    );
  });
}

/** Servers bear blanks behind an API key, and nothing else of all this. */
function severityOf(
  role: Role,
  setting: Setting,
  bare: InspectedValue,
  flaw: ValueFlaw,
): Severity {
  return flaw === "value-whitespace" && role === "api-key" &&
      isTolerated(setting.value, bare)
    ? "warning"
    : "error";
}

/**
 * Measured on 0.98.0: a server decodes a key with blanks or a line end behind it; of a Pro key a workspace bears only
 * the blanks.
 */
function isTolerated(value: string, bare: InspectedValue): boolean {
  return bare.onlyTrailingBlanks &&
    !(bare.text.startsWith(PRO_KEY_PREFIX) && /[\r\n]/u.test(value));
}

function flawFinding(
  flaw: ValueFlaw,
  setting: Setting,
  bare: InspectedValue,
  consumer: Consumer,
  severity: Severity,
): Finding {
  const { variable } = setting;
  const { secret } = VARIABLES[variable as keyof typeof VARIABLES];
  const clean = secret || bare.text.includes("@")
    ? "<the value without them>"
    : redactValue(bare.text);
  const texts: Record<ValueFlaw, readonly [string, string]> = {
    "value-empty": ["", ""],
    "value-whitespace": [
      `${variable} ${describeBlanks(setting.value, bare)}`,
      mendingBlanks(setting, bare, clean),
    ],
    "value-quoted": [
      `Quotes are part of the value of ${variable}; whoever set it did not unquote it`,
      secret && setting.source.kind === "environment"
        ? `export ${variable}="$(printf %s "$${variable}" | tr -d '\\042\\047')"`
        : assignmentOf(setting, clean),
    ],
    "value-placeholder": [
      `${variable} holds an example that was never replaced; it is sent nowhere`,
      assignmentOf(setting, "<the real value>"),
    ],
    "value-unexpanded": [
      `${variable} holds a template that nobody replaced by its value; it is sent nowhere`,
      assignmentOf(setting, "<the real value>"),
    ],
  };
  const [message, hint] = texts[flaw];
  return findingOf(flaw, {
    message,
    hint,
    severity,
    consumers: [consumer],
    setting,
  });
}

function mendingBlanks(
  setting: Setting,
  bare: InspectedValue,
  clean: string,
): string {
  const { variable, source } = setting;
  const { secret } = VARIABLES[variable as keyof typeof VARIABLES];
  return secret && source.kind === "environment" && !bare.whitespaceInside
    ? `export ${variable}="$(printf %s "$${variable}" | tr -d '[:space:]')"`
    : assignmentOf(
      setting,
      bare.whitespaceInside ? "<the value without them>" : clean,
    );
}

function describeBlanks(value: string, bare: InspectedValue): string {
  if (bare.text === "") return "holds nothing but blanks";
  if (bare.whitespaceInside) {
    return "has blanks, control or non-ASCII characters inside";
  }
  const lineEnd = /[\r\n]/u.test(value) ? "a line end" : "blanks";
  return isTolerated(value, bare)
    ? `ends with ${lineEnd}, which no program trims; servers bear it behind a key`
    : bare.onlyTrailingBlanks
    ? `ends with ${lineEnd}, which no program trims`
    : `has ${lineEnd} around its value, which no program trims`;
}

function emptyFinding(
  context: ResolutionContext,
  consumer: Consumer,
  setting: Setting,
): Finding {
  const effect = brokenByEmptiness(context, consumer, setting);
  return findingOf("value-empty", {
    severity: effect === null ? "warning" : "error",
    message: `${setting.variable} is set to nothing; ${
      effect ?? "it counts as unset"
    }`,
    hint: setting.source.kind === "environment"
      ? `unset ${setting.variable}  # or give it its value`
      : setting.source.kind === "file"
      ? assignmentOf(setting, "<the value>")
      : `Give ${describeSource(setting.source)} a value`,
    consumers: [consumer],
    setting,
  });
}

/** What an empty value breaks (measured on 0.98.0), or null where it counts as unset. */
function brokenByEmptiness(
  context: ResolutionContext,
  consumer: Consumer,
  { variable }: Setting,
): string | null {
  const { credentials, url } = context.readings[consumer];
  const used = credentials[0];
  switch (VARIABLES[variable as keyof typeof VARIABLES].role) {
    case "url":
      return consumer === "client"
        ? "the client takes the empty text for a database URL and refuses it"
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
      const reading = url === null
        ? null
        : readServerUrl(inspectValue(url.value, "url").text);
      return typeof reading === "object" && reading?.url.startsWith("https:")
        ? "the client takes the empty text for a certificate and breaks on every https call"
        : null;
    }
    default:
      return null;
  }
}
