/**
 * The resolver: sources in, resolution out, without any I/O.
 *
 * @module
 */
import {
  type Consumer,
  CONSUMER_OF,
  CONSUMERS,
  type Convention,
  CONVENTION_OF,
  isVariableName,
  VARIABLE_NAMES,
  variableOf,
  VARIABLES,
} from "../catalogue/variables.ts";
import { meantBy } from "../sources/near_miss.ts";
import {
  describeSource,
  type Layers,
  layersOf,
  type Setting,
  type Source,
  type Sources,
} from "../sources/setting.ts";
import { type Configuration, configurationFrom } from "./configuration.ts";
import { type Connection, connectionsOf } from "./connection.ts";
import { firstSetting, readAs } from "./consumer_reading.ts";
import { type ConsumerView, viewOf } from "./consumer_view.ts";
import type { ResolutionContext } from "./context.ts";
import { credentialOf, secretPartsOf } from "./credential.ts";
import { type Finding, findingOf } from "./finding.ts";
import { findDifferences } from "./findings/comparison_findings.ts";
import { findMissingHalves } from "./findings/consumer_findings.ts";
import { findCredentialFlaws } from "./findings/credential_findings.ts";
import { findTlsFlaws } from "./findings/tls_findings.ts";
import { findUrlFlaws } from "./findings/url_findings.ts";
import { findValueFlaws } from "./findings/value_findings.ts";
import { findMisspelled, findShadowed } from "./findings/variable_findings.ts";
import { type Redactor, redactorOf, redactValue } from "./redaction.ts";
import { REDACTED } from "./secret.ts";

/** What a resolution depends on beside its sources. */
export interface ResolveOptions {
  /** The present time, for the ends of tokens; without it they are not judged. */
  readonly now?: Date;
  /** The only consumer that matters: the other's findings are dropped. */
  readonly consumer?: Consumer;
  /** The convention that wins where both give a value; naming one also settles a disagreement. */
  readonly prefer?: Convention;
  /** Tells whether a file exists, or null where that cannot be known, as it is without this function. */
  readonly isFile?: (path: string) => boolean | null;
}

/** One variable as reports show it: no secret is in it. */
export interface ResolvedSetting {
  /** The variable's name. */
  readonly variable: string;
  /** Its value, or `[redacted]`. */
  readonly value: string;
  /** The id of the API key that it holds, or null. */
  readonly keyId: string | null;
  /** Where its value came from. */
  readonly source: string;
  /** The programs that read it. */
  readonly consumers: readonly Consumer[];
}

/** All that can be told of a configuration without asking a server. */
export interface Resolution {
  /** The merged configuration, or null. */
  readonly configuration: Configuration | null;
  /** What each program by itself would use. */
  readonly consumers: Readonly<Record<Consumer, ConsumerView>>;
  /** Every variable that is set, as reports show it. */
  readonly settings: readonly ResolvedSetting[];
  /** What the doctor examines. */
  readonly connections: readonly Connection[];
  /** What is wrong, or worth knowing. */
  readonly findings: readonly Finding[];
}

/** Thrown where a program asks for a configuration and there is none. */
export class ConfigurationError extends Error {
  /** What is wrong with the configuration. */
  readonly findings: readonly Finding[];

  /**
   * Makes an error of findings.
   *
   * @param findings What is wrong with the configuration.
   */
  constructor(findings: readonly Finding[]) {
    const errors = findings.filter(({ severity }) => severity === "error");
    super(
      `Cannot configure a connection to ZenML: ${
        errors.map(({ code, message }) => `${message} (${code})`).join("; ")
      }`,
    );
    this.name = "ConfigurationError";
    this.findings = findings;
  }
}

/**
 * Resolves both conventions: each program's own view, the merged configuration, and what is wrong.
 *
 * It reads nothing but its arguments, never throws on what users wrote, and prints no secret.
 *
 * @param sources Where values come from.
 * @param options The time, and what is preferred.
 * @returns The resolution.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { assertEquals } from "@std/assert";
 *
 * const { consumers, findings } = resolve({
 *   environment: { ZENML_SERVER_URL: "https://zenml.example.com/", ZENML_API_KEY: "changeme" },
 * });
 * assertEquals(consumers.terraform.status, "remote");
 * assertEquals(findings.map(({ code }) => code), ["value-placeholder", "url-trailing-slash"]);
 * ```
 */
export function resolve(
  sources: Sources,
  options: ResolveOptions = {},
): Resolution {
  const context = contextOf(sources, options);
  const { layers, readings, considered } = context;
  const configuration = configurationFrom(context);
  const consumers = {
    client: viewOf(readings.client, layers),
    terraform: viewOf(readings.terraform, layers),
  };
  const findings = withRefusals(
    [
      ...(sources.envFiles ?? []).flatMap((file) => file.findings),
      ...findMisspelled(context),
      ...findValueFlaws(context),
      ...findUrlFlaws(context),
      ...findCredentialFlaws(context),
      ...findMissingHalves(context),
      ...findDifferences(context),
      ...findTlsFlaws(context),
      ...findShadowed(context),
    ],
    context,
    consumers,
  );
  const split = considered.filter((consumer) =>
    findings.some(({ code, consumers }) =>
      code === "conventions-split" && consumers.includes(consumer)
    )
  );
  const redact = redactorOf(secretsIn(layers));
  return {
    configuration,
    consumers: redactedViews(consumers, redact),
    settings: settingsOf(context, redact),
    connections: connectionsOf(context, configuration, split),
    findings: findings.map((finding) => ({
      ...finding,
      message: redact(finding.message),
      hint: redact(finding.hint),
    })),
  };
}

