// Rules about what a consumer lacks.
import {
  type Consumer,
  CONSUMER_NAMES,
  CONSUMER_OF,
  consumerOf,
  CONVENTION_OF,
  isVariableName,
  VARIABLE_NAMES,
  type VariableName,
  variableOf,
  VARIABLES,
} from "../../codes/variables.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import {
  inOrder,
  missingIn,
  setTo,
  setToUnknown,
  setToVariable,
  when,
} from "../../finding/fix.ts";
import { capitalized } from "../../finding/setting_words.ts";
import { setToRealValue } from "../fixes.ts";
import { describeSource, type Origin } from "../../finding/source.ts";
import type { StoredLogin } from "../../sources/host_facts.ts";
import { clientSettingProblem } from "../client_settings.ts";
import { clientTargetOf } from "../client_url.ts";
import type { Configuration } from "../configuration.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import { type Half, halfOf, halvesMissingTo } from "../halves.ts";
import { unsendableFinding } from "../unsendable.ts";
import { affixedFindings } from "./affixed.ts";
import { likelyConsumer, misspelledFor } from "../misspellings.ts";

/**
 * Finds consumers in use without a URL or a credential; where the other convention sets the half, it says so instead.
 */
export function findMissingHalves(context: ResolutionContext): Finding[] {
  if (readingsInUse(context).length === 0) return nothingSet(context);
  return context.missingHalves.flatMap((missing) => {
    const { consumer, half, variable, elsewhere } = missing;
    if (elsewhere) return [splitFinding(consumer, variable, elsewhere)];
    const misspelled = VARIABLE_NAMES.some((name) =>
      consumerOf(name) === consumer && halfOf(name) === half &&
      misspelledFor(context, name) !== null
    );
    return misspelled ? [] : missingFindings(context, half, consumer, variable);
  });
}

function nothingSet(context: ResolutionContext): Finding[] {
  const consumer = likelyConsumer(context);
  const variable = variableOf(CONVENTION_OF[consumer], "url");
  if (variable === null) return [];
  const elsewhere = halvesMissingTo(consumer, context.readings).flatMap(
    ({ variable, elsewhere }) =>
      elsewhere ? [splitFinding(consumer, variable, elsewhere)] : [],
  );
  if (elsewhere.length > 0) return elsewhere;
  // A file that sets nothing because its lines are no assignments has a finding of its own.
  if (context.envFiles.some(({ severity }) => severity === "error")) return [];
  return [
    ...(misspelledFor(context, variable)
      ? []
      : missingFindings(context, "url", consumer, variable)),
    ...affixedFindings(context, consumer, "credential"),
  ];
}

function splitFinding(
  consumer: Consumer,
  variable: VariableName,
  setting: Origin,
): Finding {
  const { source } = setting;
  return findingOf("conventions-split", {
    message: `${
      capitalized(CONSUMER_NAMES[consumer])
    } reads ${variable}, which is not set; the value is in ${setting.variable} (${
      describeSource(source)
    })`,
    fix: setToVariable(
      missingIn(variable, source.kind === "file" ? source.file : null),
      setting.variable,
    ),
    consumers: [consumer],
    variable,
  });
}

function missingFindings(
  context: ResolutionContext,
  half: Half,
  consumer: Consumer,
  variable: VariableName,
): readonly Finding[] {
  const affixed = affixedFindings(context, consumer, half);
  if (affixed.length > 0) return affixed;
  if (consumer === "client") {
    const { storedLogin } = context.hostFacts;
    // Then the client does not start for want of the URL, and that has a finding of its own.
    if (half === "url" && isTypeAlone(context)) return [];
    const stored = storedLogin && storedFinding(context, storedLogin, half);
    if (stored) return [stored];
  }
  return [
    missingFinding(half, consumer, variable, {
      targetFile: context.targetFile,
      storedLogin: Boolean(context.hostFacts.storedLogin),
      isNothingSet: readingsInUse(context).length === 0,
    }),
  ];
}

const EFFECTS: Readonly<Record<Half, Readonly<Record<Consumer, string>>>> = {
  url: {
    client:
      "the client then silently works on a login that it stored earlier, or on a local database without a server",
    terraform: "Terraform refuses with 'Missing ZenML Server URL'",
  },
  credential: {
    client: "the client stops with 'No valid credentials found'",
    terraform: "Terraform refuses with 'Missing ZenML API Credentials'",
  },
};

function missingFinding(
  half: Half,
  consumer: Consumer,
  variable: VariableName,
  where: {
    readonly targetFile: string | null;
    readonly storedLogin: boolean;
    readonly isNothingSet: boolean;
  },
): Finding {
  const local = half === "url" && consumer === "client" && where.storedLogin;
  const key = variableOf(CONVENTION_OF[consumer], "api-key");
  const set = (name: VariableName) =>
    setToRealValue({ ...missingIn(name, where.targetFile), variable: name });
  return findingOf(half === "url" ? "url-missing" : "credential-missing", {
    message: `${variable} is not set: ${
      local
        ? "the client then silently works on a local database, without a server"
        : EFFECTS[half][consumer]
    }`,
    fix: where.isNothingSet && key !== null
      // A URL alone would lack its credential.
      ? inOrder(set(variable), set(key))
      : set(variable),
    consumers: [consumer],
    variable,
  });
}

/** Finds why the credential of a configuration is never sent: there is none, or it is not one. */
export function credentialFindings(
  { serverUrl: { variable }, credential }: Configuration,
): readonly Finding[] {
  if (credential.kind !== "none") {
    return credential.unsendable
      ? [unsendableFinding(credential.unsendable)]
      : [];
  }
  const convention = variable !== null && isVariableName(variable)
    ? VARIABLES[variable].convention
    : "store";
  const key = variableOf(convention, "api-key");
  return key === null ? [] : [
    missingFinding("credential", CONSUMER_OF[convention], key, {
      targetFile: null,
      storedLogin: false,
      isNothingSet: false,
    }),
  ];
}

function isTypeAlone({ settings, readings }: ResolutionContext): boolean {
  return readings.client.url === null &&
    clientSettingProblem(settings, null, false)?.setting.variable ===
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
      fix: when(
        "if you want that server",
        setTo(missingIn("ZENML_STORE_URL"), serverUrl),
      ),
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
      fix: setToUnknown(missingIn("ZENML_STORE_API_KEY"), "the API key"),
      consumers: ["client"],
      variable: "ZENML_STORE_API_KEY",
    })
    : null;
}
