// The exit gate: takes the secrets of the run out of every text that leaves it, last, whatever the text passed
// before.
//
// Values from outside are redacted where they come in, short secrets and plain words included. The gate sees whole
// documents, and so must not take a word of the program for a secret, nor break JSON.
import { inertLine } from "../http/inert.ts";
import { jsonDocument } from "../report/json_document.ts";
import type { Redactor } from "../resolver/redaction.ts";
import { workflowCommand } from "../report/workflow_command.ts";
import { secretSet } from "../resolver/secret_set.ts";
import type { GatedHost, Host } from "./host.ts";

/** Puts the exit gate before a process: the one set of secrets of a run begins here. */
export function exitGate(host: Host): GatedHost {
  const secrets = secretSet();
  const redact = (text: string) => redactDocument(text, secrets.gate);
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
    showProgress: (line) => host.showProgress(line && inertLine(redact(line))),
    writeFile: (path, text, options) =>
      host.writeFile(path, redact(text), options),
    appendToFileOf: (variable, text) =>
      host.appendToFileOf(variable, redact(text)),
  };
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
