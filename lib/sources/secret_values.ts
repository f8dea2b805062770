// The values that are secret by their names.
import { isSecretName } from "./secret_name.ts";

/** Nobody has more secrets than this; to look for more in every text would take too long to be interrupted. */
const MOST_SECRETS = 4096;

/** Lists the distinct secrets among named values; of too many the first ones by name, then the first ones. */
export function secretValuesOf(
  named: Iterable<readonly [name: string, value: string]>,
): readonly string[] {
  const first = new Map<string, string>();
  const all = new Set<string>();
  for (const [name, value] of named) {
    if (!isSecretName(name)) continue;
    if (!first.has(name)) first.set(name, value);
    all.add(value);
  }
  return [...new Set([...first.values(), ...all])].slice(0, MOST_SECRETS);
}
