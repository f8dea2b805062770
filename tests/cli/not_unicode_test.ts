import { assertEquals, assertMatch } from "@std/assert";
import { PERMISSIONS } from "../helpers/command.ts";
import { runBash } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { importMapFlags, ROOT } from "../../offline/children.ts";

const ignore = Deno.build.os === "windows";

/** Runs the command by a script in which `"$@"` is the command without its arguments. */
async function runScript(
  script: string,
  cwd: string,
  permissions: readonly string[] = PERMISSIONS,
) {
  return await runBash(`${script} || echo "status $?" >&2`, {
    cwd,
    args: [
      "deno",
      "run",
      "--quiet",
      "--no-prompt",
      ...importMapFlags(),
      ...permissions,
      new URL("cli.ts", ROOT).pathname,
    ],
  });
}

const ALL = ["--allow-all"];

/** Scripts in which a value is no Unicode, and what is said of it. */
const VALUES: readonly (readonly [script: string, said: RegExp])[] = [
  [
    "ZENML_STORE_API_KEY=$'ZENKEY_\\xff' \"$@\" doctor",
    /^The value of ZENML_STORE_API_KEY is not UTF-8\nstatus 2\n$/u,
  ],
  [
    "ZENML_STORE_URL=$'https://\\xe9.example' \"$@\" resolve",
    /^The value of ZENML_STORE_URL is not UTF-8\nstatus 2\n$/u,
  ],
  [
    "ZENML_API_KEY=$'\\xc3' ZENML_STORE_PASSWORD=$'p\\xfc' \"$@\" doctor",
    /^The value of [A-Z_]+, [A-Z_]+ is not UTF-8\nstatus 2\n$/u,
  ],
  [
    "printf 'ZENML_STORE_API_KEY=ab\\xff\\n' > a.env; \"$@\" doctor --env-file a.env",
    /^Cannot read a\.env: it is not UTF-8 text[^\n]*\nstatus 2\n$/u,
  ],
  [
    "printf 'ZENKEY_\\xff' | \"$@\" resolve --api-key-stdin",
    /^--api-key-stdin was given what is not UTF-8 text\nstatus 2\n$/u,
  ],
  // What is none of ZenML's variables prevents nothing.
  ["ZENML_STORE_KEY=$'\\xff' \"$@\" doctor", /^status 1\n$/u],
  ["HTTPS_PROXY=$'http://\\xff' \"$@\" doctor", /^status 1\n$/u],
  [
    "GITHUB_ACTIONS=$'\\xff' HOME=$'/\\xff' \"$@\" doctor --format github >x 2>y",
    /^status 1\n$/u,
  ],
];

for (const [script, said] of VALUES) {
  for (const permissions of [PERMISSIONS, ALL]) {
    const how = permissions === ALL ? "every permission" : "few permissions";
    Deno.test(`zenml-env says what is no Unicode in '${script}', with ${how}`, {
      ignore,
    }, async () => {
      await using folder = await temporaryFolder();
      const { stdout, stderr } = await runScript(
        script,
        folder.path,
        permissions,
      );
      assertMatch(stderr, said);
      if (stderr.includes("status 2")) assertEquals(stdout, "");
    });
  }
}
