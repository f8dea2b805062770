// What a server says about itself, without a login: the proof that it is ZenML's.
import type { HttpResponse } from "../http/response.ts";
import { jsonObjectOf } from "./api.ts";

/** The deployment type of a ZenML Pro workspace. */
export const PRO_DEPLOYMENT = "cloud";

/** How people log in to a server that needs no login. */
export const NO_AUTH = "NO_AUTH";

/** How people log in to a server that takes no token. */
export const HTTP_BASIC = "HTTP_BASIC";

/** The server's info. */
export interface ServerInfo {
  readonly id: string;
  readonly version: string;
  /** How it was deployed. */
  readonly deploymentType: string;
  /** How people log in. */
  readonly authScheme: string;
  /** Whether somebody has set it up: before that it has no account. */
  readonly active: boolean;
  /** What it calls its own URL, or null. */
  readonly serverUrl: string | null;
  /** What it calls its control plane, or null. */
  readonly proApiUrl: string | null;
  /** What it calls its dashboard, or null. */
  readonly proDashboardUrl: string | null;
}

const UUID_REGEXP = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Returns whether a text is the id of something. */
export function isUuid(text: string): boolean {
  return UUID_REGEXP.test(text);
}

/** What proves a ZenML server: fields that every version has, in the form that they have there. */
const PROOF = {
  id: UUID_REGEXP,
  version: /^[\w.+-]{1,64}$/u,
  deployment_type: /^[\w-]{1,64}$/u,
  auth_scheme: /^[\w-]{1,64}$/u,
} as const;

/**
 * Reads a server's info: the proof that it is a ZenML server.
 *
 * @example Usage
 * ```ts
 * import { serverInfoOf } from "./server_info.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{"id":"5f0d8a3e-6f3b-4d2b-9a55-0c6d6c1f2a77","version":"0.98.0","deployment_type":"other","auth_scheme":"NO_AUTH"}';
 * assertEquals(serverInfoOf({ text })?.version, "0.98.0");
 * assertEquals(serverInfoOf({ text: '{"id":"1","version":"0.98.0","deployment_type":"other","auth_scheme":"NO_AUTH"}' }), null);
 * ```
 */
export function serverInfoOf(
  response: Pick<HttpResponse, "text">,
): ServerInfo | null {
  const body = jsonObjectOf(response);
  const proof = Object.entries(PROOF).map(([name, form]) => {
    const value = body?.[name];
    return typeof value === "string" && form.test(value) ? value : null;
  });
  const [id, version, deploymentType, authScheme] = proof;
  if (!id || !version || !deploymentType || !authScheme) return null;
  return {
    id,
    version,
    deploymentType,
    authScheme,
    active: body?.["active"] !== false,
    serverUrl: urlIn(body?.["server_url"]),
    proApiUrl: urlIn(body?.["pro_api_url"]),
    proDashboardUrl: urlIn(body?.["pro_dashboard_url"]),
  };
}

function urlIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
