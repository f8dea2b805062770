import { assertEquals, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { serveRegistry } from "../helpers/registry.ts";

const FLAG = "--import-map=offline/import_map.json\n";

/** Runs offline/detect.ts without permission and with an empty cache. */
async function detect(jsrUrl: string) {
  const cache = await Deno.makeTempDir();
  try {
    const { href } = new URL("../../offline/detect.ts", import.meta.url);
    const result = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", href],
      env: { DENO_DIR: cache, JSR_URL: jsrUrl, NO_PROXY: "127.0.0.1" },
    }).output();
    const decoder = new TextDecoder();
    const out = decoder.decode(result.stdout);
    return { code: result.code, out, err: decoder.decode(result.stderr) };
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
}

Deno.test("detect.ts prints the flag when JSR refuses the connection", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const { code, out, err } = await detect(`http://127.0.0.1:${port}`);
  assertEquals({ code, out }, { code: 0, out: FLAG });
  assertMatch(err, /^JSR did not answer: stand-ins .+\n$/);
});

Deno.test("detect.ts prints the flag when JSR accepts and stays silent", async () => {
  // The system accepts for a listener that nobody asks for connections.
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const { code, out, err } = await detect(`http://127.0.0.1:${port}`);
  assertEquals({ code, out }, { code: 0, out: FLAG });
  assertMatch(err, /^JSR did not answer: stand-ins .+\n$/);
});

Deno.test("detect.ts prints nothing when JSR has every package", async () => {
  await using registry = serveRegistry();
  const actual = await detect(`http://127.0.0.1:${registry.addr.port}`);
  assertEquals(actual, { code: 0, out: "", err: "" });
});

for (const name of Object.keys(config.imports)) {
  if (!name.startsWith("@std/")) continue;
  Deno.test(`detect.ts prints the flag when JSR lacks ${name}`, async () => {
    await using registry = serveRegistry(name);
    const { out } = await detect(`http://127.0.0.1:${registry.addr.port}`);
    assertEquals(out, FLAG);
  });
}
