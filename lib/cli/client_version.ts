// The version of the client that the command line names, by itself or by a file of requirements.
import { isVersion } from "../resolver/client_version.ts";
import { redactForms } from "../resolver/redaction.ts";
import { pinIn } from "../sources/requirements.ts";
import type { Flags } from "../sources/setting.ts";
import { type Arguments, quoted, type UsageProblem } from "./arguments.ts";
import { fileProblem } from "./file_problem.ts";
import type { Host } from "./host.ts";

/** A lock file of a large project has a few megabytes. */
const REQUIREMENTS_LIMIT = 8 * 1_048_576;

/** Reads the version of the client, or says why it cannot; null where the command line names none. */
export async function clientVersionBy(
  { options }: Arguments,
  host: Host,
): Promise<Flags["clientVersion"] | UsageProblem | null> {
  const version = options.get("client-version")?.[0];
  if (version !== undefined) {
    return isVersion(version)
      ? { version, source: { kind: "flag", name: "--client-version" } }
      : {
        problem: `--client-version takes a version such as 0.98.0, not ${
          quoted(version)
        }`,
      };
  }
  const path = options.get("requirements")?.[0];
  if (path === undefined) return null;
  const reading = await host.readFile(path, REQUIREMENTS_LIMIT);
  const file = redactForms(path);
  if (reading.kind === "unreadable") {
    return fileProblem(`Cannot read ${file}: ${reading.reason}`);
  }
  const pin = pinIn(new TextDecoder().decode(reading.bytes));
  return pin && isVersion(pin.version)
    ? { version: pin.version, source: { kind: "file", file, line: pin.line } }
    : fileProblem(`${file} pins no version of zenml`);
}
