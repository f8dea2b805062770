// The settings of the client that make it refuse, whatever its URL and credential.
//
// Facts: measured on the ZenML client 0.98.0.
import type { ClientSettingName } from "../codes/host_variables.ts";
import type { Setting, SettingsByName } from "../sources/setting.ts";
import { clientTargetOf } from "./client_url.ts";

/** A setting that the client refuses, and why. */
export interface SettingProblem {
  /** The setting. */
  readonly setting: Setting;
  /** Why the client refuses it. */
  readonly reason: string;
  /** A value that it takes, or null where it takes none. */
  readonly right: string | null;
}

/** What Pydantic takes for a whole number, blanks around it taken off. */
const INTEGER_REGEXP = /^[+-]?\d+(?:_\d+)*(?:\.0+)?$/u;

/**
 * Finds the setting that makes the client refuse.
 *
 * @example Usage
 * ```ts
 * import { settingsByName } from "../sources/setting.ts";
 * import { clientSettingProblem } from "./client_settings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const settings = settingsByName({ environment: { ZENML_STORE_TYPE: "REST" } });
 * assertEquals(clientSettingProblem(settings, "https://zenml.example.com", false)?.right, "rest");
 * ```
 */
export function clientSettingProblem(
  settings: SettingsByName,
  url: string | null,
  stored: boolean,
): SettingProblem | null {
  const named = (name: ClientSettingName) => settings.get(name)?.[0];
  for (
    const name of [
      "ZENML_STORE_SECRETS_STORE",
      "ZENML_STORE_BACKUP_SECRETS_STORE",
    ] as const
  ) {
    const setting = named(name);
    if (setting) {
      return { setting, reason: `it accepts no ${name} at all`, right: null };
    }
  }
  const target = url === null ? null : clientTargetOf(url);
  const type = named("ZENML_STORE_TYPE");
  if (type) {
    const reason = typeProblem(type.value, target?.kind ?? null);
    const right = target?.kind === "local" ? "sql" : "rest";
    if (reason !== null) return { setting: type, reason, right };
  }
  const remote = target === null ? stored : target.kind === "remote";
  if (!remote) return null;
  const timeout = named("ZENML_STORE_HTTP_TIMEOUT");
  if (timeout && !(Number(digitsOf(timeout.value)) > 0)) {
    return {
      setting: timeout,
      reason:
        "it accepts only whole seconds above 0 as ZENML_STORE_HTTP_TIMEOUT",
      right: "30",
    };
  }
  const pool = named("ZENML_STORE_CONNECTION_POOL_SIZE");
  return pool && digitsOf(pool.value) === null
    ? {
      setting: pool,
      reason:
        "it accepts only a whole number as ZENML_STORE_CONNECTION_POOL_SIZE",
      right: "10",
    }
    : null;
}

function typeProblem(
  type: string,
  target: "remote" | "local" | "error" | null,
): string | null {
  if (type !== "rest" && type !== "sql") {
    return "it accepts only rest or sql, in lower case, as ZENML_STORE_TYPE";
  }
  if (target === null) return "it accepts no ZENML_STORE_TYPE without a URL";
  return (type === "sql" && target === "remote") ||
      (type === "rest" && target === "local")
    ? `ZENML_STORE_TYPE says ${type}, but ZENML_STORE_URL is not of that kind`
    : null;
}

function digitsOf(value: string): string | null {
  const text = value.trim();
  return INTEGER_REGEXP.test(text) ? text.replaceAll("_", "") : null;
}
