import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY } from "../helpers/credentials.ts";
import {
  doctor,
  HTTP,
  HTTPS,
  LOCAL,
  NAMED,
  PASSWORD,
} from "../helpers/proxied_doctor.ts";
import { listenAsProxy } from "../helpers/proxy.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import { bytes, hanging, http, nothing, page } from "../helpers/replies.ts";
import { assertSteps, failedAt, HEALTHY } from "../helpers/steps.ts";
import { UNKNOWN_HOST } from "../helpers/hosts.ts";

Deno.test("zenml-env doctor goes through an http proxy, and says so", async () => {
  await using server = await startDemoServer("healthy");
  await using proxy = listenAsProxy({ port: Number(new URL(server.url).port) });
  const { ZENML_STORE_API_KEY: key = "" } = server.environment;
  const { steps, found, stepOf, status } = await doctor(HTTP, {
    ZENML_STORE_API_KEY: key,
    HTTP_PROXY: `http://me:${PASSWORD}@127.0.0.1:${proxy.port}`,
  }, ["--allow-env", NAMED]);
  assertEquals([status, found], [0, []]);
  assertSteps(steps, { ...HEALTHY, dns: "skip" });
  const { summary, details } = stepOf("connect");
  const host = `127.0.0.1:${proxy.port}`;
  assertEquals(summary, `through proxy ${host} (HTTP_PROXY)`);
  assertEquals(details, { proxy: host, variable: "HTTP_PROXY" });
  assertStringIncludes(stepOf("dns").reason, `through proxy ${host}`);
});

Deno.test("zenml-env doctor warns where only a proxy makes http to this machine unsafe", async () => {
  await using server = await startDemoServer("healthy");
  await using proxy = listenAsProxy({ port: Number(new URL(server.url).port) });
  const env = { ...server.environment, HTTP_PROXY: proxy.url };
  const { steps, stepOf } = await doctor(server.url, env, [
    "--allow-env",
    LOCAL,
  ]);
  assertSteps(steps, { ...HEALTHY, dns: "skip", connect: "warn" });
  const [{ code, message, hint }] = stepOf("connect").findings;
  assertEquals(code, "url-insecure");
  assertStringIncludes(message, `127.0.0.1:${proxy.port} (HTTP_PROXY)`);
  assertStringIncludes(hint, 'NO_PROXY="$NO_PROXY",127.0.0.1');
  const exempt = await doctor(server.url, { ...env, NO_PROXY: "127.0.0.0/8" }, [
    "--allow-env",
    LOCAL,
  ]);
  assertEquals(exempt.found, []);
  assertSteps(exempt.steps, HEALTHY);
});

/** How a proxy answers, and what is found: for a plain request, and for a tunnel. */
type ProxyCase = readonly [
  criterion: string,
  reply: Reply,
  plain: Expected,
  tunnel: Expected,
];
type Expected = readonly [
  places: readonly ("connect" | "tls" | "server")[],
  code: string | RegExp,
  message: RegExp,
];

const CONNECT = ["connect"] as const;
const SERVER = ["server"] as const;
/** Whoever says 200 to CONNECT has made a tunnel, into which a page then falls, or has closed it by then. */
const ANY: Expected = [["connect", "tls"], /^(?:proxy|tls)-/u, /the proxy/u];

const CASES: readonly ProxyCase[] = [
  [
    "closes",
    nothing,
    [CONNECT, "proxy-failed", /closed the connection/u],
    [CONNECT, "proxy-failed", /did not make the connection/u],
  ],
  [
    "needs a password",
    http(407),
    [SERVER, "blocked-by-proxy", /407 .* refused the request/u],
    [CONNECT, "blocked-by-proxy", /user name and a password/u],
  ],
  [
    "forbids it with a page",
    page(403, "Access denied"),
    [SERVER, "blocked-by-proxy", /403 .* refused the request/u],
    [CONNECT, "blocked-by-proxy", /refused to connect/u],
  ],
  [
    "cannot reach the server",
    page(502, "Bad gateway"),
    [SERVER, "server-error", /502 .* failed/u],
    [CONNECT, "blocked-by-proxy", /cannot reach the server/u],
  ],
  [
    "blocks with a page that says 200",
    page(200, "Blocked by policy\u001b[2J"),
    [SERVER, "blocked-by-proxy", /'Blocked by policy \[2J'/u],
    ANY,
  ],
  [
    "answers with a page that may be the server's",
    page(200, "Welcome"),
    [SERVER, "server-not-zenml", /'Welcome', through the proxy/u],
    ANY,
  ],
  [
    "is silent",
    hanging(),
    [SERVER, "response-timeout", /through the proxy/u],
    [SERVER, "response-timeout", /through the proxy/u],
  ],
  [
    "speaks no HTTP",
    bytes("SSH-2.0-x\r\n"),
    [SERVER, "response-invalid", /through the proxy/u],
    [CONNECT, "blocked-by-proxy", /refused to connect/u],
  ],
];

