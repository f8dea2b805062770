// The secrets behind a resolution, for whoever shows what servers say: those, too, that no connection uses.
//
// They are kept apart from it, since a resolution is shown, copied and written as JSON.
import type { Connection } from "./connection.ts";

const SECRETS = new WeakMap<readonly Connection[], readonly string[]>();

/** Keeps the secrets of the sources that connections were made from. */
export function rememberSecrets(
  connections: readonly Connection[],
  secrets: readonly string[],
): void {
  SECRETS.set(connections, secrets);
}

/** Lists the secrets of the sources that connections were made from. */
export function secretsBehind(
  connections: readonly Connection[],
): readonly string[] {
  return SECRETS.get(connections) ?? [];
}
