/**
 * A host that has no address.
 *
 * @module
 */

/** No name server is asked for it: a label has at most 63 letters. */
export const UNKNOWN_HOST = `${"x".repeat(64)}.invalid`;
