import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { startDemoServer } from "../../lib/demo/server.ts";
import { endOf } from "../helpers/command.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import {
  installWheel,
  LACKING,
  mustRun,
  runInstalled,
  runScript,
  startScript,
  wheelTest,
} from "./environment.ts";

const KEY = "ZENPROKEY_c2VjcmV0U2VjcmV0";
const FOLDER = await Deno.makeTempDir();
const WHEEL = LACKING === null ? await installWheel(FOLDER) : "";
globalThis.addEventListener("unload", () => {
  Deno.removeSync(FOLDER, { recursive: true });
});

/** Waits until a child prints a line that holds this text; returns what it printed up to then. */
async function printed(child: Deno.ChildProcess, text: string) {
  const decoder = new TextDecoder();
  let all = "";
  const reader = child.stdout.getReader();
  while (!all.includes(text)) {
    const { value, done } = await reader.read();
    assertFalse(done, `It ended after: ${all}`);
    all += decoder.decode(value);
  }
  reader.releaseLock();
  return all;
}

Deno.test(
  wheelTest("the installed command has the version of deno.json"),
  async () => {
    const { status, stdout } = await runInstalled(["--version"]);
    assertEquals([status, stdout], [0, `zenml-env ${config.version}\n`]);
    const metadata = await mustRun(
      `python -c 'import importlib.metadata as m; print(m.version("zenml-env"))'`,
    );
    assertEquals(metadata.trim(), config.version);
  },
);

for (
  const [args, expected] of [
    [["doctor", "--demo"], 0],
    [["doctor", "--demo=inactive-key"], 1],
    [["nonsense"], 2],
    [[], 2],
    [["explain", "key-inactive"], 0],
    [["doctor", "--env-file", "/nothing/there"], 2],
    [["exec", "--no-check", "--url", "https://a.example.com"], 2],
  ] as const
) {
  Deno.test(
    wheelTest(`zenml-env ${args.join(" ")} ends with ${expected}`),
    async () => {
      const { status, stdout, stderr } = await runInstalled(args);
      assertEquals([status, stderr === ""], [expected, expected !== 2], stderr);
      assertEquals(stdout === "", expected === 2, stdout);
    },
  );
}

Deno.test(
  wheelTest("uvx runs the wheel, and ends as it does"),
  async () => {
    const script = 'exec uvx --quiet --from "$1" zenml-env doctor "$2"';
    for (
      const [demo, expected] of [["--demo", 0], ["--demo=inactive-key", 1]]
    ) {
      const { status, stderr } = await runScript(
        script,
        [WHEEL, String(demo)],
        { inherits: true },
      );
      assertEquals([status, stderr], [expected, ""]);
    }
  },
);

