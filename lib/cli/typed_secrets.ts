// Secrets that somebody typed in the place of a name: what is said of the command line does not repeat them.
import { redactForms } from "../resolver/redaction.ts";
import { NOT_SHOWN } from "./arguments.ts";
import type { GatedHost } from "./host.ts";
import { secretsOfSources } from "./source_secrets.ts";

/** What parts words in an argument: an option from its value, values in a list, the folders of a path. */
const PARTS_REGEXP = /[=,/\\.\s]+|^-+/u;

/** Shorter secrets are inside of ordinary words. */
const SHORTEST_INSIDE = 6;

/** Takes arguments that are secrets, or have one for a part, if only a word, out of each line on standard error. */
export function withoutTypedSecrets(
  args: readonly string[],
  host: GatedHost,
): GatedHost {
  let hidden: readonly string[] | null = null;
  const readHidden = () => {
    const environment = host.readEnvironment().variables;
    const secrets = secretsOfSources({ environment });
    host.secrets.add(...secrets);
    const known = new Set(secrets);
    return args.flatMap((arg) => [arg, ...arg.split(/[=,]/u)])
      .flatMap((typed) => [typed, typed.replace(/^-+/u, "")])
      .filter((typed) =>
        typed !== "" &&
        ([typed, ...typed.split(PARTS_REGEXP)].some((part) =>
          known.has(part)
        ) || secrets.some((secret) =>
          secret.length >= SHORTEST_INSIDE && typed.includes(secret)
        ))
      );
  };
  const clean = (line: string) => {
    hidden ??= args.length === 0 ? [] : readHidden();
    // A key may be nowhere but on the command line.
    return redactForms(hidden.reduce(withoutTyped, line));
  };
  return {
    ...host,
    printError: (line) => host.printError(clean(line)),
    annotateError: (line) => host.annotateError(clean(line)),
  };
}

/** Our own words come first in a line: of several places, the last is the one that repeats what was typed. */
function withoutTyped(line: string, typed: string): string {
  for (
    let at = line.lastIndexOf(typed);
    at !== -1;
    at = at === 0 ? -1 : line.lastIndexOf(typed, at - 1)
  ) {
    const end = at + typed.length;
    if (
      /^$|[\s-]/u.test(line[at - 1] ?? "") &&
      /^$|[\s:,?]/u.test(line[end] ?? "")
    ) return line.slice(0, at) + NOT_SHOWN + line.slice(end);
  }
  return line;
}
