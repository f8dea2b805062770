/**
 * The resolver: sources in, resolution out, without any I/O.
 *
 * @module
 */
import {
  type Consumer,
  CONVENTION_OF,
  isVariableName,
  variableOf,
  VARIABLES,
} from "../codes/variables.ts";
import { misspelledVariables } from "../sources/misspelling.ts";
import type { Setting, SettingsByName, Sources } from "../sources/setting.ts";
import { type Configuration, configurationFrom } from "./configuration.ts";
import { type Connection, connectionsOf } from "./connection.ts";
import { firstSetting } from "./consumer_reading.ts";
import { type ConsumerView, viewOf } from "./consumer_view.ts";
import {
  contextOf,
  type ResolutionContext,
  type ResolveOptions,
} from "./context.ts";
import { secretPartsOf } from "./credential.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { findDifferences } from "./rules/comparison.ts";
import { findMissingHalves } from "./rules/halves.ts";
import { findCredentialFlaws } from "./rules/credentials.ts";
import { findHostFlaws } from "./rules/host.ts";
import { findTlsFlaws } from "./rules/tls.ts";
import { findUrlFlaws } from "./rules/urls.ts";
import { findValueFlaws } from "./rules/values.ts";
import { findMisspelled, findShadowed } from "./rules/names.ts";
import { type Redactor, redactorOf } from "./redaction.ts";
import { type ResolvedSetting, resolvedSettings } from "./resolved_setting.ts";

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
  const configuration = configurationFrom(context);
  const missing = findMissingHalves(context);
  const split = context.considered.filter((consumer) =>
    missing.some(({ code, consumers }) =>
      code === "conventions-split" && consumers.includes(consumer)
    )
  );
  const connections = connectionsOf(context, configuration, split);
  let judged: Judgement | undefined;
  const judgement = () => judged ??= judge(sources, context, missing);
  return {
    configuration,
    connections,
    // Whoever examines the connections has begun with that before this is asked for.
    get consumers() {
      return judgement().consumers;
    },
    get settings() {
      return judgement().settings;
    },
    get findings() {
      return judgement().findings;
    },
  };
}

type Judgement = Pick<Resolution, "consumers" | "settings" | "findings">;

/** Says what is wrong, and what to show of it. */
function judge(
  { envFiles = [] }: Sources,
  context: ResolutionContext,
  missing: readonly Finding[],
): Judgement {
  const { layers, readings, considered, hostFacts } = context;
  const consumers = {
    client: viewOf(readings.client, layers, hostFacts),
    terraform: viewOf(readings.terraform, layers, hostFacts),
  };
  const findings = withRefusals(
    [
      ...envFiles.flatMap((file) => file.findings)
        .filter(({ consumers }) =>
          consumers.length === 0 ||
          consumers.some((consumer) => considered.includes(consumer))
        ),
      ...findMisspelled(context),
      ...findValueFlaws(context),
      ...findUrlFlaws(context),
      ...findCredentialFlaws(context),
      ...missing,
      ...findDifferences(context),
      ...findTlsFlaws(context),
      ...findHostFlaws(context),
      ...findShadowed(context),
    ],
    context,
    consumers,
  );
  const redact = redactorOf(secretsIn(layers));
  return {
    consumers: redactedViews(consumers, redact),
    settings: resolvedSettings(context, redact),
    findings: findings.map((finding) => ({
      ...finding,
      message: redact(finding.message),
      hint: redact(finding.hint),
    })),
  };
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

/** Lists every secret that the sources hold, under whatever name it was meant to have. */
function secretsIn(layers: SettingsByName): string[] {
  const isSecret = ({ variable }: Setting) =>
    [variable, ...misspelledVariables(variable)].some((name) =>
      isVariableName(name) && VARIABLES[name].secret
    );
  return [...layers.values()].flat().filter(isSecret)
    .flatMap(({ value }) => secretPartsOf(value));
}
