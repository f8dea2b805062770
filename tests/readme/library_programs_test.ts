import { assert, assertEquals, assertMatch } from "@std/assert";
import { type DemoServer, startDemoServer } from "../../lib/demo/server.ts";
import type { DemoState } from "../../lib/demo/states.ts";
import {
  type Ended,
  endOf,
  IMPATIENT,
  startModule,
} from "../helpers/command.ts";
import {
  importMapFlags,
  ownEnvironment,
  ROOT,
} from "../../offline/children.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { readPage } from "./pages.ts";

/** The permissions that the first line of a program names. */
async function permissionsOf(path: string): Promise<readonly string[]> {
  const [first = ""] = (await readPage(path)).split("\n");
  const flags = first.replace("zenml.example.com", "127.0.0.1")
    // Any port that is free.
    .replace(":8080", "").match(/--allow-\S+/gu);
  assert(flags && first.endsWith(` ${path.slice("examples/".length)}`), first);
  return flags;
}

async function runExample(
  path: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const permissions = await permissionsOf(path);
  return await endOf(startModule(path, [], { env, permissions }));
}

Deno.test("examples/start-up.ts goes on at a healthy server", async () => {
  await using server = await startDemoServer("healthy");
  const ended = await runExample("examples/start-up.ts", server.environment);
  assertEquals(ended, {
    status: 0,
    stdout: "Connected to ZenML\n",
    stderr: "",
  });
});

Deno.test("examples/start-up.ts goes on with a warning, and says it", async () => {
  await using server = await startDemoServer("rotating-key");
  const { status, stdout, stderr } = await runExample(
    "examples/start-up.ts",
    server.environment,
  );
  assertEquals([status, stdout], [0, "Connected to ZenML\n"]);
  assertMatch(stderr, /^key-rotating: .*\. Fix: /u);
});

Deno.test("examples/start-up.ts does not start with a deactivated key, and reports why", async () => {
  await using server = await startDemoServer("inactive-key");
  const { status, stdout, stderr } = await runExample(
    "examples/start-up.ts",
    server.environment,
  );
  assertEquals([status, stdout], [1, ""]);
  assertMatch(stderr, /^Failed: key-inactive: /mu);
  assertMatch(stderr, /^Fix:$/mu);
});

Deno.test("examples/pipelines.ts lists the pipelines of the server", async () => {
  await using server = await startDemoServer("healthy");
  const ended = await runExample("examples/pipelines.ts", server.environment);
  assertEquals(ended, { status: 0, stdout: "ingest\ntrain\n", stderr: "" });
});

for (
  const [what, environment, code] of [
    [
      "a deactivated key",
      (server: DemoServer) => server.environment,
      "key-inactive",
    ],
    ["a placeholder", ({ url }: DemoServer) => ({
      ZENML_STORE_URL: url,
      ZENML_STORE_API_KEY: "<key>",
    }), "value-placeholder"],
  ] as const
) {
  Deno.test(`examples/pipelines.ts ends with ${what}, and the fix in its error`, async () => {
    await using server = await startDemoServer("inactive-key");
    const { status, stdout, stderr } = await runExample(
      "examples/pipelines.ts",
      environment(server),
    );
    assertEquals([status, stdout], [1, ""]);
    assert(stderr.includes(`(${code}). Fix: `), stderr);
  });
}

/** Reads a stream until a line matches, and gives its first group. */
async function awaitLine(
  stream: ReadableStream<Uint8Array>,
  pattern: RegExp,
): Promise<string> {
  let text = "";
  const lines = stream.pipeThrough(new TextDecoderStream());
  for await (const piece of lines) {
    text += piece;
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`The stream ended: ${text}`);
}

for (
  const [state, status, problems] of [
    ["healthy", 200, []],
    ["rotating-key", 200, ["key-rotating"]],
    ["inactive-key", 503, ["key-inactive"]],
  ] as const satisfies readonly (readonly [
    DemoState,
    number,
    readonly string[],
  ])[]
) {
  Deno.test(`examples/health.ts responds with ${status} at a server that is ${state}, and examines it once`, async () => {
    await using server = await startDemoServer(state);
    const path = "examples/health.ts";
    // Not quiet: Deno.serve then says where it listens.
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--no-lock",
        ...importMapFlags(),
        ...await permissionsOf(path),
        path,
        "0",
      ],
      cwd: ROOT,
      clearEnv: true,
      env: { ...ownEnvironment(), ...IMPATIENT, ...server.environment },
      stdout: "null",
      stderr: "piped",
    }).spawn();
    try {
      const port = await mustEnd(awaitLine(child.stderr, /:(\d+)/u));
      const origin = `http://127.0.0.1:${port}`;
      const responses = await mustEnd(
        Promise.all([1, 2, 3].map(() => fetch(`${origin}/health`))),
      );
      for (const response of responses) {
        assertEquals(response.status, status);
        const body: { ok: boolean; problems: { code: string }[] } =
          await response.json();
        assertEquals(body.ok, status === 200);
        assertEquals(body.problems.map(({ code }) => code), [...problems]);
      }
      const other = await fetch(origin);
      await other.body?.cancel();
      assertEquals(other.status, 404);
      assertEquals(
        server.requests.filter(({ path }) => path.endsWith("/login")).length,
        1,
      );
    } finally {
      child.kill();
      await child.status;
    }
  });
}
