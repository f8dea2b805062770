// Rules about the form of the credential that each consumer uses.
import {
  type Consumer,
  CONSUMER_NAMES,
  CONSUMER_OF,
} from "../../codes/variables.ts";
import type { Origin } from "../../finding/source.ts";
import type { ParsedSetting } from "../parsed_setting.ts";
import { moveTo, unsendableFinding } from "../unsendable.ts";
import type { ConsumerReading, CredentialChoice } from "../consumer.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import { KEY_PREFIX } from "../credential_format.ts";
import { correct, inOrder, setToUnknown, unset } from "../../finding/fix.ts";
import { describeDuration, describeTime } from "../../finding/duration.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";

/** A token that ends sooner than this, in milliseconds, is reported. */
const EXPIRING_MS = 10 * 60_000;

/** Finds keys and tokens that are not what their variable is for, or end soon, and credentials that hide each other. */
export function findCredentialFlaws(context: ResolutionContext): Finding[] {
  return readingsInUse(context).flatMap((reading) => [
    ...ambiguity(reading),
    ...formFindings(reading, context),
  ]);
}

function formFindings(
  { credentials: [used] }: ConsumerReading,
  context: ResolutionContext,
): Finding[] {
  if (!used || used.kind === "password") return [];
  const { variable, source, inspected, reading } = used.setting;
  // What is wrong with the value as such is found by a rule of its own.
  if (!inspected.usable || inspected.whitespaceInside) return [];
  const { unsendable } = reading;
  if (unsendable) {
    return [unsendableFinding({
      variable,
      source,
      reason: unsendable,
      pasted: inspected.pasted,
    })];
  }
  return used.kind === "api-key"
    ? prefixFindings(used.setting)
    : tokenFindings(used.setting, context);
}

function prefixFindings(setting: ParsedSetting<"api-key">): Finding[] {
  const { variable } = setting;
  return !setting.reading.prefixMissing ? [] : [findingOf("key-malformed", {
    severity: "warning",
    message:
      `${variable} lacks the ${KEY_PREFIX} that an API key begins with; servers tolerate that`,
    fix: correct(setting, "add-prefix", KEY_PREFIX),
    consumers: [CONSUMER_OF[setting.convention]],
    setting,
  })];
}

function tokenFindings(
  setting: ParsedSetting<"api-token">,
  { now, minTokenLifeMs }: ResolutionContext,
): Finding[] {
  const { key, token } = setting.reading;
  const consumer = CONSUMER_OF[setting.convention];
  if (key) {
    return [findingOf("key-in-token-variable", {
      message:
        `${setting.variable} holds an API key; it is sent as it is, and only servers since 0.92 accept it`,
      fix: moveTo(setting, "api-key"),
      consumers: [consumer],
      setting,
    })];
  }
  const expiresAt = token?.expiresAt ?? null;
  return expiresAt === null || now === null
    ? []
    : expiryFindings(consumer, setting, expiresAt, { now, minTokenLifeMs });
}

function expiryFindings(
  consumer: Consumer,
  setting: Origin,
  expiresAt: number,
  { now, minTokenLifeMs }: {
    readonly now: number;
    readonly minTokenLifeMs: number | null;
  },
): Finding[] {
  const left = expiresAt - now;
  const isTooShort = minTokenLifeMs !== null && left < minTokenLifeMs;
  if (left > EXPIRING_MS && !isTooShort) return [];
  const when = describeTime(expiresAt);
  const limit = isTooShort
    ? `sooner than the ${describeDuration(minTokenLifeMs)} that are needed`
    : "within ten minutes";
  return [findingOf(left > 0 ? "token-expiring" : "token-expired", {
    severity: isTooShort && left > 0 ? "error" : "warning",
    consumers: [consumer],
    setting,
    message: left > 0
      ? `The token in ${setting.variable} ends at ${when}, ${limit}`
      : `The token in ${setting.variable} ended at ${when} by this machine's clock; the server decides`,
    fix: setToUnknown(setting, "a new token"),
  })];
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
    fix: inOrder(...hidden.flatMap(settingsOf).map(unset)),
    consumers: [consumer],
    setting: used.setting,
  })];
}

/** User name and password that are empty hide nothing when they lose; that they are empty is said elsewhere. */
function isEmptyPair(choice: CredentialChoice): boolean {
  return choice.kind === "password" && choice.setting.value === "" &&
    choice.username.value === "";
}

function nameOf(choice: CredentialChoice): string {
  return variablesOf(choice).join(" with ");
}

function variablesOf(choice: CredentialChoice): string[] {
  return settingsOf(choice).map(({ variable }) => variable);
}

function settingsOf(choice: CredentialChoice): Origin[] {
  return choice.kind === "password"
    ? [choice.username, choice.setting]
    : [choice.setting];
}