Deno.test(
  wheelTest(
    "the doctor of the wheel may reach the hosts of its configuration alone, and no argument list holds a secret",
    ["linux"],
  ),
  async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write(".env", `ZENML_STORE_API_KEY=${KEY}\n`);
    // It accepts and says nothing, so that the doctor is there to be looked at.
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const child = startScript(
      'exec zenml-env doctor --consumer client --format json=report.json --env-file "$1"',
      [file],
      {
        cwd: folder.path,
        env: {
          ZENML_STORE_URL: `http://127.0.0.1:${listener.addr.port}`,
          ZENML_ACTIVE_PROJECT_ID: KEY,
          ZENML_API_TOKEN: KEY,
        },
      },
    );
    using _ = await listener.accept();
    const own = await mustRun("tr '\\0' '\\n' <\"/proc/$1/cmdline\"", [
      String(child.pid),
    ]);
    const all = await mustRun("cat /proc/[0-9]*/cmdline 2>/dev/null || true");
    const program = await mustRun('readlink "/proc/$1/exe"', [
      String(child.pid),
    ]);
    child.kill("SIGTERM");
    const { status } = await endOf(child);
    assertEquals(status, 130);
    assertMatch(program, /\/deno\n$/u);
    const permissions = own.split("\n")
      .filter((flag) => /^--allow-/u.test(flag));
    const allowed = (kind: string) =>
      permissions.filter((flag) => flag.startsWith(`--allow-${kind}`));
    assertEquals(allowed("net"), [
      "--allow-net=cloudapi.zenml.io",
      "--allow-net=127.0.0.1",
    ]);
    assertEquals(allowed("write"), ["--allow-write=report.json"]);
    assertEquals([...allowed("run"), ...allowed("all"), ...allowed("A")], []);
    assert(allowed("read").includes(`--allow-read=${file}`));
    assertFalse(allowed("read").includes("--allow-read"));
    assert(all.includes("--allow-net=127.0.0.1"));
    assertFalse(all.includes(KEY));
    assertStringIncludes(
      await Deno.readTextFile(`${folder.path}/report.json`),
      '"ok": false',
    );
  },
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  for (
    const [how, start] of [
      ["the wheel", 'exec zenml-env "$@"'],
      ["uvx", `exec uvx --quiet --from '${WHEEL}' zenml-env "$@"`],
    ] as const
  ) {
    Deno.test(
      wheelTest(`${how} passes ${signal} to the program of exec`),
      async () => {
        const child = startScript(start, [
          "exec",
          "--no-check",
          "--",
          "bash",
          "-c",
          `trap 'echo caught; exit 9' ${
            signal.slice(3)
          }; echo ready $DENO_NO_PROMPT; while :; do read -rt 0.05 <> <(:) || :; done`,
        ], {
          inherits: how === "uvx",
          env: {
            ZENML_STORE_URL: "https://a.example.com",
            ZENML_STORE_API_KEY: KEY,
          },
        });
        assertEquals(await printed(child, "\n"), "ready\n");
        child.kill(signal);
        const { status, stdout, stderr } = await endOf(child);
        assertEquals([status, stdout, stderr], [9, "caught\n", ""]);
      },
    );
  }
}

Deno.test(
  wheelTest("examples/uvx.sh examines the connection"),
  async () => {
    const script = await Deno.readTextFile("examples/uvx.sh");
    for (
      const [state, expected] of [["healthy", 0], ["inactive-key", 1]] as const
    ) {
      await using server = await startDemoServer(state);
      const { status, stdout } = await runScript(script, [], {
        inherits: true,
        env: { ...server.environment, UV_FIND_LINKS: FOLDER },
      });
      assertEquals(status, expected, stdout);
      assertStringIncludes(stdout, server.url);
    }
  },
);

Deno.test(
  wheelTest(
    "the wheel runs exec against a server, with the variables of both programs",
  ),
  async () => {
    await using server = await startDemoServer("healthy");
    const { status, stdout, stderr } = await runInstalled(
      ["exec", "--", "bash", "-c", "echo $ZENML_SERVER_URL; exit 7"],
      { env: server.environment },
    );
    assertEquals([status, stdout, stderr], [7, `${server.url}\n`, ""]);
  },
);

Deno.test(
  wheelTest("the program of exec ignores no signal that Python ignores", [
    "linux",
  ]),
  async () => {
    const args = ["exec", "--no-check", "--", "grep", "SigIgn"];
    const { stdout } = await runInstalled([...args, "/proc/self/status"], {
      env: {
        ZENML_STORE_URL: "https://a.example.com",
        ZENML_STORE_API_KEY: KEY,
      },
    });
    const [, mask = ""] = /^SigIgn:\t([\da-f]+)\n$/u.exec(stdout) ?? [];
    // SIGPIPE is 13, SIGXFSZ 25.
    assertEquals(BigInt(`0x${mask}`) & (1n << 12n | 1n << 24n), 0n);
  },
);

Deno.test(
  wheelTest("the folder that the wheel's command runs in has no say"),
  async () => {
    await using folder = await temporaryFolder();
    await folder.write("deno.json", "{ nonsense");
    await folder.write("package.json", '{"dependencies":{"a":"file:/none"}}');
    await folder.write("zenml_env.py", "raise SystemExit(99)");
    await folder.write("deno.py", "raise SystemExit(99)");
    const { status, stderr } = await runInstalled(["doctor", "--demo"], {
      cwd: folder.path,
    });
    assertEquals([status, stderr], [0, ""]);
    assertEquals(
      [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort(),
      ["deno.json", "deno.py", "package.json", "zenml_env.py"],
    );
  },
);
