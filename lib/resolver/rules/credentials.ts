/**
 * Rules about the form of the credential that each consumer uses.
 *
 * @module
 */
import { type Consumer, CONSUMER_NAMES } from "../../codes/variables.ts";
import type { Setting } from "../../sources/setting.ts";
import { inspectValue } from "../value.ts";
import type { ConsumerReading, CredentialChoice } from "../consumer_reading.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import { lacksOnlyPrefix } from "../credential.ts";
import { KEY_PREFIX, readApiKey, readToken } from "../credential_format.ts";
import { assignmentOf } from "../../finding/fix.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";

/** A token that ends sooner than this, in milliseconds, is reported. */
const EXPIRING_MS = 10 * 60_000;

/**
 * Finds keys and tokens that are not what their variable is for, or end soon, and credentials that hide each other.
 */
export function findCredentialFlaws(context: ResolutionContext): Finding[] {
  return readingsInUse(context).flatMap((reading) => [
    ...ambiguity(reading),
    ...formFindings(reading, context.now),
  ]);
}

function formFindings(
  { consumer, credentials }: ConsumerReading,
  now: number | null,
): Finding[] {
  const used = credentials[0];
  if (!used || used.kind === "password") return [];
  const bare = inspectValue(used.setting.value, used.kind);
  if (!bare.usable || bare.whitespaceInside) return [];
  return used.kind === "api-key"
    ? keyFindings(consumer, used.setting, bare.text)
    : tokenFindings(consumer, used.setting, bare.text, now);
}

function keyFindings(
  consumer: Consumer,
  setting: Setting,
  key: string,
): Finding[] {
  if (readApiKey(key)) return [];
  const common = { consumers: [consumer], setting };
  if (readToken(key)) {
    const variable = setting.variable.replace("API_KEY", "API_TOKEN");
    return [findingOf("token-in-key-variable", {
      ...common,
      message:
        `${setting.variable} holds an API token, with which nobody can log in; it is not sent`,
      hint: setting.source.kind === "environment"
        ? `export ${variable}="$${setting.variable}"; unset ${setting.variable}`
        : assignmentOf({ ...setting, variable }, "<the token>"),
    })];
  }
  if (lacksOnlyPrefix(key)) {
    return [findingOf("key-malformed", {
      ...common,
      severity: "warning",
      message:
        `${setting.variable} lacks the ${KEY_PREFIX} that an API key begins with; servers tolerate that`,
      hint: setting.source.kind === "environment"
        ? `export ${setting.variable}="${KEY_PREFIX}$${setting.variable}"`
        : assignmentOf(setting, `${KEY_PREFIX}<the rest>`),
    })];
  }
  return [findingOf("key-malformed", {
    ...common,
    message:
      `${setting.variable} does not have the form of an API key: ZENKEY_ and base64 text, or ZENPROKEY_; it may have been cut, and is not sent`,
    hint: "zenml service-account api-key ACCOUNT create NAME",
  })];
}

function tokenFindings(
  consumer: Consumer,
  setting: Setting,
  text: string,
  now: number | null,
): Finding[] {
  const common = { consumers: [consumer], setting };
  if (readApiKey(text)) {
    const variable = setting.variable.replace("API_TOKEN", "API_KEY");
    return [findingOf("key-in-token-variable", {
      ...common,
      message:
        `${setting.variable} holds an API key; it is sent as it is, and only servers from 0.92 take it`,
      hint: setting.source.kind === "environment"
        ? `export ${variable}="$${setting.variable}"; unset ${setting.variable}`
        : assignmentOf({ ...setting, variable }, "<the key>"),
    })];
  }
  const token = readToken(text);
  if (!token) {
    return [findingOf("token-malformed", {
      ...common,
      message:
        `${setting.variable} does not have the form of an API token, three parts between dots; it is not sent`,
      hint: assignmentOf(setting, "<a new token>"),
    })];
  }
  return token.expiresAt === null || now === null
    ? []
    : expiryFindings(consumer, setting, token.expiresAt, now);
}

function expiryFindings(
  consumer: Consumer,
  setting: Setting,
  expiresAt: number,
  now: number,
): Finding[] {
  const left = expiresAt - now;
  if (left > EXPIRING_MS) return [];
  const when = describeTime(expiresAt);
  return [findingOf(left > 0 ? "token-expiring" : "token-expired", {
    severity: "warning",
    consumers: [consumer],
    setting,
    message: left > 0
      ? `The token in ${setting.variable} ends at ${when}, within ten minutes`
      : `The token in ${setting.variable} ended at ${when} by this machine's clock; the server decides`,
    hint: assignmentOf(setting, "<a new token>"),
  })];
}

function describeTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? "a time beyond the calendar"
    : date.toISOString().replace(/\.\d+Z$/u, "Z");
}

function ambiguity({ consumer, credentials }: ConsumerReading): Finding[] {
  const [used, ...others] = credentials;
  const hidden = others.filter((other) => !isEmptyPair(other));
  if (!used || hidden.length === 0) return [];
  const names = hidden.map(nameOf).join(" and ");
  return [findingOf("credential-ambiguous", {
    message: `${hidden.length + 1} credentials are set: ${
      CONSUMER_NAMES[consumer]
    } uses ${nameOf(used)} and ignores ${names}`,
    hint: `unset ${hidden.flatMap(variablesOf).join(" ")}`,
    consumers: [consumer],
    setting: used.setting,
  })];
}

/** User name and password set to nothing hide nothing when they lose; that they are empty is said elsewhere. */
function isEmptyPair(choice: CredentialChoice): boolean {
  return choice.kind === "password" && choice.setting.value === "" &&
    choice.username.value === "";
}

function nameOf(choice: CredentialChoice): string {
  return variablesOf(choice).join(" with ");
}

function variablesOf(choice: CredentialChoice): string[] {
  return choice.kind === "password"
    ? [choice.username.variable, choice.setting.variable]
    : [choice.setting.variable];
}
