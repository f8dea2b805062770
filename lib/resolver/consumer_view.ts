/**
 * Each consumer's own view: what that program by itself would use.
 *
 * @module
 */
import type { Consumer } from "../codes/variables.ts";
import type { SettingsByName } from "../sources/setting.ts";
import type { HostFacts } from "../sources/host_facts.ts";
import { clientSettingProblem } from "./client_settings.ts";
import { clientTargetOf } from "./client_url.ts";
import { type ConsumerReading, firstSetting } from "./consumer_reading.ts";
import { redactValue } from "./redaction.ts";

/** What one program by itself would use. */
export interface ConsumerView {
  /** `remote` a server, `local` a database, `error` it refuses by itself, `unset` Terraform without its variables. */
  readonly status: "remote" | "local" | "error" | "unset";
  /** Exactly the URL that it uses, user information redacted, or null. */
  readonly serverUrl: string | null;
  /** The kind of credential that it uses. */
  readonly credential: "api-key" | "api-token" | "password" | "none";
  /** The variable of that credential, or null. */
  readonly credentialVariable: string | null;
  /** Why it refuses, or null. */
  readonly reason: string | null;
}

/** Tells what a consumer by itself would use, by its real rules. */
export function viewOf(
  reading: ConsumerReading,
  layers: SettingsByName,
  hostFacts: HostFacts = {},
): ConsumerView {
  return VIEWS[reading.consumer](reading, layers, hostFacts);
}

const VIEWS: Readonly<Record<Consumer, typeof clientView>> = {
  client: clientView,
  terraform: terraformView,
};

function clientView(
  reading: ConsumerReading,
  layers: SettingsByName,
  { configFolder, storedLogin }: HostFacts,
): ConsumerView {
  const stored = storedLogin?.serverUrl ?? null;
  const url = reading.url?.value ?? null;
  const problem = clientSettingProblem(layers, url, stored !== null);
  if (problem) return errorView(problem.reason);
  const remote = (server: string) =>
    layers.has("ZENML_SERVER") && configFolder === false
      ? errorView("ZENML_SERVER is set, and its folder does not exist")
      : remoteView(server, reading);
  if (reading.url === null) {
    // Measured on 0.98.0: a credential in variables then goes to the server of the stored login.
    if (stored !== null) return remote(stored);
    // Measured on 0.98.0: either of the two alone is enough for its SQLite store to refuse.
    const refused = firstSetting(layers, "ZENML_STORE_USERNAME")?.value ||
      firstSetting(layers, "ZENML_STORE_PASSWORD")?.value;
    return refused
      ? errorView("it takes no user name or password without a URL")
      : EMPTY_VIEWS.local;
  }
  const target = clientTargetOf(reading.url.value);
  switch (target.kind) {
    case "local":
      return EMPTY_VIEWS.local;
    case "error":
      return errorView(target.reason);
    case "remote":
      return remote(target.url);
  }
}

function terraformView(reading: ConsumerReading): ConsumerView {
  if (!reading.inUse) return EMPTY_VIEWS.unset;
  if (reading.url === null) return errorView("Missing ZenML Server URL");
  if (reading.credentials.length === 0) {
    return errorView("Missing ZenML API Credentials");
  }
  return remoteView(reading.url.value, reading);
}

const EMPTY_VIEWS = {
  local: emptyView("local", null),
  unset: emptyView("unset", null),
} as const;

function emptyView(
  status: ConsumerView["status"],
  reason: string | null,
): ConsumerView {
  return {
    status,
    serverUrl: null,
    credential: "none",
    credentialVariable: null,
    reason,
  };
}

function errorView(reason: string): ConsumerView {
  return emptyView("error", reason);
}

function remoteView(url: string, reading: ConsumerReading): ConsumerView {
  const used = reading.credentials[0];
  return {
    status: "remote",
    serverUrl: redactValue(url),
    credential: used?.kind ?? "none",
    credentialVariable: used?.setting.variable ?? null,
    reason: null,
  };
}
