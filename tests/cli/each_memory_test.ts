import { assertEquals } from "@std/assert";
import { PERMISSIONS, run } from "../helpers/command.ts";
import { keys } from "../helpers/each_report.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { clientWith } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import {
  ACCOUNT,
  INFO,
  listenAsZenml,
  SESSION_TOKEN,
} from "../helpers/zenml_listener.ts";

Deno.test("zenml-env doctor --each keeps what was learned, and not what was read", async () => {
  // Nearly as much as a body may have; the fields that matter come last.
  const pad = "x".repeat(1_000_000);
  await using server = listenAsZenml({
    info: json(200, { pad, ...INFO }),
    login: json(200, { pad, access_token: SESSION_TOKEN, expires_in: null }),
    "current-user": json(200, { pad, ...ACCOUNT }),
    key: json(200, {
      pad,
      body: { active: true },
      metadata: { last_rotated: null, retain_period_minutes: 0 },
    }),
  });
  // All that they send is four times what the program may keep.
  const count = 64;
  await using folder = await writeEnvFiles(Object.fromEntries(
    keys(count).map((key, index) => [
      `${index}.env`,
      clientWith(`${server.url}/${index}`, key),
    ]),
  ));
  const { status, stderr } = await run([
    "doctor",
    "--jobs=2",
    "--deadline=5m",
    "--ignore=url-has-path",
    "--each",
    ...folder.files,
  ], {
    permissions: [...PERMISSIONS, "--v8-flags=--max-old-space-size=100"],
  });
  assertEquals([status, stderr], [0, ""]);
});
