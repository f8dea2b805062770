/**
 * What the tests of pasted values share.
 *
 * @module
 */
export { KEY, PRO_KEY, TOKEN } from "../helpers/credentials.ts";

/** Encodes a text as base64. */
export function encodeBase64(text: string): string {
  return btoa(text);
}
