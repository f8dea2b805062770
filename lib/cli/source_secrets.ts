// The secrets among the values that were read.
import { secretPartsOf } from "../resolver/credential.ts";
import { isSecretName } from "../sources/secret_name.ts";
import type { Sources } from "../sources/setting.ts";

/** Lists every secret that sources hold, under its own name or a misspelled one. */
export function secretsOfSources(
  { flags, environment = {}, envFiles = [] }: Sources,
): string[] {
  const settings = [
    ...Object.entries(environment),
    ...envFiles.flatMap((file) => file.settings)
      .map(({ variable, value }) => [variable, value] as const),
  ];
  return [
    ...flags?.apiKey === undefined ? [] : [flags.apiKey],
    ...settings.filter(([name]) => isSecretName(name)).map(([, value]) =>
      value
    ),
  ].flatMap(secretPartsOf);
}
