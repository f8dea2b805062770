import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { EXPORT_FORMATS } from "../../lib/export/syntaxes.ts";
import { runHere } from "../helpers/captured_shell.ts";
import { KEY, KEY_VALUE, TOKEN } from "../helpers/credentials.ts";
import { PERMISSIONS, run } from "../helpers/command.ts";
import { needing, read } from "../helpers/programs.ts";
import { inFolder } from "../helpers/temporary_folder.ts";
import {
  readCommands,
  readEnvironmentFile,
} from "../helpers/workflow_commands.ts";
import { UNKNOWN_MACHINE } from "../helpers/host.ts";

const URL_A = "https://zenml.example.com";
const STORE = { ZENML_STORE_URL: URL_A, ZENML_STORE_API_KEY: KEY };
const AS_STORE = ["--as", "store"];

/** Runs `resolve` in this process with an environment. */
function resolveHere(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  entries: string[] = [],
) {
  return runHere(["resolve", ...args], 100, {
    readEnvironment: () => ({ variables, refused: [], undecodable: [] }),
    machine: {
      ...UNKNOWN_MACHINE,
      readVariable: (name) => name === "GITHUB_ENV" ? "/env" : undefined,
    },
    appendToFileOf: (variable, text) => {
      assertEquals(variable, "GITHUB_ENV");
      entries.push(text);
      return Promise.resolve(null);
    },
  });
}

Deno.test({
  ...needing(
    "bash",
    "zenml-env resolve --format shell does what the recipe says: eval sets the other convention",
  ),
  async fn() {
    const args = ["--format", "shell", "--as", "terraform", "--show-secrets"];
    const { status, stdout, stderr } = await run(["resolve", ...args], {
      env: { ...STORE, ZENML_STORE_URL: `${URL_A}/` },
    });
    assertEquals(status, 0);
    assertMatch(stderr, /^warning: url-trailing-slash \(.*\): [^\n]+\n$/u);
    const script =
      'eval "$(cat)"; printf "%s %s" "$ZENML_SERVER_URL" "$ZENML_API_KEY"';
    assertEquals(
      await read("bash", ["-c", script], { stdin: stdout }),
      `${URL_A} ${KEY}`,
    );
  },
});

Deno.test("zenml-env resolve exports without --show-secrets what sets no secret", async () => {
  for (const format of EXPORT_FORMATS) {
    const entries: string[] = [];
    const args = ["--format", format, "--as", "terraform"];
    const ended = await resolveHere(args, STORE, entries);
    assertEquals([ended.status, ended.stderr], [0, ""]);
    assertStringIncludes(ended.stdout, "ZENML_API_KEY is secret");
    assertStringIncludes(ended.stdout + entries.join(""), URL_A);
    assert(!ended.stdout.includes("[redacted]"));
  }
});

Deno.test("zenml-env resolve shows no secret in any format without --show-secrets", async () => {
  const secret = fc.stringMatching(/^[0-9a-f]{16}$/).map((hex) => `s3${hex}`);
  const places: ((secret: string) => Readonly<Record<string, string>>)[] = [
    (secret) => ({ ZENML_API_KEY: `ZENKEY_${secret}` }),
    (secret) => ({ ZENML_STORE_API_TOKEN: `it's "${secret}` }),
    (secret) => ({ ZENML_STORE_USERNAME: "a", ZENML_STORE_PASSWORD: secret }),
    (secret) => ({
      ZENML_STORE_USERNAME: `a-${secret}`,
      ZENML_STORE_PASSWORD: secret,
    }),
    (secret) => ({ ZENML_STORE_URL: `https://me:${secret}@h.example.com` }),
    (secret) => ({ ZENML_STORE_URL: `${URL_A}/ZENKEY_${secret}` }),
    (secret) => ({ ZENML_PRO_API_URL: `https://me:${secret}@h.example.com` }),
    (secret) => ({ ZENML_PRO_API_URL: `me:${secret}@h.example.com` }),
    (secret) => ({ ZENML_STORE_VERIFY_SSL: `ZENKEY_${secret}` }),
    (secret) => ({ ZENML_STORE_VERIFY_SSL: `me:${secret}@h` }),
    (secret) => ({
      ZENML_STORE_VERIFY_SSL: `-----BEGIN PRIVATE KEY-----\n${secret}`,
    }),
  ];
  await fc.assert(fc.asyncProperty(
    secret,
    fc.constantFrom(...places),
    fc.constantFrom(...EXPORT_FORMATS),
    fc.constantFrom("store", "terraform"),
    async (secret, place, format, convention) => {
      const entries: string[] = [];
      const { stdout, stderr } = await resolveHere(
        ["--format", format, "--as", convention],
        { ZENML_STORE_URL: URL_A, ...place(secret) },
        entries,
      );
      for (const text of [stdout, stderr, ...entries]) {
        assert(!text.includes(secret), format);
      }
    },
  ));
});

Deno.test("zenml-env resolve exports nothing without a configuration, and ends with 1", async () => {
  for (
    const variables of [
      {},
      { ZENML_STORE_API_KEY: KEY },
      { ...STORE, ZENML_SERVER_URL: "https://other.example.com" },
    ]
  ) {
    for (const format of EXPORT_FORMATS) {
      const args = ["--format", format, ...AS_STORE, "--show-secrets"];
      const { status, stdout, stderr } = await resolveHere(args, variables);
      assertEquals([status, stdout], [1, ""]);
      assertMatch(stderr, /^error: No configuration, so nothing/mu);
    }
  }
});

