import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { PERMISSIONS, run } from "../helpers/command.ts";
import { KEY, KEY_ID } from "../helpers/credentials.ts";
import { json } from "../helpers/replies.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

/** A session's token that has the form of nothing. */
const SESSION = "opaque-session:0815/4711+x";

const FORMATS = [
  "text",
  "json",
  "jsonl",
  "github",
  "junit",
  "markdown",
] as const;

Deno.test("zenml-env doctor shows in no format the session's token that another server echoes", async () => {
  await using issuing = listenAsZenml({
    login: json(200, { access_token: SESSION, expires_in: null }),
  });
  await using echoing = listenAsZenml({
    login: json(418, { detail: `heard of ${SESSION}` }),
  });
  await using folder = await temporaryFolder();
  const fileOf = (format: string) => `${folder.path}/report.${format}`;
  const { status, stdout, stderr } = await run([
    "doctor",
    ...FORMATS.map((format) => `--format=${format}=${fileOf(format)}`),
  ], {
    permissions: [...PERMISSIONS, "--allow-env=ZENML_*,GITHUB_STEP_SUMMARY"],
    env: {
      GITHUB_STEP_SUMMARY: fileOf("summary"),
      ZENML_STORE_URL: issuing.url,
      ZENML_STORE_API_KEY: KEY,
      ZENML_SERVER_URL: echoing.url,
      ZENML_API_KEY: encodeApiKey({ id: KEY_ID, value: "an0ther".repeat(9) }),
    },
  });
  assertEquals([status, stdout, stderr], [1, "", ""]);
  for (const format of [...FORMATS, "summary"]) {
    const report = (await Deno.readTextFile(fileOf(format)))
      .replaceAll(/\s+/gu, " ");
    assertStringIncludes(report, "[redacted]", format);
    assert(!report.includes("0815"), `${format}: ${report}`);
  }
});

Deno.test("zenml-env doctor --each shows no target's password that another target's server echoes", async () => {
  const password = "hunter2 and hunter3";
  await using echoing = listenAsZenml({
    login: json(418, { detail: `heard of ${password}` }),
  });
  await using folder = await temporaryFolder();
  const [first, second] = [`${folder.path}/a.env`, `${folder.path}/b.env`];
  await Deno.writeTextFile(
    first,
    `ZENML_STORE_URL=${echoing.url}\nZENML_STORE_API_KEY=${KEY}\n`,
  );
  await Deno.writeTextFile(
    second,
    `ZENML_STORE_URL=${echoing.url}\nZENML_STORE_USERNAME=me\nZENML_STORE_PASSWORD="${password}"\n`,
  );
  const { status, stdout } = await run([
    "doctor",
    "--format=json",
    "--each",
    first,
    second,
  ]);
  assertEquals(status, 1);
  assertStringIncludes(stdout, "heard of [redacted]");
  assertEquals(JSON.parse(stdout).targets.length, 2);
  assert(!stdout.includes("hunter"), stdout);
});
