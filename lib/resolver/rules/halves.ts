/**
 * Rules about what a consumer lacks.
 *
 * @module
 */
import type { Code } from "../../codes/codes.ts";
import {
  type Consumer,
  CONSUMER_NAMES,
  CONVENTION_OF,
  type Role,
  type VariableName,
  variableOf,
} from "../../codes/variables.ts";
import { describeSource } from "../../finding/source.ts";
import { type Setting } from "../../sources/setting.ts";
import type { StoredLogin } from "../../sources/host_facts.ts";
import { inspectValue } from "../value.ts";
import { clientSettingProblem } from "../client_settings.ts";
import { clientTargetOf } from "../client_url.ts";
import type { ConsumerReading } from "../consumer_reading.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import { additionOf, shellWord } from "../../finding/fix.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { readServerUrl } from "../server_url.ts";
import { misspelledFor } from "./names.ts";

/**
 * Finds consumers in use without a URL or a credential; where the other convention sets the half, it says so instead.
 */
export function findMissingHalves(context: ResolutionContext): Finding[] {
  const readings = readingsInUse(context);
  if (readings.length === 0) return nothingSet(context);
  return readings.flatMap((reading) => [
    ...(reading.url ? [] : missingHalf(context, reading, "url")),
    // A URL that is set to nothing is the cause then, and has a finding of its own.
    ...(reading.credentials.length > 0 || reading.url?.value === ""
      ? []
      : missingHalf(context, reading, "credential")),
  ]);
}

type Half = "url" | "credential";

const MISSING_CODES: Readonly<Record<Half, Code>> = {
  url: "url-missing",
  credential: "credential-missing",
};

function nothingSet(context: ResolutionContext): Finding[] {
  const consumer = context.considered[0] ?? "client";
  const variable = variableOf(CONVENTION_OF[consumer], "url");
  if (variable === null || misspelledFor(context, variable)) return [];
  return missing(context, "url", consumer, variable);
}

function missingHalf(
  context: ResolutionContext,
  reading: ConsumerReading,
  half: Half,
): Finding[] {
  const { consumer } = reading;
  const other = otherHalf(context, consumer, half);
  const role = other?.role ?? (half === "url" ? "url" : "api-key");
  const variable = variableOf(CONVENTION_OF[consumer], role);
  if (variable === null) return [];
  if (other) return [split(consumer, variable, other.setting)];
  const roles: readonly Role[] = half === "url"
    ? ["url"]
    : ["api-key", "api-token", "username", "password"];
  const misspelled = roles.some((each) => {
    const name = variableOf(CONVENTION_OF[consumer], each);
    return name !== null && misspelledFor(context, name) !== null;
  });
  return misspelled ? [] : missing(context, half, consumer, variable);
}

/** Finds the half in the other convention, if it is one that the consumer could use. */
function otherHalf(
  context: ResolutionContext,
  consumer: Consumer,
  half: Half,
): { readonly role: Role; readonly setting: Setting } | null {
  const other =
    context.readings[consumer === "client" ? "terraform" : "client"];
  if (half === "url") {
    if (!other.url) return null;
    const bare = inspectValue(other.url.value, "url");
    return bare.usable && typeof readServerUrl(bare.text) === "object"
      ? { role: "url", setting: other.url }
      : null;
  }
  for (const choice of other.credentials) {
    if (choice.kind === "password") continue;
    if (inspectValue(choice.setting.value, choice.kind).usable) {
      return { role: choice.kind, setting: choice.setting };
    }
  }
  return null;
}

function split(
  consumer: Consumer,
  variable: VariableName,
  setting: Setting,
): Finding {
  const { source } = setting;
  return findingOf("conventions-split", {
    message: `${
      sentence(CONSUMER_NAMES[consumer])
    } reads ${variable}, which is not set; the value stands in ${setting.variable} (${
      describeSource(source)
    })`,
    hint: source.kind === "file"
      ? `${variable}=<the value of ${setting.variable}>  # in ${source.file}`
      : `export ${variable}="$${setting.variable}"`,
    consumers: [consumer],
    variable,
  });
}

function missing(
  context: ResolutionContext,
  half: Half,
  consumer: Consumer,
  variable: VariableName,
): Finding[] {
  if (consumer === "client") {
    const { storedLogin } = context.hostFacts;
    // Then the client does not start for want of the URL, and that has a finding of its own.
    if (half === "url" && isTypeAlone(context)) return [];
    const stored = storedLogin && storedFinding(context, storedLogin, half);
    if (stored) return [stored];
  }
  const example = half === "url"
    ? "https://zenml.example.com"
    : "<the API key>";
  const effects: Readonly<Record<Half, Readonly<Record<Consumer, string>>>> = {
    url: {
      client:
        "the client then silently works on a login that it stored earlier, or else on a local database without a server",
      terraform: "Terraform refuses with 'Missing ZenML Server URL'",
    },
    credential: {
      client: "the client stops with 'No valid credentials found'",
      terraform: "Terraform refuses with 'Missing ZenML API Credentials'",
    },
  };
  return [findingOf(MISSING_CODES[half], {
    message: `${variable} is not set: ${
      half === "url" && consumer === "client" &&
        context.hostFacts.storedLogin
        ? "the client then silently works on a local database, without a server"
        : effects[half][consumer]
    }`,
    hint: additionOf(variable, example, context.home),
    consumers: [consumer],
    variable,
  })];
}

function isTypeAlone({ layers, readings }: ResolutionContext): boolean {
  return readings.client.url === null &&
    clientSettingProblem(layers, null, false)?.setting.variable ===
      "ZENML_STORE_TYPE";
}

/** What the client takes from an earlier login in place of the half that no variable gives. */
function storedFinding(
  { readings }: ResolutionContext,
  { serverUrl, credentialUrls }: StoredLogin,
  half: Half,
): Finding | null {
  const { url, credentials } = readings.client;
  if (half === "url") {
    const key = credentials[0]?.setting.variable;
    return serverUrl === null ? null : findingOf("stored-login", {
      message:
        `ZENML_STORE_URL is not set: the client then silently uses the login that it stored earlier, to ${serverUrl}${
          key === undefined ? "" : `, and sends ${key} there`
        }`,
      hint: `export ZENML_STORE_URL=${
        shellWord(serverUrl)
      }  # if that server is meant`,
      consumers: ["client"],
      variable: "ZENML_STORE_URL",
    });
  }
  const target = url && clientTargetOf(url.value);
  return target?.kind === "remote" && credentialUrls.includes(target.url)
    ? findingOf("stored-login", {
      severity: "warning",
      message:
        "ZENML_STORE_API_KEY is not set: the client then silently uses the credential that it stored earlier for this server, which is not examined",
      hint: "export ZENML_STORE_API_KEY='<the API key>'",
      consumers: ["client"],
      variable: "ZENML_STORE_API_KEY",
    })
    : null;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
