import { assert, assertEquals, assertMatch } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { endOf, PATH, PERMISSIONS, run, start } from "../helpers/command.ts";
import { KEY, TOKEN } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { http, json } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { closedOrigin } from "../../lib/demo/listener.ts";

const POSIX = { ignore: Deno.build.os === "windows" };
const permissions = [...PERMISSIONS, "--allow-run=sh,cat,nowhere"];

/** Prints ZenML's variables, in order. */
const VARIABLES = 'env | grep "^ZENML_" | sort; exit 7';

Deno.test(
  "zenml-env exec runs a program with both conventions, and ends as it does",
  POSIX,
  async () => {
    await using server = listenAsZenml();
    const { status, stdout, stderr } = await run(
      ["exec", "--", "sh", "-c", VARIABLES],
      {
        env: {
          PATH,
          ...clientWith(server.url, KEY),
          // The provider would prefer it to the key.
          ZENML_API_TOKEN: "",
          ZENML_ACTIVE_PROJECT_ID: "",
        },
        permissions,
      },
    );
    assertEquals([status, stderr], [7, ""]);
    assertEquals(stdout.trimEnd().split("\n"), [
      "ZENML_ACTIVE_PROJECT_ID=",
      `ZENML_API_KEY=${KEY}`,
      `ZENML_SERVER_URL=${server.url}`,
      `ZENML_STORE_API_KEY=${KEY}`,
      `ZENML_STORE_URL=${server.url}`,
    ]);
  },
);

Deno.test(
  "zenml-env exec fills the half that a convention lacks, and passes on an env file's project",
  POSIX,
  async () => {
    await using server = listenAsZenml();
    const { status, stdout } = await run(
      ["exec", "--no-check", "--env-file", "-", "--", "sh", "-c", VARIABLES],
      {
        env: { PATH, ZENML_API_KEY: KEY },
        stdin:
          `ZENML_STORE_URL=${server.url}\nZENML_ACTIVE_PROJECT_ID=8f3d1f4e-3c1d-4a44-9d6b-0a4d3c2b1a00\n`,
        permissions,
      },
    );
    assertEquals(status, 7);
    assertMatch(stdout, /^ZENML_STORE_API_KEY=ZENKEY_/mu);
    assertMatch(stdout, /^ZENML_SERVER_URL=http/mu);
    assertMatch(stdout, /^ZENML_ACTIVE_PROJECT_ID=8f3d1f4e/mu);
    assertEquals(server.requests.length, 0);
  },
);

Deno.test(
  "zenml-env exec leaves standard input and output to the program",
  POSIX,
  async () => {
    await using server = listenAsZenml();
    assertEquals(
      await run(["exec", "--", "cat"], {
        env: { PATH, ...clientWith(server.url, KEY) },
        stdin: "line\n",
        permissions,
      }),
      { status: 0, stdout: "line\n", stderr: "" },
    );
  },
);

Deno.test(
  "zenml-env exec never runs a program where the examination fails",
  POSIX,
  async () => {
    await using server = listenAsZenml({
      login: json(401, {
        detail: ["CredentialsNotValid", "invalid username or password"],
      }),
    });
    const cases = [
      [clientWith(server.url, KEY), []],
      [clientWith(closedOrigin(), KEY), []],
      [clientWith(`${server.url}/api/v1`, KEY), ["--no-check"]],
      [{}, ["--no-check"]],
      [{ ...clientWith(server.url, "changeme") }, ["--no-check"]],
    ] as const;
    for (const [env, options] of cases) {
      const { status, stdout, stderr } = await run(
        ["exec", ...options, "--", "sh", "-c", "echo it ran"],
        { env: { PATH, ...env }, permissions },
      );
      assertEquals([status, stdout], [125, ""], stderr);
      assertMatch(stderr, /^sh was not run: /mu);
      assert(!stderr.includes(KEY));
    }
  },
);

/** The arguments, the permissions in addition to the usual ones, the exit status, and what is said. */
const NOT_RUN: readonly (readonly [
  readonly string[],
  readonly string[],
  number,
  RegExp,
])[] = [
  [["nowhere"], ["--allow-run"], 127, /there is no such program/u],
  [["/etc/passwd"], ["--allow-run=/etc/passwd"], 126, /not executable/u],
  // Deno leaves a name out of the permission that is not in PATH.
  [["nowhere"], ["--allow-run=nowhere"], 127, /there is no such program/u],
  [["sh"], [], 125, /--allow-run=sh/u],
];

for (const [command, more, expected, said] of NOT_RUN) {
  Deno.test(
    `zenml-env exec ends with ${expected} for ${command.join(" ")} with ${
      more.join() || "no permission"
    }`,
    POSIX,
    async () => {
      await using server = listenAsZenml();
      const { status, stdout, stderr } = await run(["exec", "--", ...command], {
        env: { PATH, ...clientWith(server.url, KEY) },
        permissions: [...PERMISSIONS, ...more],
      });
      assertEquals([status, stdout], [expected, ""]);
      assertMatch(stderr, said);
    },
  );
}

