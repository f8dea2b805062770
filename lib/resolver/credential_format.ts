// The forms of API keys and API tokens, read without a server.
//
// Facts: measured on ZenML 0.98.0; the form of a key is that of every version since 0.58.

/** What begins the API key of a workspace's or an OSS server's service account. */
export const KEY_PREFIX = "ZENKEY_";

/** What begins the API key of a ZenML Pro organization's service account. */
export const PRO_KEY_PREFIX = "ZENPROKEY_";

/** Takes the beginning of an API key off, of either kind. */
export function withoutKeyPrefix(text: string): string {
  return text.replace(/^ZEN(?:PRO)?KEY_/u, "");
}

/** What an API key contains. */
export type ApiKeyReading =
  | { readonly kind: "workspace"; readonly id: string; readonly value: string }
  | { readonly kind: "pro" };

/** What an API token contains. A claim that it does not have is null. */
export interface TokenReading {
  /** The end of its life in milliseconds since 1970, or null if it has none. */
  readonly expiresAt: number | null;
  /** The id of the account that it was issued for. */
  readonly subject: string | null;
  /** The id of the API key that it was issued for. */
  readonly apiKeyId: string | null;
  /** Who issued it: by default, a server's id. */
  readonly issuer: string | null;
}

/**
 * Reads an API key.
 *
 * @example Usage
 * ```ts
 * import { encodeApiKey, readApiKey } from "./credential_format.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const key = encodeApiKey({ id: "31fcb891-0000-4000-8000-000000000000", value: "c0ffee" });
 * assertEquals(readApiKey(key), { kind: "workspace", id: "31fcb891-0000-4000-8000-000000000000", value: "c0ffee" });
 * assertEquals(readApiKey("changeme"), null);
 * ```
 */
export function readApiKey(text: string): ApiKeyReading | null {
  if (text.startsWith(PRO_KEY_PREFIX)) {
    return /^[\w+/=.-]+$/u.test(text.slice(PRO_KEY_PREFIX.length))
      ? { kind: "pro" }
      : null;
  }
  if (!text.startsWith(KEY_PREFIX)) return null;
  const content = readJson(decodeBase64(text.slice(KEY_PREFIX.length)));
  const { id, key } = content ?? {};
  return typeof id === "string" && typeof key === "string" && id && key
    ? { kind: "workspace", id, value: key }
    : null;
}

/**
 * Writes an API key of a workspace, as a server does.
 *
 * @example Usage
 * ```ts
 * import { encodeApiKey } from "./credential_format.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeApiKey({ id: "a", value: "b" }), "ZENKEY_eyJpZCI6ImEiLCJrZXkiOiJiIn0=");
 * ```
 */
export function encodeApiKey(
  key: { readonly id: string; readonly value: string },
): string {
  const bytes = new TextEncoder().encode(
    JSON.stringify({ id: key.id, key: key.value }),
  );
  return KEY_PREFIX + btoa(String.fromCharCode(...bytes));
}

/**
 * Reads an API token without verifying it, which only its server can.
 *
 * @example Usage
 * ```ts
 * import { readToken } from "./credential_format.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const token = `${btoa('{"alg":"HS256"}')}.${btoa('{"exp":1795301991}')}.c2ln`;
 * assertEquals(readToken(token)?.expiresAt, 1795301991000);
 * assertEquals(readToken("ZENKEY_abc"), null);
 * ```
 */
export function readToken(text: string): TokenReading | null {
  const parts = text.split(".");
  if (parts.length !== 3 || !parts.every((part) => /^[\w=-]+$/u.test(part))) {
    return null;
  }
  const [header, claims] = parts.slice(0, 2).map((part) =>
    readJson(decodeBase64(part))
  );
  if (!header || !claims) return null;
  const { exp, sub, iss, api_key_id: apiKeyId } = claims;
  return {
    expiresAt: typeof exp === "number" && Number.isFinite(exp)
      ? exp * 1000
      : null,
    subject: typeof sub === "string" ? sub : null,
    apiKeyId: typeof apiKeyId === "string" ? apiKeyId : null,
    issuer: typeof iss === "string" ? iss : null,
  };
}

/** Base64 of a JSON object, which may have blanks or a mark before it: to fail takes long where there are thousands. */
const OBJECT_REGEXP = /^\s*[7CDIe][\w+/=\s-]*$/u;

/** Decodes base64 or base64url text of a JSON object, with or without padding. */
function decodeBase64(text: string): string | null {
  if (!OBJECT_REGEXP.test(text)) return null;
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(standard));
  } catch {
    return null;
  }
}

/** Node 20 lacks the first way; the first use of `atob` makes Deno load more than everything else here. */
function bytesOf(base64: string): Uint8Array {
  return typeof Uint8Array.fromBase64 === "function"
    ? Uint8Array.fromBase64(base64)
    : Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function readJson(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Record<string, unknown>
      : null;
  } catch {
    return null;
  }
}