Deno.test("zenml-env resolve exports a disagreement as --prefer says", async () => {
  const other = "https://other.example.com";
  const { status, stdout } = await resolveHere(
    ["--format", "shell", ...AS_STORE, "--prefer", "terraform"],
    { ...STORE, ZENML_SERVER_URL: other, ZENML_API_KEY: KEY },
  );
  assertEquals(status, 0);
  assertStringIncludes(stdout, `export ZENML_STORE_URL=${other}\n`);
});

Deno.test("zenml-env resolve exports what is normalised with an error, and ends with 1", async () => {
  const { status, stdout, stderr } = await resolveHere(
    ["--format", "dotenv", ...AS_STORE],
    { ZENML_SERVER_URL: `${URL_A}//`, ZENML_API_TOKEN: TOKEN },
  );
  assertEquals(status, 1);
  assertStringIncludes(stdout, `ZENML_STORE_URL=${URL_A}\n`);
  assertMatch(stderr, /^error: url-trailing-slash \(ZENML_SERVER_URL, env/mu);
});

Deno.test("zenml-env resolve says what a convention cannot express, and ends with 1 for a password", async () => {
  const variables = {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASSWORD: "hunter2",
  };
  const { status, stdout, stderr } = await resolveHere(
    ["--format", "tfvars", "--as", "terraform", "--show-secrets"],
    variables,
  );
  assertEquals(status, 1);
  assertMatch(stdout, /^zenml_server_url = [^\n]+\n# A user name/u);
  assertMatch(stderr, /^error: A user name and password cannot/u);
});

Deno.test("zenml-env resolve counts a warning of an export with --strict", async () => {
  const variables = { ...STORE, ZENML_STORE_VERIFY_SSL: "false" };
  const args = ["--format", "shell", "--as", "terraform"];
  assertEquals((await resolveHere(args, variables)).status, 0);
  assertEquals(
    (await resolveHere([...args, "--strict"], variables)).status,
    1,
  );
});

Deno.test("zenml-env resolve writes an export that holds secrets for its owner alone, and leaves a mode that was there", async () => {
  await inFolder(async (folder) => {
    const files = ["new", "old", "plain"].map((name) => `${folder}/${name}`);
    const [fresh = "", old = "", plain = ""] = files;
    await Deno.writeTextFile(old, "longer than what replaces it ".repeat(99));
    await Deno.chmod(old, 0o640);
    const args = [
      ...AS_STORE,
      "--show-secrets",
      `--format=dotenv=${fresh}`,
      `--format=dotenv=${old}`,
      `--format=json`,
    ];
    const ended = await run(["resolve", ...args], { env: STORE });
    assertEquals([ended.status, ended.stderr], [0, ""]);
    assertEquals(JSON.parse(ended.stdout).ok, true);
    assert(!ended.stdout.includes(KEY_VALUE));
    const text = `ZENML_STORE_URL=${URL_A}\nZENML_STORE_API_KEY=${KEY}\n`;
    for (const [file, mode] of [[fresh, 0o600], [old, 0o640]] as const) {
      assertEquals(await Deno.readTextFile(file), text);
      if (Deno.build.os !== "windows") {
        assertEquals(((await Deno.stat(file)).mode ?? 0) & 0o777, mode);
      }
    }
    await run(["resolve", ...AS_STORE, `--format=shell=${plain}`], {
      env: STORE,
    });
    assert(!(await Deno.readTextFile(plain)).includes(KEY));
  });
});

Deno.test("zenml-env resolve --format github masks, then adds to the file that GITHUB_ENV names", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/env`;
    await Deno.writeTextFile(file, "A=b\n");
    const args = ["--format", "github", "--as", "terraform"];
    const options = {
      env: { ...STORE, GITHUB_ENV: file },
      permissions: [...PERMISSIONS, "--allow-env=ZENML_*,GITHUB_ENV"],
    };
    const hidden = await run(["resolve", ...args], options);
    assertEquals([hidden.status, hidden.stderr], [0, ""]);
    assertEquals(readCommands(hidden.stdout), [
      ["notice", "ZENML_API_KEY is secret: --show-secrets writes it"],
    ]);
    const shown = await run(["resolve", ...args, "--show-secrets"], options);
    assertEquals(readCommands(shown.stdout), [["add-mask", KEY]]);
    const text = await Deno.readTextFile(file);
    assertEquals(text.slice(0, 4), "A=b\n");
    assertEquals(readEnvironmentFile(text.slice(4)), [
      ["ZENML_SERVER_URL", URL_A],
      ["ZENML_SERVER_URL", URL_A],
      ["ZENML_API_KEY", KEY],
    ]);
  });
});

Deno.test("zenml-env resolve --format github ends with 2 where it cannot add", async () => {
  const args = ["resolve", "--format=github", ...AS_STORE, "--show-secrets"];
  const env = { ...STORE, GITHUB_ENV: "/nowhere/env" };
  const unread = await run(args, { env });
  assertEquals([unread.status, unread.stdout], [2, ""]);
  assertStringIncludes(unread.stderr, "--allow-env=ZENML_*,GITHUB_ENV");
  const unwritten = await run(args, {
    env,
    permissions: ["--allow-env=ZENML_*,GITHUB_ENV"],
  });
  assertEquals(unwritten.status, 2);
  assertStringIncludes(unwritten.stderr, "--allow-write=/nowhere/env");
});
