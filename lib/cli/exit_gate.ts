// The exit gate: takes the secrets of the run out of every text that leaves it, last, whatever the text passed
// before.
//
// Values from outside are redacted where they come in, short secrets and plain words included. The gate sees whole
// documents, and so must not take a word of the program for a secret, nor break JSON.
import { isCode } from "../codes/codes.ts";
import { isVariableName } from "../codes/variables.ts";
import { inertLine } from "../http/inert.ts";
import { jsonDocument } from "../report/json_document.ts";
import { xmlText } from "../report/xml.ts";
import type { Redactor } from "../resolver/redaction.ts";
import { secretSearch } from "../resolver/secret_search.ts";
import { secretSet } from "../resolver/secret_set.ts";
import type { GatedHost, Host } from "./host.ts";

/** Shorter secrets may be a part of the program's own words. */
const SHORTEST = 8;

/** Puts the exit gate before a process: the one set of secrets of a run begins here. */
export function exitGate(host: Host): GatedHost {
  const secrets = secretSet();
  const search = secretSearch();
  const redact = (text: string) => redactDocument(text, search.redact);
  return {
    ...host,
    secrets: {
      redact: secrets.redact,
      add(...added) {
        secrets.add(...added);
        added.filter(isSearched).flatMap(shownFormsOf).forEach(search.add);
      },
    },
    aroundGate: host,
    print: (text) => host.print(redact(text)),
    printError: (line) => host.printError(inertLine(redact(line))),
    showProgress: (line) => host.showProgress(line && inertLine(redact(line))),
    writeFile: (path, text, options) =>
      host.writeFile(path, redact(text), options),
    appendToFileOf: (variable, text) =>
      host.appendToFileOf(variable, redact(text)),
  };
}

/**
 * Returns whether whole documents are searched for a secret.
 *
 * Neither for what is short or a plain word, nor for what belongs to the program's own words: the name of a variable, a
 * code, or a URL, all of which people put in the place of a key.
 */
function isSearched(secret: string): boolean {
  return secret.length >= SHORTEST &&
    !/^(?:[a-z]+|[A-Z]+)$/u.test(secret) &&
    !/^https?:\/\//iu.test(secret) &&
    !isVariableName(secret) && !isCode(secret);
}

/** Lists a secret with the forms that reports give a text that holds a command. */
function shownFormsOf(secret: string): string[] {
  return [
    ...new Set([
      secret,
      inertLine(secret),
      xmlText(secret),
      jsonDocument(secret).slice(1, -2),
    ]),
  ];
}

/** Of JSON only the strings are redacted: a secret of digits or punctuation may look like what is around them. */
function redactDocument(text: string, redact: Redactor): string {
  const redacted = redact(text);
  const document = redacted === text ? undefined : parseJson(text);
  if (document === undefined) return redacted;
  const strings = (_: string, value: unknown) =>
    typeof value === "string" ? redact(value) : value;
  return jsonDocument(document, strings);
}

function parseJson(text: string): unknown {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
