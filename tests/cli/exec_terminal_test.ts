import { assertEquals, assertStringIncludes } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { ownEnvironment } from "../../offline/children.ts";
import { commandLine, PATH, PERMISSIONS } from "../helpers/command.ts";
import { hasProgram, read } from "../helpers/programs.ts";

/** Runs a command on a terminal of its own, and types Ctrl-C once the program is ready, then a line. */
const TYPIST = `
import os, pty, signal, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
output = b""
def read_until(text):
    global output
    while text is None or text not in output:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            data = b""
        if not data:
            return
        output += data
read_until(b"ready")
os.write(terminal, b"\\x03")
read_until(b"interrupted")
# What is passed on comes in order: by then a second interruption would be there.
os.kill(pid, signal.SIGUSR1)
read_until(b"told")
os.write(terminal, b"a line\\n")
read_until(None)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(output)
print("status", os.waitstatus_to_exitcode(status))
`;

/** Counts interruptions until a line is typed: at a pipe, since Python makes one of two that come together. */
const PROGRAM = `
import os, signal, sys
seen, wakeup = os.pipe()
os.set_blocking(wakeup, False)
signal.set_wakeup_fd(wakeup)
signal.signal(signal.SIGINT, lambda number, frame: os.write(1, b"interrupted\\n"))
signal.signal(signal.SIGUSR1, lambda number, frame: os.write(1, b"told\\n"))
print("ready", flush=True)
line = sys.stdin.readline().strip()
count = os.read(seen, 100).count(signal.SIGINT)
print(f"{line}: {count} of a terminal: {sys.stdin.isatty()}", flush=True)
sys.exit(9)
`;

Deno.test(
  "zenml-env exec gives the program its terminal, whose Ctrl-C comes once",
  { ignore: !hasProgram("python3") },
  async () => {
    await using server = await startDemoServer("healthy");
    // Python has what makes a terminal; bash, which tests may run, finds it.
    const output = await read("bash", [
      "-c",
      'exec python3 -c "$@"',
      "bash",
      TYPIST,
      ...commandLine(["exec", "--", "python3", "-c", PROGRAM], {
        permissions: [...PERMISSIONS, "--allow-run=python3"],
      }),
    ], {
      env: { PATH, ...ownEnvironment(), TERM: "xterm", ...server.environment },
    });
    assertStringIncludes(output, "a line: 1 of a terminal: True");
    assertEquals(output.trimEnd().split("\n").at(-1), "status 9", output);
  },
);
