import { assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { commandLine } from "../helpers/command.ts";
import { ownEnvironment } from "../../offline/children.ts";
import { read } from "../helpers/programs.ts";
import { hasProgram } from "../helpers/programs.ts";

/** Runs the command on a terminal of its own, and ends as it does. */
const ON_TERMINAL = `
import os, pty, sys
output = bytearray()
def keep(descriptor):
    data = os.read(descriptor, 65536)
    output.extend(data)
    return data
status = pty.spawn(sys.argv[1:], keep, lambda descriptor: b"")
print("status", os.waitstatus_to_exitcode(status))
`;

async function onTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  // Python has what makes a terminal; bash, which tests may run, finds it.
  return await read("bash", [
    "-c",
    'exec python3 -c "$@"',
    "bash",
    ON_TERMINAL,
    ...commandLine(args),
  ], { env: { PATH, ...ownEnvironment(), TERM: "xterm", ...env } });
}

const PATH = Deno.env.get("PATH") ?? "";
/** A colour; other sequences erase the line that shows the progress. */
const COLOR = new RegExp("\u001b\\[[\\d;]*m", "u");

for (
  const [variables, isColored] of [
    [{}, true],
    [{ NO_COLOR: "1" }, false],
    [{ NO_COLOR: "true" }, false],
  ] as const
) {
  for (const args of [["doctor"], ["resolve"], ["explain", "url-missing"]]) {
    const name = `zenml-env ${args[0]} writes ${
      isColored ? "" : "no "
    }colours to a terminal with ${JSON.stringify(variables)}`;
    Deno.test(name, { ignore: !hasProgram("python3") }, async () => {
      await using server = await startDemoServer("healthy");
      const output = await onTerminal(args, {
        ...server.environment,
        ...variables,
      });
      assertEquals(COLOR.test(output), isColored, output);
      assertEquals(/status 0\s*$/u.test(output), true, output);
    });
  }
}
