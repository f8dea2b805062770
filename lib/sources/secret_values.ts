// The values that are secret by their names.
import { isSecretName } from "./secret_name.ts";

/** Nobody has more secrets than this; to look for more in every text would take too long to be interrupted. */
const MOST_SECRETS = 4096;

/** Nor are there more values than this that another value of the same name replaces. */
const MOST_REPLACED = 256;

/** Lists the distinct secrets among named values; of too many the first ones by name, then some of the others. */
export function secretValuesOf(
  named: Iterable<readonly [name: string, value: string]>,
): readonly string[] {
  const first = new Map<string, string | null>();
  const replaced = new Set<string>();
  for (const [name, value] of named) {
    const known = first.get(name);
    // A file may assign to one name thousands of times.
    if (known === undefined) first.set(name, isSecretName(name) ? value : null);
    else if (known !== null && replaced.size < MOST_REPLACED) {
      replaced.add(value);
    }
  }
  const counting = [...first.values()].filter((value) => value !== null)
    .slice(0, MOST_SECRETS);
  return [...new Set([...counting, ...replaced])];
}
