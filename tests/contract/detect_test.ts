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
  assertMatch(err, /^JSR did not respond: [^\n]+ stand-ins [^\n]+\n$/);
});

Deno.test("detect.ts prints the flag when JSR accepts and stays silent", async () => {
  // The system accepts for a listener that nobody asks for connections.
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const { code, out, err } = await detect(`http://127.0.0.1:${port}`);
  assertEquals({ code, out }, { code: 0, out: FLAG });
  assertMatch(err, /^JSR did not respond: [^\n]+ stand-ins [^\n]+\n$/);
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

/** A copy of what the detector consists of, in which it may remember. */
async function copyOfDetector() {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/offline`);
  for (
    const name of ["deno.json", "offline/detect.ts", "offline/import_map.json"]
  ) {
    await Deno.copyFile(
      new URL(`../../${name}`, import.meta.url),
      `${folder}/${name}`,
    );
  }
  const memory = `${folder}/offline/.unreachable.json`;
  return {
    memory,
    async detect(jsrUrl: string) {
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "--quiet",
          "--no-prompt",
          "-E=JSR_URL",
          "-R=offline",
          "-W=offline",
          "offline/detect.ts",
        ],
        cwd: folder,
        env: {
          DENO_DIR: `${folder}/cache`,
          JSR_URL: jsrUrl,
          NO_PROXY: "127.0.0.1",
        },
      }).output();
      const decoder = new TextDecoder();
      return [decoder.decode(stdout), decoder.decode(stderr)] as const;
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test("detect.ts remembers for a day that a registry did not answer", async () => {
  await using copy = await copyOfDetector();
  await using registry = serveRegistry("@std/assert");
  const url = `http://127.0.0.1:${registry.addr.port}`;
  assertEquals((await copy.detect(url))[0], FLAG);
  await registry.shutdown();
  await using whole = serveRegistry();
  const wholeUrl = `http://127.0.0.1:${whole.addr.port}`;
  // Another registry is asked, and one that answers is not remembered.
  assertEquals(await copy.detect(wholeUrl), ["", ""]);
  // It is said once a day.
  assertEquals(await copy.detect(url), [FLAG, ""]);
});

for (
  const [criterion, at] of [
    ["a day ago", Date.now() - 24 * 60 * 60 * 1000 - 1],
    ["in the future", Date.now() + 60 * 60 * 1000],
    ["at no time", "soon"],
  ] as const
) {
  Deno.test(`detect.ts asks again a registry that did not answer ${criterion}`, async () => {
    await using copy = await copyOfDetector();
    await using whole = serveRegistry();
    const registry = `http://127.0.0.1:${whole.addr.port}`;
    await Deno.writeTextFile(copy.memory, JSON.stringify({ registry, at }));
    assertEquals(await copy.detect(registry), ["", ""]);
  });
}

Deno.test("detect.ts asks the registry where its memory is unreadable", async () => {
  await using copy = await copyOfDetector();
  await using whole = serveRegistry();
  await Deno.writeTextFile(copy.memory, "no JSON");
  const registry = `http://127.0.0.1:${whole.addr.port}`;
  assertEquals(await copy.detect(registry), ["", ""]);
});
