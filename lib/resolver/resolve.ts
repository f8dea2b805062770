// The resolver: sources in, resolution out, without any I/O.
import {
  byConsumer,
  type Consumer,
  CONVENTION_OF,
  variableOf,
} from "../codes/variables.ts";
import { type Finding, findingAt, findingOf } from "../finding/finding.ts";
import { setToRealValue } from "./fixes.ts";
import type { Place } from "../finding/place.ts";
import type { Sources } from "../sources/setting.ts";
import { type Configuration, mergedOf } from "./configuration.ts";
import { type Connection, connectionsOf } from "./connection.ts";
import type { ConsumerView } from "./consumer.ts";
import {
  contextOf,
  type ResolutionContext,
  type ResolveOptions,
} from "./context.ts";
import { settingsOf } from "./parsed_setting.ts";
import type { Redactor } from "./redaction.ts";
import { type ResolvedSetting, resolvedSettings } from "./resolved_setting.ts";
import { RULES } from "./rules/rules.ts";
import { rememberSecrets } from "./resolution_secrets.ts";
import { secretSet } from "./secret_set.ts";

/** All that is known of a configuration without a request to a server. */
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
  /** What sets the variables, for which fixes are written. */
  readonly place: Place;
}

/**
 * Resolves both conventions: each program's own view, the merged configuration, and what is wrong.
 *
 * It reads nothing but its arguments, never throws because of what users wrote, and prints no secret.
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
  const merged = mergedOf(context);
  const secrets = context.ownSecrets.parts;
  const { redactOwn, redactSentence } = secretSet(secrets);
  const connections = connectionsOf(context, merged);
  rememberSecrets(connections, secrets);
  const findings = RULES.flatMap((rule) => rule(context));
  const { place = "posix" } = context.hostFacts;
  return {
    configuration: merged?.configuration ?? null,
    consumers: byConsumer((each) =>
      redactedView(context.views[each], redactOwn)
    ),
    settings: resolvedSettings(context, redactOwn),
    connections,
    findings: [...findings, ...unexplainedRefusals(findings, context)].map(
      (finding) => findingAt(finding, place, redactSentence),
    ),
    place,
  };
}

/** Nothing that a program refuses is green here: a refusal that no rule explains is a finding of its own. */
function unexplainedRefusals(
  findings: readonly Finding[],
  { considered, readings, views, parsed }: ResolutionContext,
): readonly Finding[] {
  const unexplained = considered.filter((consumer) =>
    views[consumer].status === "error" &&
    !findings.some((finding) =>
      finding.severity === "error" && finding.consumers.includes(consumer)
    )
  );
  return unexplained.map((consumer) =>
    findingOf(readings[consumer].url ? "url-invalid" : "url-missing", {
      message: `The ${consumer} refuses this configuration: ${
        views[consumer].reason ?? "no reason given"
      }`,
      fix: setToRealValue({
        variable: variableOf(CONVENTION_OF[consumer], "url") ??
          "ZENML_STORE_URL",
        source: readings[consumer].url?.source ?? { kind: "environment" },
      }),
      consumers: [consumer],
      setting: readings[consumer].url ??
        settingsOf(parsed, "store", "username")[0] ?? null,
    })
  );
}

function redactedView(view: ConsumerView, redact: Redactor): ConsumerView {
  const { serverUrl } = view;
  return { ...view, serverUrl: serverUrl === null ? null : redact(serverUrl) };
}