Deno.test(
  "zenml-env exec does not repeat a key that is in the place of the program",
  POSIX,
  async () => {
    await using server = listenAsZenml();
    const env = { PATH, ZENML_STORE_URL: server.url };
    for (const program of [KEY, `/nowhere/${KEY}`]) {
      for (const token of [TOKEN, ""]) {
        const { status, stdout, stderr } = await run(
          ["exec", "--no-check", "--", program],
          {
            env: { ...env, ...token && { ZENML_STORE_API_TOKEN: token } },
            permissions: [...PERMISSIONS, "--allow-run"],
          },
        );
        assertEquals([status, stdout], [token ? 127 : 125, ""]);
        assertMatch(stderr, token ? /^Cannot run /mu : / was not run: /u);
        assert(!stderr.includes(KEY));
      }
    }
  },
);

Deno.test(
  "zenml-env exec names the variable of the dynamic loader that Deno does not pass on",
  POSIX,
  async () => {
    await using server = listenAsZenml();
    const { status, stdout, stderr } = await run(
      ["exec", "--", "sh", "-c", "echo it ran"],
      {
        // GitHub's setup-python sets it.
        env: { PATH, ...clientWith(server.url, KEY) },
        shell: "export LD_LIBRARY_PATH=/opt",
        permissions,
      },
    );
    assertEquals([status, stdout], [125, ""]);
    assertMatch(stderr, /^sh was not run: LD_LIBRARY_PATH is set/mu);
  },
);

Deno.test(
  "zenml-env exec runs nothing while a variable that would win cannot be unset",
  POSIX,
  async () => {
    await using server = listenAsZenml();
    const { status, stdout, stderr } = await run(
      ["exec", "--no-check", "--", "sh", "-c", "echo it ran"],
      {
        env: { PATH, ...clientWith(server.url, KEY) },
        permissions: [
          "--allow-env=ZENML_STORE_URL,ZENML_STORE_API_KEY",
          "--allow-run=sh",
        ],
      },
    );
    assertEquals([status, stdout], [125, ""]);
    assertMatch(stderr, /^sh was not run: .* --allow-env=ZENML_\*/mu);
  },
);

Deno.test("zenml-env exec ends with 2 without a command, or without -- before it", async () => {
  const wrong = [[], ["--"], ["sh"], ["sh", "--"], ["sh", "--", "-c", "echo"]];
  for (const args of wrong.map((more) => ["exec", ...more])) {
    const { status, stdout, stderr } = await run(args);
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /zenml-env exec .*-- COMMAND/u);
  }
});

Deno.test(
  "zenml-env exec --wait runs the program once the server is healthy",
  POSIX,
  async () => {
    let polls = 0;
    await using server = listenAsZenml({
      ready: (client) => http(polls++ === 0 ? 503 : 200, "ok")(client),
    });
    const { status, stdout } = await run(
      ["exec", "--wait", "30s", "--", "sh", "-c", "echo it ran"],
      { env: { PATH, ...clientWith(server.url, KEY) }, permissions },
    );
    assertEquals([status, stdout], [0, "it ran\n"]);
  },
);

/** Says when it is ready, and who it is. */
const WAITING = "echo $$; while :; do sleep 0.02; done";

for (
  const [signal, program, expected] of [
    ["SIGTERM", `trap "exit 9" TERM; ${WAITING}`, 9],
    ["SIGINT", `trap "exit 8" INT; ${WAITING}`, 8],
    ["SIGUSR1", `trap "exit 6" USR1; ${WAITING}`, 6],
    ["SIGHUP", `trap "exit 5" HUP; ${WAITING}`, 5],
    ["SIGTERM", WAITING, 143],
    ["SIGQUIT", WAITING, 131],
  ] as const
) {
  Deno.test(
    `zenml-env exec passes ${signal} on, and ends with ${expected}`,
    POSIX,
    async () => {
      await using server = await startDemoServer("healthy");
      const child = start(["exec", "--", "sh", "-c", program], {
        env: { PATH, ...server.environment },
        permissions,
      });
      const [mine, seen] = child.stdout.tee();
      const reader = seen.pipeThrough(new TextDecoderStream()).getReader();
      const { value = "" } = await reader.read();
      child.kill(signal);
      await reader.cancel();
      await mine.cancel();
      await child.stderr.cancel();
      assertEquals((await child.status).code, expected);
      // Nobody is left behind.
      assertEquals(await isAlive(value.trim()), false);
    },
  );
}

Deno.test(
  "zenml-env exec leaves nobody behind, whenever it is ended",
  POSIX,
  async () => {
    await using server = await startDemoServer("healthy");
    const signals = [
      ["SIGTERM", 143],
      ["SIGINT", 130],
      ["SIGHUP", 129],
      ["SIGQUIT", 131],
    ] as const;
    let state = 20;
    for (let round = 0; round < 12; round++) {
      // A seeded sequence: a failure can be looked at again.
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      const child = start(["exec", "--", "sh", "-c", WAITING], {
        env: { PATH, ...server.environment },
        permissions,
      });
      const [signal, ended] = signals[round % signals.length]!;
      const timer = setTimeout(() => child.kill(signal), state % 250);
      const { status, stdout } = await endOf(child);
      clearTimeout(timer);
      const pid = stdout.trim();
      // Before the program runs it is an interruption, or nothing has begun to listen for one.
      assert(
        [130, ended].includes(status),
        `${signal} after ${state % 250} ms: ${status}`,
      );
      if (pid !== "") assertEquals(await isAlive(pid), false);
    }
  },
);

async function isAlive(pid: string): Promise<boolean> {
  const { code } = await new Deno.Command("sh", {
    args: ["-c", `kill -0 ${pid} 2>/dev/null`],
  }).output();
  return code === 0;
}
