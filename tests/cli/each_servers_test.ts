import { assert, assertEquals, assertMatch } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import { run } from "../helpers/command.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { clientWith } from "../helpers/examination.ts";
import { listenAsProxy } from "../helpers/proxy.ts";
import { NAMED } from "../helpers/proxied_doctor.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { UNKNOWN_HOST } from "../helpers/hosts.ts";

Deno.test(
  "zenml-env doctor --each holds fewer connections open than there are servers",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    const count = 150;
    await using stack = new AsyncDisposableStack();
    const contents: Record<string, Readonly<Record<string, string>>> = {};
    for (let index = 0; index < count; index++) {
      const server = stack.use(await startDemoServer("healthy"));
      contents[`${index}.env`] = server.environment;
    }
    await using folder = await writeEnvFiles(contents);
    const { status, stdout, stderr } = await run(
      ["doctor", "--jobs", "4", "--each", ...folder.files],
      { shell: "ulimit -n 200" },
    );
    assertEquals([status, stderr], [0, ""], stdout);
    assertMatch(stdout, new RegExp(`OK: ${count} targets`, "u"));
  },
);

Deno.test("zenml-env doctor --each goes through the proxy as without it", async () => {
  await using server = listenAsZenml();
  await using proxy = listenAsProxy(server);
  await using folder = await writeEnvFiles({
    "a.env": clientWith(`http://a.${UNKNOWN_HOST}`, KEY),
    "b.env": clientWith(`http://b.${UNKNOWN_HOST}`, KEY),
  });
  const { status, stdout } = await run(["doctor", "--each", ...folder.files], {
    env: { HTTP_PROXY: proxy.url },
    permissions: [
      `${NAMED},a.${UNKNOWN_HOST},b.${UNKNOWN_HOST},127.0.0.1`,
      "--allow-env=ZENML_*,HTTP_PROXY",
      "--allow-read",
    ],
  });
  assertEquals(status, 0, stdout);
  assert(proxy.requests.some(({ path }) => path.startsWith("http://b.")));
});
