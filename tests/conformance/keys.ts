/**
 * API keys that no server hands out: mistyped, made up, damaged.
 *
 * @module
 */

/** How a server's own keys begin. */
export const KEY_PREFIX = "ZENKEY_";

/** A key of the right form that no server knows. */
export const UNKNOWN_KEY: string = keyOf(
  "00000000-0000-4000-8000-000000000000",
  "5eed".repeat(16),
);

/** A key of ZenML Pro, which the stand-in control plane takes or refuses. */
export const PRO_KEY = `ZENPROKEY_${btoa("conformance-pro-key-secret")}`;

/**
 * The same key id with another value, as after a slip in copying.
 *
 * @param key An API key.
 * @returns The mistyped key.
 */
export function mistyped(key: string): string {
  const { id, value } = partsOf(key);
  return keyOf(id, value.replaceAll(/./g, (c) => c === "0" ? "1" : "0"));
}

/**
 * A token whose signature is wrong.
 *
 * @param token A token.
 * @returns The token that no server takes.
 */
export function tampered(token: string): string {
  const at = token.lastIndexOf(".") + 1;
  const first = token[at] === "A" ? "B" : "A";
  return `${token.slice(0, at)}${first}${token.slice(at + 1)}`;
}

/**
 * Everything of a credential that must be nowhere in a report.
 *
 * @param credential A key, a token or a password.
 * @returns The credential and its telling parts.
 */
export function secretParts(credential: string): string[] {
  if (credential.startsWith(KEY_PREFIX)) {
    const half = credential.slice(KEY_PREFIX.length);
    return [credential, half, partsOf(credential).value];
  }
  if (credential.startsWith("ZENPROKEY_")) {
    return [credential, credential.slice("ZENPROKEY_".length)];
  }
  const signature = credential.split(".")[2];
  return signature ? [credential, signature] : [credential];
}

function keyOf(id: string, value: string): string {
  return KEY_PREFIX + btoa(JSON.stringify({ id, key: value }));
}

function partsOf(key: string): { id: string; value: string } {
  const text = atob(key.slice(KEY_PREFIX.length));
  const id = /"id":\s*"([^"]+)"/.exec(text)?.[1];
  const value = /"key":\s*"([^"]+)"/.exec(text)?.[1];
  if (!id || !value) throw new TypeError("Cannot read the API key");
  return { id, value };
}
