// The parts of ZenML Pro that people take for a server.
import { DEFAULT_PRO_API_URL } from "../codes/variables.ts";
import { type ParsedSettings, settingsOf } from "./parsed_setting.ts";
import type { ServerUrl } from "./server_url.ts";

/** The host of ZenML Pro's dashboard, as the documentation has it. */
const PRO_DASHBOARD_HOST = "cloud.zenml.io";

/** A page of a workspace in a dashboard. */
const WORKSPACE_PAGE_REGEXP = /\/workspaces\/[^/]/u;

/** Returns whether a path is that of a workspace's page in the dashboard. */
export function isWorkspacePage(path: string): boolean {
  return WORKSPACE_PAGE_REGEXP.test(path);
}

/** A part of ZenML Pro that is no server, by the code of its finding. */
export type ProPart = "url-is-pro-management-api" | "url-is-pro-dashboard";

/** Finds the part of ZenML Pro that a URL is instead of a server, by its public host or by `ZENML_PRO_API_URL`. */
export function proPartOf(
  server: ServerUrl,
  parsed: ParsedSettings,
): ProPart | null {
  const named = settingsOf(parsed, "store", "pro-api-url");
  return proPartAmong(
    server,
    named.flatMap(({ reading }) =>
      typeof reading === "object" ? [reading.url] : []
    ),
  );
}

/** Finds the part of ZenML Pro that a URL is, by its public host or as one of the normalised URLs that were named. */
export function proPartAmong(
  server: ServerUrl,
  named: readonly (string | null)[],
): ProPart | null {
  const host = server.host.replace(/\.$/u, "");
  if (
    named.includes(server.url) || host === new URL(DEFAULT_PRO_API_URL).hostname
  ) {
    return "url-is-pro-management-api";
  }
  return host === PRO_DASHBOARD_HOST ? "url-is-pro-dashboard" : null;
}
