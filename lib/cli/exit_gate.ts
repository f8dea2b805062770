// The exit gate: takes the secrets of the run out of every text that leaves it, last, whatever the text passed
// before.
//
// Values from outside are redacted where they come in, short secrets and plain words included. The gate sees whole
// documents, and so must not take a word of the program for a secret, nor break JSON.
import { inertLine } from "../http/inert.ts";
import { jsonDocument, jsonLine } from "../report/json_document.ts";
import type { Redactor } from "../resolver/redaction.ts";
import { workflowCommand } from "../report/workflow_command.ts";
import { secretSet } from "../resolver/secret_set.ts";
import type { GatedHost, Host } from "./host.ts";

/** Puts the exit gate before a process: the one set of secrets of a run begins here. */
export function exitGate(host: Host): GatedHost {
  const secrets = secretSet();
  const redact = (text: string) => redactDocument(text, secrets.gate);
  const { showProgress } = host;
  return {
    ...host,
    secrets,
    aroundGate: host,
    annotateError(line) {
      if (host.machine.readVariable("GITHUB_ACTIONS") !== "true") return;
      // GitHub reads both streams; standard output may be an export, or a program's.
      host.printError(
        redact(workflowCommand("error", { title: "zenml-env" }, [line])),
      );
    },
    print: (text) => host.print(redact(text)),
    printError: (line) => host.printError(inertLine(redact(line))),
    showProgress: showProgress &&
      ((line) => showProgress(line && inertLine(redact(line)))),
    writeFile: (path, text, options) =>
      host.writeFile(path, redact(text), options),
    async openLines(path) {
      const { write, close } = await host.openLines(path);
      return { write: (lines) => write(redact(lines)), close };
    },
    appendToFileOf: (variable, text) =>
      host.appendToFileOf(variable, redact(text)),
  };
}

/** Of JSON only the strings are redacted: a secret of digits or punctuation may look like what is around them. */
function redactDocument(text: string, redact: Redactor): string {
  const redacted = redact(text);
  if (redacted === text || !text.startsWith("{")) return redacted;
  const strings = (_: string, value: unknown) =>
    typeof value === "string" ? redact(value) : value;
  const document = parseJson(text);
  if (document !== undefined && !isLine(text)) {
    return jsonDocument(document, strings);
  }
  const lines = text.trimEnd().split("\n").map(parseJson);
  return lines.includes(undefined)
    ? redacted
    : lines.map((line) => jsonLine(line, strings)).join("");
}

/** Returns whether a text has no line break but at its end. */
function isLine(text: string): boolean {
  return text.indexOf("\n") === text.length - 1;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
