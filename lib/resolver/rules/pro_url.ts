/**
 * The rule about URLs that are a part of ZenML Pro, but no server.
 *
 * @module
 */
import { type Consumer, DEFAULT_PRO_API_URL } from "../../codes/variables.ts";
import type { Setting } from "../../sources/setting.ts";
import { inspectValue } from "../value.ts";
import { firstSetting } from "../consumer_reading.ts";
import type { ResolutionContext } from "../context.ts";
import { assignmentOf } from "../../finding/fix.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { normaliseServerUrl, type ServerUrl } from "../server_url.ts";

/** The host of ZenML Pro's dashboard, as the documentation has it. */
const PRO_DASHBOARD_HOST = "cloud.zenml.io";

/** The form of a workspace's URL, for hints. */
export const WORKSPACE_URL = "https://<workspace-id>.zenml.io";

/** Where people find a workspace's URL, behind what to type. */
export const WHERE_IT_STANDS =
  "  (the dashboard shows it in the workspace's settings)";

/** A page of a workspace in a dashboard. */
const WORKSPACE_PAGE_REGEXP = /\/workspaces\/[^/]/u;

/** Returns whether a path is that of a workspace's page in the dashboard. */
export function isWorkspacePage(path: string): boolean {
  return WORKSPACE_PAGE_REGEXP.test(path);
}

/** Tells which part of ZenML Pro a URL is, if it is no server. */
export type ProPart = "url-is-pro-management-api" | "url-is-pro-dashboard";

/**
 * Tells by public host or by `ZENML_PRO_API_URL` whether a URL is a part of ZenML Pro that is no server.
 */
export function proPartOf(
  reading: ServerUrl,
  context: ResolutionContext,
): ProPart | null {
  const named = context.layers.get("ZENML_PRO_API_URL") ?? [];
  return proPartAmong(
    reading,
    named.map(({ value }) => inspectValue(value, "pro-api-url").text),
  );
}

/**
 * Returns whether a URL is a part of ZenML Pro that is no server, by its public host or as one of those that were named.
 */
export function proPartAmong(
  reading: ServerUrl,
  proApiUrls: readonly string[],
): ProPart | null {
  const host = reading.host.replace(/\.$/u, "");
  const named = proApiUrls.some((url) =>
    normaliseServerUrl(url) === reading.url
  );
  if (named || host === new URL(DEFAULT_PRO_API_URL).hostname) {
    return "url-is-pro-management-api";
  }
  return host === PRO_DASHBOARD_HOST ? "url-is-pro-dashboard" : null;
}

/** Says that a URL is a part of ZenML Pro, and no server. */
export function proPartFinding(
  part: ProPart,
  consumer: Consumer,
  setting: Setting,
  context: ResolutionContext,
): Finding {
  const named = firstSetting(context.layers, "ZENML_PRO_API_URL");
  return findingOf(part, {
    message: part === "url-is-pro-dashboard"
      ? `${setting.variable} is the ZenML Pro dashboard, a page for people; a workspace's API lives at the workspace's own URL`
      : `${setting.variable} is the ZenML Pro management API, where service accounts are not supported; nothing is sent to it`,
    hint: assignmentOf(setting, WORKSPACE_URL) +
      (part === "url-is-pro-dashboard" ? WHERE_IT_STANDS : "") +
      (part === "url-is-pro-management-api" && named
        ? `  (or correct ZENML_PRO_API_URL, if that is the mistaken one)`
        : ""),
    consumers: [consumer],
    setting,
  });
}
