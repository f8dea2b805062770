// The paths of ZenML's API, and what its responses mean.
//
// Facts: `tests/data/responses_*.json`, recorded from ZenML 0.98.0, 0.70.0 and 0.58.2.
import type { HttpResponse } from "../http/response.ts";
import { parseJson } from "./json.ts";

/** The account that a credential belongs to. */
export interface Account {
  readonly name: string;
  /** Whether it may be used. */
  readonly active: boolean;
  readonly isServiceAccount: boolean;
  /** The project that its programs use where none is chosen, or null; a service account has none. */
  readonly defaultProjectId: string | null;
}

/** When an API key was rotated, and how long its old value works. */
export interface KeyRotation {
  /** When the key was made, in milliseconds since 1970, or null. */
  readonly createdAt: number | null;
  /** When it was last rotated, in milliseconds since 1970, or null. */
  readonly rotatedAt: number | null;
  /** How long the old value then stays valid, in minutes. */
  readonly retainMinutes: number;
}

/** What follows a server's URL in every request but the one whether it is ready. */
export const API_PATH = "/api/v1";

/** The path that needs no login. */
export function infoUrl(serverUrl: string): string {
  return `${serverUrl}${API_PATH}/info`;
}

/** Where a key or a password is exchanged for a token. */
export function loginUrl(serverUrl: string): string {
  return `${serverUrl}${API_PATH}/login`;
}

/** Who the token belongs to. */
export function currentUserUrl(serverUrl: string): string {
  return `${serverUrl}${API_PATH}/current-user`;
}

/** Whether the server is ready; from 0.84 on. */
export function readyUrl(serverUrl: string): string {
  return `${serverUrl}/ready`;
}

/** The API key that a token was made with. */
export function apiKeyUrl(
  serverUrl: string,
  { account, key }: { readonly account: string; readonly key: string },
): string {
  return `${serverUrl}${API_PATH}/service_accounts/${account}/api_keys/${key}`;
}

/** A JSON object of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a body as a JSON object.
 *
 * @example Usage
 * ```ts
 * import { jsonObjectOf } from "./api.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jsonObjectOf({ text: '{"a":1}' }), { a: 1 });
 * assertEquals(jsonObjectOf({ text: "<html>" }), null);
 * ```
 */
export function jsonObjectOf(
  response: Pick<HttpResponse, "text">,
): JsonObject | null {
  const value = parseJson(response.text);
  return isObject(value) ? value : null;
}

/**
 * Returns whether a body is JSON at all.
 *
 * @example Usage
 * ```ts
 * import { isJson } from "./api.ts";
 * import { assert } from "@std/assert";
 *
 * assert(isJson({ text: "null" }));
 * assert(!isJson({ text: '{"a":' }));
 * ```
 */
export function isJson(response: Pick<HttpResponse, "text">): boolean {
  return parseJson(response.text) !== undefined;
}

/**
 * Reads the text of a refusal in the form in which ZenML sends it.
 *
 * @example Usage
 * ```ts
 * import { refusalTextOf } from "./api.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{"detail":["CredentialsNotValid","Authentication error: error decoding API key"]}';
 * assertEquals(refusalTextOf({ text }), "error decoding API key");
 * assertEquals(refusalTextOf({ text: '{"message":"Unauthorized"}' }), null);
 * ```
 */
export function refusalTextOf(
  response: Pick<HttpResponse, "text">,
): string | null {
  const detail = jsonObjectOf(response)?.["detail"];
  const text = isClassed(detail) ? detail[1] : detail;
  return typeof text === "string"
    ? text.replace(/^Authentication error: /u, "")
    : null;
}

/** Reads the text of a refusal that comes with its class, as every version refuses a login. */
export function classedRefusalTextOf(
  response: Pick<HttpResponse, "text">,
): string | null {
  return isClassed(jsonObjectOf(response)?.["detail"])
    ? refusalTextOf(response)
    : null;
}

/**
 * Reads the token out of the response to a login.
 *
 * @example Usage
 * ```ts
 * import { accessTokenOf } from "./api.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(accessTokenOf({ text: '{"access_token":"e30.e30.x"}' }), "e30.e30.x");
 * assertEquals(accessTokenOf({ text: '{"authorization_url":"https://x"}' }), null);
 * ```
 */
export function accessTokenOf(
  response: Pick<HttpResponse, "text">,
): string | null {
  const token = textOf(jsonObjectOf(response), "access_token");
  return token && /^[\x21-\x7E]{1,16384}$/u.test(token) ? token : null;
}

/**
 * Reads the account that a credential belongs to.
 *
 * @example Usage
 * ```ts
 * import { accountOf } from "./api.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{"name":"bot","body":{"active":true,"is_service_account":true}}';
 * assertEquals(accountOf({ text })?.name, "bot");
 * ```
 */
export function accountOf(
  response: Pick<HttpResponse, "text">,
): Account | null {
  const user = jsonObjectOf(response);
  const name = textOf(user, "name");
  const body = isObject(user?.["body"]) ? user["body"] : null;
  const active = body?.["active"];
  const isServiceAccount = body?.["is_service_account"];
  return name !== null && typeof active === "boolean" &&
      typeof isServiceAccount === "boolean"
    ? {
      name,
      active,
      isServiceAccount,
      defaultProjectId: textOf(body, "default_project_id"),
    }
    : null;
}

/**
 * Reads the rotation of an API key.
 *
 * @example Usage
 * ```ts
 * import { keyRotationOf } from "./api.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{"metadata":{"last_rotated":"2026-11-21T22:58:49.970390","retain_period_minutes":60}}';
 * assertEquals(keyRotationOf({ text })?.rotatedAt, Date.UTC(2026, 10, 21, 22, 58, 49, 970));
 * ```
 */
export function keyRotationOf(
  response: Pick<HttpResponse, "text">,
): KeyRotation | null {
  const key = jsonObjectOf(response);
  const [body, metadata] = [key?.["body"], key?.["metadata"]];
  if (!isObject(metadata)) return null;
  const retain = metadata["retain_period_minutes"];
  return {
    createdAt: isObject(body) ? timeOf(body, "created") : null,
    rotatedAt: timeOf(metadata, "last_rotated"),
    retainMinutes: typeof retain === "number" && retain > 0 ? retain : 0,
  };
}

/** Reads a time: the server writes UTC without saying so. */
function timeOf(object: JsonObject, name: string): number | null {
  const text = textOf(object, name);
  const time = text === null ? NaN : Date.parse(
    /(?:Z|[+-]\d\d:\d\d)$/u.test(text) ? text : `${text}Z`,
  );
  return Number.isNaN(time) ? null : time;
}

/** Returns whether a detail is the class of an exception and its text. */
function isClassed(detail: unknown): detail is readonly [string, string] {
  return Array.isArray(detail) && detail.length === 2 &&
    detail.every((part) => typeof part === "string");
}

/** Reads a member that is a text. */
export function textOf(object: JsonObject | null, name: string): string | null {
  const value = object?.[name];
  return typeof value === "string" ? value : null;
}

/** Returns whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
