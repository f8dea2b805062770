/**
 * Credentials of the right form.
 *
 * @module
 */
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";

/** The id of the API key in {@linkcode KEY}. */
export const KEY_ID = "31fcb891-8a65-4d6c-9f5b-0f2b5e1c7a11";

/** The secret part of {@linkcode KEY}. */
export const KEY_VALUE = "c0ffee12".repeat(8);

/** An API key of the right form, with padding that a form encodes. */
export const KEY = encodeApiKey({ id: KEY_ID, value: KEY_VALUE });

/** An API key of the right form of a ZenML Pro organization. */
export const PRO_KEY = `ZENPROKEY_${
  btoa(JSON.stringify({ id: KEY_ID, key: "decade34".repeat(8) }))
}`;

/**
 * Makes a token of the right form.
 *
 * @param claims What it says.
 * @returns A JWT that no server signed.
 */
export function tokenOf(claims: Readonly<Record<string, unknown>>): string {
  const part = (text: string) =>
    btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return [
    part('{"alg":"HS256","typ":"JWT"}'),
    part(JSON.stringify(claims)),
    part(crypto.randomUUID()),
  ].join(".");
}

/** An API token of the right form that does not end. */
export const TOKEN = tokenOf({ sub: "0b1c", api_key_id: KEY_ID });

/**
 * Lists every form in which a credential could leave this machine or show up in a report.
 *
 * @param credential A key, a token or a password.
 * @returns The raw text, the part behind a prefix, what its base64 text holds, and all of them encoded for a URL.
 */
export function formsOf(credential: string): string[] {
  const bare = credential.replace(/^ZEN(?:PRO)?KEY_/u, "");
  const forms = [credential, bare, ...bare.split(".").slice(1)];
  if (bare !== credential) {
    const { key }: { key: string } = JSON.parse(atob(bare));
    forms.push(key);
  }
  return [...new Set([...forms, ...forms.map(encodeURIComponent)])];
}
