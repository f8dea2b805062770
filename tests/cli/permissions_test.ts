import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { NAMES_TO_READ } from "../../lib/sources/misspelling.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY, PRO_KEY } from "../helpers/credentials.ts";
import { run } from "../helpers/command.ts";
import { clientWith } from "../helpers/examination.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { nothing } from "../helpers/replies.ts";

/** Runs the doctor, and lists what it wanted a permission for: each use, granted or not. */
async function audited(
  env: Readonly<Record<string, string>>,
  permissions: readonly string[],
) {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/audit.jsonl`;
  try {
    const ended = await run(["doctor", "--format", "json"], {
      env: { ...env, DENO_AUDIT_PERMISSIONS: file },
      permissions,
    });
    const lines = (await Deno.readTextFile(file)).trimEnd().split("\n");
    const used = lines.filter((line) => line !== "")
      .map((line): { permission: string; value: string } => JSON.parse(line))
      // Deno's own loading of @std, where it does not come from this folder.
      .filter(({ permission }) => permission !== "import")
      .map(({ permission, value }) => `${permission} ${value}`);
    return { ...ended, used };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("zenml-env doctor needs ZENML_* and the server's host and port alone", async () => {
  await using server = await startDemoServer("healthy");
  const { host } = new URL(server.url);
  const { status, stderr, used } = await audited(server.environment, [
    "--allow-env=ZENML_*",
    `--allow-net=${host}`,
  ]);
  assertEquals([status, stderr], [0, ""]);
  const foreign = used.filter((one) =>
    !one.startsWith("env ZENML_") &&
    one !== `net ${host}` && !one.startsWith(`net ${server.url}/`)
  );
  assertEquals(foreign, []);
});

Deno.test("zenml-env doctor uses no permission that it was not given, so that Deno never prompts", async () => {
  for (const url of ["https://zenml.example.com", "http://127.0.0.1:9"]) {
    const { status, stdout, stderr, used } = await audited(
      clientWith(url, KEY),
      ["--allow-env=ZENML_*"],
    );
    assertEquals([status, stderr], [1, ""]);
    const codes = codesIn(readReport(stdout));
    assertEquals(codes.filter((code) => code !== "permission-denied info"), [
      "permission-denied error",
    ]);
    assertEquals(used.filter((one) => !one.startsWith("env ZENML_")), []);
  }
});

Deno.test("zenml-env doctor uses no permission for variables where it has none", async () => {
  const { status, stdout, used } = await audited(
    clientWith("https://a", KEY),
    [],
  );
  assertEquals([status, used], [1, []]);
  assertEquals(codesIn(readReport(stdout)), ["permission-denied error"]);
});

Deno.test("zenml-env doctor looks at each known and each commonly mistaken name under --allow-env=ZENML_*", async () => {
  const { used } = await audited({}, ["--allow-env=ZENML_*"]);
  assertEquals(
    [...new Set(used)].map((one) => one.replace("env ", "")).toSorted(),
    NAMES_TO_READ.filter((name) => name.startsWith("ZENML_")).toSorted(),
  );
});

Deno.test("zenml-env doctor finds mistaken names under --allow-env=ZENML_*, and any slip under --allow-env", async () => {
  const env = {
    ...clientWith("https://zenml.example.com", KEY),
    ZENML_STORE_UR: "https://zenml.example.com",
    ZENML_SERVER_API_KEY: KEY,
  };
  const found = async (permission: string) => {
    const { stdout } = await run(["doctor", "--offline", "--format", "json"], {
      env,
      permissions: [permission],
    });
    return readReport(stdout).findings
      .filter(({ code }) => code === "variable-misspelled")
      .map(({ variable }) => variable);
  };
  assertEquals(await found("--allow-env=ZENML_*"), ["ZENML_SERVER_API_KEY"]);
  assertEquals((await found("--allow-env")).toSorted(), [
    "ZENML_SERVER_API_KEY",
    "ZENML_STORE_UR",
  ]);
});

/** URLs to which nothing at all may go. */
const UNTOUCHED: readonly (readonly [
  criterion: string,
  env: (url: string) => Readonly<Record<string, string>>,
])[] = [
  [
    "the public management API",
    () => clientWith("https://cloudapi.zenml.io", PRO_KEY),
  ],
  [
    "the public management API with a path",
    () => clientWith("https://CLOUDAPI.zenml.io:443/x/", PRO_KEY),
  ],
  [
    "the public dashboard",
    () => clientWith("https://cloud.zenml.io", PRO_KEY),
  ],
  [
    "the URL of ZENML_PRO_API_URL",
    (url) => ({ ...clientWith(url, PRO_KEY), ZENML_PRO_API_URL: url }),
  ],
];

for (const [criterion, env] of UNTOUCHED) {
  Deno.test(`zenml-env doctor sends nothing to ${criterion}, not through a proxy either`, async () => {
    await using proxy = listenRaw(() => nothing);
    await using target = listenRaw(() => nothing);
    const { status, stdout, used } = await audited({
      ...env(target.url),
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      http_proxy: proxy.url,
      https_proxy: proxy.url,
      ALL_PROXY: proxy.url,
    }, ["--allow-env=ZENML_*", "--allow-net"]);
    assertEquals(status, 1);
    const [code = ""] = codesIn(readReport(stdout));
    assertStringIncludes(code, "url-is-pro-");
    assertEquals(await proxy.countConnections(), 0);
    assertEquals(await target.countConnections(), 0);
    assertEquals(used.filter((one) => one.startsWith("net ")), []);
  });

  Deno.test(`zenml-env doctor needs no network for its verdict on ${criterion}`, async () => {
    const { status, stdout } = await run(["doctor", "--format", "json"], {
      env: env("http://127.0.0.1:9"),
      permissions: ["--allow-env=ZENML_*", "--deny-net"],
    });
    assertEquals(status, 1);
    const codes = codesIn(readReport(stdout));
    assertEquals(codes.length, 1);
    assertStringIncludes(codes[0] ?? "", "url-is-pro-");
  });
}

Deno.test("zenml-env doctor goes through a proxy, and shows it no more than a server", async () => {
  await using proxy = listenRaw(() => nothing);
  const { stdout } = await audited({
    ...clientWith("https://zenml.invalid", KEY),
    HTTPS_PROXY: proxy.url,
  }, ["--allow-env=ZENML_*", "--allow-net=zenml.invalid:443"]);
  assertEquals(proxy.requests.map(({ method, path }) => `${method} ${path}`), [
    "CONNECT zenml.invalid:443",
  ]);
  assert(!proxy.received.includes(KEY));
  assertEquals(codesIn(readReport(stdout)), [
    "permission-denied info", // to look the name up, which the proxy does
    "proxy-failed error",
  ]);
});
