// Whether a text holds a secret of the configuration, so that it becomes no argument.
import { redactForms } from "../lib/resolver/redaction.ts";
import { type Sources, VARIABLES } from "../mod.ts";

/**
 * Makes a function that returns whether a text holds a secret: by its form, or as the value of a secret variable.
 *
 * A short or plain word is no reason to refuse a host: the password may be `example`.
 */
export function secretIn(
  { environment = {}, envFiles = [] }: Sources,
): (text: string) => boolean {
  const variables: Readonly<Record<string, { readonly secret: boolean }>> =
    VARIABLES;
  const values = [
    ...Object.entries(environment),
    ...envFiles.flatMap(({ settings }) =>
      settings.map(({ variable, value }) => [variable, value] as const)
    ),
  ].filter(([name]) => variables[name.toUpperCase()]?.secret)
    .map(([, value]) => value.trim().toLowerCase())
    .filter((value) => value.length >= 8 && /[^a-z]/u.test(value));
  return (text) =>
    redactForms(text) !== text ||
    values.some((value) => text.toLowerCase().includes(value));
}