/**
 * Takes the configuration out of a resolution.
 *
 * @param resolution What `resolve` returned.
 * @returns The merged configuration.
 * @throws {ConfigurationError} If there is none; it carries the findings.
 *
 * @example Usage
 * ```ts
 * import { configurationOf, resolve } from "@mlops/zenml-env";
 * import { assertEquals } from "@std/assert";
 *
 * const environment = { ZENML_STORE_URL: "https://zenml.example.com" };
 * const { serverUrl } = configurationOf(resolve({ environment }));
 * assertEquals(serverUrl.value, "https://zenml.example.com");
 * ```
 */
export function configurationOf(resolution: Resolution): Configuration {
  if (resolution.configuration === null) {
    throw new ConfigurationError(resolution.findings);
  }
  return resolution.configuration;
}

/**
 * Gathers what the rules of the resolver look at.
 *
 * @param sources Where values come from.
 * @param options The time, and what is preferred.
 * @returns The context of the rules.
 *
 * @example Usage
 * ```ts
 * import { contextOf } from "./resolve.ts";
 * import { assert } from "@std/assert";
 *
 * assert(!contextOf({}).readings.client.inUse);
 * ```
 */
export function contextOf(
  sources: Sources,
  options: ResolveOptions = {},
): ResolutionContext {
  const { consumer, now, prefer, isFile = () => null } = options;
  const considered = consumer ? [consumer] : CONSUMERS;
  const layers = withFlags(layersOf(sources), sources, considered, consumer);
  return {
    layers,
    readings: {
      client: readAs("client", layers),
      terraform: readAs("terraform", layers),
    },
    considered,
    prefer: prefer ?? (consumer ? CONVENTION_OF[consumer] : null),
    now: now?.getTime() ?? null,
    isFile,
  };
}

/** Puts the flags before every other source, for each consumer in use: for the client if none is. */
function withFlags(
  layers: Layers,
  { flags = {} }: Sources,
  considered: readonly Consumer[],
  chosen: Consumer | undefined,
): Layers {
  const inUse = considered.filter((consumer) => readAs(consumer, layers).inUse);
  const targets = chosen
    ? [chosen]
    : inUse.length > 0
    ? inUse
    : ["client" as const];
  const flagged = new Map(layers);
  const put = (role: "url" | "api-key", value: string, source: Source) => {
    for (const target of targets) {
      const variable = variableOf(CONVENTION_OF[target], role);
      if (variable === null) continue;
      flagged.set(variable, [
        { variable, value, source },
        ...layers.get(variable) ?? [],
      ]);
    }
  };
  if (flags.url !== undefined) {
    put("url", flags.url, { kind: "flag", name: "--url" });
  }
  if (flags.apiKey !== undefined) {
    put("api-key", flags.apiKey, { kind: "standard-input" });
  }
  return flagged;
}

/** Nothing that a program refuses is green here: a refusal that no rule explains is a finding of its own. */
function withRefusals(
  findings: readonly Finding[],
  { considered, readings, layers }: ResolutionContext,
  views: Readonly<Record<Consumer, ConsumerView>>,
): readonly Finding[] {
  const unexplained = considered.filter((consumer) =>
    views[consumer].status === "error" &&
    !findings.some((finding) =>
      finding.severity === "error" && finding.consumers.includes(consumer)
    )
  );
  return [
    ...findings,
    ...unexplained.map((consumer) =>
      findingOf(readings[consumer].url ? "url-invalid" : "url-missing", {
        message: `The ${consumer} refuses this configuration: ${
          views[consumer].reason ?? "no reason given"
        }`,
        hint: `export ${
          variableOf(CONVENTION_OF[consumer], "url")
        }=https://zenml.example.com`,
        consumers: [consumer],
        setting: readings[consumer].url ??
          firstSetting(layers, "ZENML_STORE_USERNAME"),
      })
    ),
  ];
}

function redactedViews(
  { client, terraform }: Readonly<Record<Consumer, ConsumerView>>,
  redact: Redactor,
): Readonly<Record<Consumer, ConsumerView>> {
  const redacted = (view: ConsumerView): ConsumerView => ({
    ...view,
    serverUrl: view.serverUrl === null ? null : redact(view.serverUrl),
  });
  return { client: redacted(client), terraform: redacted(terraform) };
}

function settingsOf(
  { layers, considered }: ResolutionContext,
  redact: Redactor,
): readonly ResolvedSetting[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const setting = firstSetting(layers, variable);
    const { convention, role, secret } = VARIABLES[variable];
    const consumer = CONSUMER_OF[convention];
    if (!setting || !considered.includes(consumer)) return [];
    const { value, source } = setting;
    const keyId = role === "api-key" || role === "api-token"
      ? credentialOf({ kind: role, setting }).keyId
      : null;
    return [{
      variable,
      value: secret && value !== "" ? REDACTED : redact(redactValue(value)),
      keyId,
      source: describeSource(source),
      consumers: [consumer],
    }];
  });
}

/** Lists every secret that the sources hold, under whatever name it was meant to have. */
function secretsIn(layers: Layers): string[] {
  const isSecret = ({ variable }: Setting) =>
    [variable, ...meantBy(variable)].some((name) =>
      isVariableName(name) && VARIABLES[name].secret
    );
  return [...layers.values()].flat().filter(isSecret)
    .flatMap(({ value }) => secretPartsOf(value));
}
