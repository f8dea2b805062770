import { assert, assertEquals, assertFalse } from "@std/assert";
import type { FileReading } from "../../lib/system/files.ts";
import { REPORT_FORMATS } from "../../lib/report/formats.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { KEY } from "../helpers/credentials.ts";

/** Somebody may name a file so in a pull request, for a command line with `*.env`. */
const HOSTILE = "a\n::error::b\u001b[2J.env";

const CONTENT = `ZENML_STORE_URL=http://127.0.0.1/\nno assignment of ZENML\n`;

function readFile(path: string): Promise<FileReading> {
  const bytes = new TextEncoder().encode(CONTENT);
  return Promise.resolve(
    path.endsWith(".missing")
      ? { kind: "unreadable", reason: "there is no such file" }
      : { kind: "bytes", bytes },
  );
}

async function outputOf(args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runHere(args, 100, { readFile });
  assertEquals(status, 1);
  // A summary is next to the lines.
  if (!args.includes("--format=jsonl")) assertEquals(stderr, "");
  return stdout + stderr;
}

const COMMANDS: readonly (readonly string[])[] = [
  ...REPORT_FORMATS.map((format) => [
    "doctor",
    "--offline",
    "--verbose",
    `--format=${format}`,
  ]),
  ["resolve"],
  ["resolve", "--format=json"],
];

for (const args of COMMANDS) {
  const shown = args.join(" ");

  Deno.test(`zenml-env ${shown} shows no key that is in the place of a file's name`, async () => {
    const options = args[0] === "doctor"
      ? [`--each=${KEY}`, `--each=${KEY}.missing`]
      : [`--env-file=${KEY}`];
    const stdout = await outputOf([...args, ...options]);
    assertFalse(stdout.includes(KEY.slice(10, 30)), stdout);
    assert(stdout.includes("[redacted]"));
  });

  Deno.test(`zenml-env ${shown} keeps the name of a file in its line`, async () => {
    for (const option of ["--each", "--env-file"]) {
      if (args[0] === "resolve" && option === "--each") continue;
      const stdout = await outputOf([...args, `${option}=${HOSTILE}`]);
      assertFalse(stdout.includes("\u001b"), stdout);
      assertFalse(/^::error::b/mu.test(stdout), stdout);
    }
  });
}
