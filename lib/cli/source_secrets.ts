// The secrets among the values that were read.
import { secretPartsOf } from "../resolver/credential.ts";
import { secretValuesOf } from "../sources/secret_values.ts";
import type { Sources } from "../sources/setting.ts";

/** Lists every secret that sources hold, under its own name or a misspelled one. */
export function secretsOfSources(
  { flags, environment = {}, envFiles = [] }: Sources,
): string[] {
  const named = [
    ...Object.entries(environment),
    // The last assignment of a file is the one that counts.
    ...envFiles.flatMap((file) => file.settings).toReversed()
      .map(({ variable, value }) => [variable, value] as const),
  ];
  return [
    ...flags?.apiKey === undefined ? [] : [flags.apiKey],
    ...secretValuesOf(named),
  ].flatMap(secretPartsOf);
}
