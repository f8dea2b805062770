/**
 * A host that has no address, and ports that nobody listens at.
 *
 * @module
 */
import { closedOrigin } from "../../lib/demo/listener.ts";

/** A name server answers at once that there is none: the ending is reserved for that (RFC 6761). */
export const UNKNOWN_HOST = "zenml.invalid";

/**
 * Finds a port that nobody listens at, and that the system gives to nobody in the meantime: tests run at once.
 *
 * @returns The port.
 */
export function closedPort(): number {
  return Number(new URL(closedOrigin()).port);
}
