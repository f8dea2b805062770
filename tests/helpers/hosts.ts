/**
 * A host that has no address.
 *
 * @module
 */

/** A name server answers at once that there is none: the ending is reserved for that (RFC 6761). */
export const UNKNOWN_HOST = "zenml.invalid";