for (const [criterion, reply, plain, tunnel] of CASES) {
  for (
    const [url, variable, expected] of [
      [HTTP, "HTTP_PROXY", plain],
      [HTTPS, "https_proxy", tunnel],
    ] as const
  ) {
    Deno.test(`zenml-env doctor blames a proxy of ${variable} that ${criterion}`, async () => {
      await using proxy = listenRaw(() => reply);
      const { steps, found, stepOf, stdout } = await doctor(url, {
        [variable]: `http://me:${PASSWORD}@127.0.0.1:${proxy.port}`,
      }, ["--allow-env", NAMED]);
      const [places, code, message] = expected;
      assertEquals(found.length, 1);
      const place = places.find((id) => stepOf(id).status === "fail");
      assert(place);
      // A tunnel that is silent may leave the look at its TLS without a word.
      const tls = place === "tls" ? "fail" : stepOf("tls").status;
      assertSteps(steps, { ...failedAt(place), dns: "skip", tls });
      assertMatch(found[0], new RegExp(code, "u"));
      assertMatch(stdout, message);
      assertStringIncludes(stdout, `127.0.0.1:${proxy.port} (${variable})`);
      assert(!stdout.includes(PASSWORD), stdout);
      assert(!proxy.received.includes(KEY), "the key reached the proxy");
    });
  }
}

Deno.test("zenml-env doctor finds proxy-failed for a dead proxy, and names it and its variable", async () => {
  for (
    const [proxy, url, variable, word] of [
      ["http://127.0.0.1:1", HTTP, "HTTP_PROXY", "refused"],
      ["http://127.0.0.1:1", HTTPS, "HTTPS_PROXY", "refused"],
      ["socks5://127.0.0.1:1", HTTPS, "all_proxy", "proxy did not make"],
      [`http://${UNKNOWN_HOST}:1`, HTTP, "ALL_PROXY", "no address"],
    ] as const
  ) {
    const { host } = new URL(proxy);
    const { steps, stepOf, stdout } = await doctor(url, {
      [variable]: proxy.replace("//", `//me:${PASSWORD}@`),
    }, ["--allow-env", `${NAMED},127.0.0.1:1`]);
    assertSteps(steps, { ...failedAt("connect"), dns: "skip" });
    const [finding] = stepOf("connect").findings;
    assertEquals([finding.code, finding.variable], ["proxy-failed", variable]);
    assertStringIncludes(finding.message, `${host} (${variable})`);
    assertStringIncludes(finding.message, word);
    assertStringIncludes(
      finding.hint,
      `NO_PROXY="$NO_PROXY",${new URL(url).hostname}`,
    );
    assert(!stdout.includes(PASSWORD), stdout);
  }
});

Deno.test("zenml-env doctor names the permission that Deno needs for a SOCKS proxy alone", async () => {
  const { steps, found, stepOf } = await doctor(HTTPS, {
    ALL_PROXY: "socks5://127.0.0.1:1",
  }, ["--allow-env", NAMED]);
  assertEquals(found, ["permission-denied"]);
  assertSteps(steps, { ...failedAt("connect"), dns: "skip" });
  const [{ hint }] = stepOf("connect").findings;
  assertMatch(hint, /^--allow-net=127\.0\.0\.1:1 /u);
});

Deno.test("zenml-env doctor finds what is wrong behind a tunnel", async () => {
  await using server = await startDemoServer("healthy");
  await using proxy = listenAsProxy({ port: Number(new URL(server.url).port) });
  const { steps, found } = await doctor(HTTPS, { HTTPS_PROXY: proxy.url }, [
    "--allow-env",
    NAMED,
  ]);
  assertEquals(found, ["tls-not-spoken"]);
  assertSteps(steps, { ...failedAt("tls"), dns: "skip" });
  assertMatch(proxy.requests[0]?.text ?? "", /^CONNECT localhost:4430 /u);
});
