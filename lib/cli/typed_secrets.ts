// Secrets that somebody typed in the place of a name: what is said of the command line does not repeat them.
import { NOT_SHOWN } from "./arguments.ts";
import type { GatedHost } from "./host.ts";
import { secretsOfSources } from "./source_secrets.ts";

/** Takes arguments that are secrets, if only words, out of each line on standard error. */
export function withoutTypedSecrets(
  args: readonly string[],
  host: GatedHost,
): GatedHost {
  const typed = args.flatMap((each) => each.split(/[=,]/u));
  let secrets: ReadonlySet<string> | null = null;
  const readSecrets = () => {
    const environment = host.readEnvironment().variables;
    const read = secretsOfSources({ environment });
    host.secrets.add(...read);
    return new Set(read);
  };
  return {
    ...host,
    printError(line) {
      secrets ??= typed.length === 0 ? new Set() : readSecrets();
      const known = secrets;
      host.printError(
        typed.filter((each) => known.has(each)).reduce(withoutWord, line),
      );
    },
  };
}

/** Our own words come first in a line: of several places, the last is the one that repeats what was typed. */
function withoutWord(line: string, word: string): string {
  const words = line.split(" ");
  const at = words.findLastIndex((each) =>
    each.replace(/[:,?]$/u, "") === word
  );
  return words.map((each, index) =>
    index === at ? each.replace(word, () => NOT_SHOWN) : each
  ).join(" ");
}
