import { assertEquals } from "@std/assert";
import {
  knowsProxies,
  proxyFor,
  type ProxyVariables,
} from "../../lib/http/proxy.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http, nothing } from "../helpers/replies.ts";
import { runScript } from "../helpers/script.ts";
import { EXEMPTIONS } from "./exemptions.ts";

/** A port that stands for whichever the listener gets. */
const PORT = ":1";
const P = `http://127.0.0.1${PORT}`;
const HTTP = "http://zenml.invalid";
const HTTPS = "https://zenml.invalid";
const ADDRESS = "http://127.0.0.9:81";

/** Variables, a URL, and the variable whose proxy is used for it. */
type Row = readonly [
  environment: Readonly<Record<string, string>>,
  url: string,
  variable: string | null,
];

const SCHEMES: readonly Row[] = [
  [{}, HTTP, null],
  [{ HTTP_PROXY: P }, HTTP, "HTTP_PROXY"],
  [{ http_proxy: P }, HTTP, "http_proxy"],
  [{ HTTP_PROXY: P }, ADDRESS, "HTTP_PROXY"],
  [{ HTTP_PROXY: P }, "http://localhost:81", "HTTP_PROXY"],
  [{ HTTP_PROXY: P }, HTTPS, null],
  [{ HTTPS_PROXY: P }, HTTP, null],
  [{ HTTPS_PROXY: P }, HTTPS, "HTTPS_PROXY"],
  [{ https_proxy: P }, HTTPS, "https_proxy"],
  [{ ALL_PROXY: P }, HTTP, "ALL_PROXY"],
  [{ all_proxy: P }, HTTPS, "all_proxy"],
  [{ HTTP_PROXY: P, http_proxy: P }, HTTP, "HTTP_PROXY"],
  [{ ALL_PROXY: P, HTTP_PROXY: P, HTTPS_PROXY: P }, HTTP, "ALL_PROXY"],
  [{ all_proxy: P, HTTPS_PROXY: P }, HTTPS, "all_proxy"],
  [{ Http_Proxy: P }, HTTP, null],
  [{ HTTP_PROXY: P, REQUEST_METHOD: "GET" }, HTTP, null],
  [{ http_proxy: P, REQUEST_METHOD: "" }, HTTP, null],
  [{ ALL_PROXY: P, REQUEST_METHOD: "GET" }, HTTP, "ALL_PROXY"],
  [{ HTTPS_PROXY: P, REQUEST_METHOD: "GET" }, HTTPS, "HTTPS_PROXY"],
];

/** Values of `HTTP_PROXY`, and whether the proxy in them is used. */
const VALUES: readonly (readonly [value: string, used: boolean])[] = [
  ["", false],
  [`127.0.0.1${PORT}`, true],
  [`localhost${PORT}`, true],
  [`${P}/`, true],
  [`${P}/path?query`, true],
  [`127.0.0.1${PORT}/`, false],
  [` ${P}`, false],
  [`HTTP://127.0.0.1${PORT}`, true],
  [`https://127.0.0.1${PORT}`, true],
  [`socks5://127.0.0.1${PORT}`, true],
  [`socks5h://127.0.0.1${PORT}`, true],
  [`SOCKS5://127.0.0.1${PORT}`, false],
  [`socks://127.0.0.1${PORT}`, false],
  [`socks4://127.0.0.1${PORT}`, false],
  [`ftp://127.0.0.1${PORT}`, false],
  [`http://user:p%40ss@127.0.0.1${PORT}`, true],
  [`http://user:p@ss@127.0.0.1${PORT}`, true],
  [`user:pass@127.0.0.1${PORT}`, true],
  [`http://user@127.0.0.1${PORT}`, false],
  ["http://[", false],
  ["http://", false],
  ["*", false],
];

const ROWS: readonly Row[] = [
  ...SCHEMES,
  ...VALUES.map(([value, used]): Row => [
    { HTTP_PROXY: value },
    HTTP,
    used ? "HTTP_PROXY" : null,
  ]),
  [{ HTTP_PROXY: "", http_proxy: P }, HTTP, "http_proxy"],
  [{ ALL_PROXY: "ftp://127.0.0.1", HTTP_PROXY: P }, HTTP, "HTTP_PROXY"],
  ...EXEMPTIONS.map(([list, host, exempt]): Row => [
    { HTTP_PROXY: P, NO_PROXY: list },
    `http://${host}:81`,
    exempt ? null : "HTTP_PROXY",
  ]),
  [
    { HTTP_PROXY: P, no_proxy: "zenml.invalid" },
    HTTP,
    null,
  ],
  [
    { HTTP_PROXY: P, NO_PROXY: "", no_proxy: "zenml.invalid" },
    HTTP,
    "HTTP_PROXY",
  ],
  [{ ALL_PROXY: P, NO_PROXY: "zenml.invalid" }, HTTPS, null],
];

const nameOf = ([environment, url]: Row) =>
  `${JSON.stringify(environment)} for ${url}`;

Deno.test("proxyFor() finds the proxy of each row", () => {
  for (const row of ROWS) {
    const [environment, url, variable] = row;
    const proxy = proxyFor(url, environment);
    assertEquals(proxy?.variable ?? null, variable, nameOf(row));
    assertEquals(proxy?.port ?? null, variable === null ? null : 1);
  }
});

/** Fetches in a process of its own: Deno reads the variables as a process begins. */
async function isUsed(
  [environment, url]: Row,
): Promise<boolean> {
  await using proxy = listenRaw(() => nothing);
  const env = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/(?<=127\.0\.0\.1|localhost):1(?=\/|$)/u, `:${proxy.port}`),
    ]),
  );
  await runScript("fetch.ts", [url], { env, permissions: ["--allow-net"] });
  return await proxy.countConnections() > 0;
}

Deno.test("fetch uses the proxy that proxyFor() finds", async () => {
  const wrong: string[] = [];
  // A process takes a while to start: four at a time.
  const rest = [...ROWS];
  const work = async () => {
    for (let row = rest.shift(); row; row = rest.shift()) {
      const expected = row[2] !== null;
      // A process on a loaded machine may give up before it connects: what is wrong is wrong twice.
      if (await isUsed(row) === expected) continue;
      if (await isUsed(row) !== expected) wrong.push(nameOf(row));
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  assertEquals(wrong, []);
});

Deno.test("fetch uses the first of two proxies, as proxyFor() finds it", async () => {
  const pairs = [
    ["HTTP_PROXY", "http_proxy"],
    ["ALL_PROXY", "all_proxy"],
    ["ALL_PROXY", "HTTP_PROXY"],
    ["all_proxy", "HTTP_PROXY"],
  ] as const;
  for (const [first, second] of pairs) {
    await using one = listenRaw(() => http(200));
    await using other = listenRaw(() => http(200));
    const env = { [first]: one.url, [second]: other.url };
    assertEquals(proxyFor(HTTP, env)?.variable, first);
    await runScript("fetch.ts", [HTTP], { env, permissions: ["--allow-net"] });
    assertEquals([one.requests.length, other.requests.length], [1, 0]);
  }
});

Deno.test("proxyFor() keeps no user information", () => {
  const value = "http://user:hunter2@proxy.example.com:3128/path";
  assertEquals(proxyFor(HTTPS, { HTTPS_PROXY: value }), {
    protocol: "http",
    hostname: "proxy.example.com",
    port: 3128,
    host: "proxy.example.com:3128",
    variable: "HTTPS_PROXY",
  });
});

Deno.test("proxyFor() gives each protocol its port", () => {
  const portOf = (value: string) =>
    proxyFor(HTTP, { HTTP_PROXY: value })?.host ?? null;
  assertEquals(portOf("http://a"), "a:80");
  assertEquals(portOf("a"), "a:80");
  assertEquals(portOf("https://a"), "a:443");
  assertEquals(portOf("socks5://[::1]"), "[::1]:1080");
});

Deno.test("knowsProxies() needs every variable", () => {
  assertEquals(knowsProxies({ HTTPS_PROXY: P }), true);
  assertEquals(knowsProxies({ HTTPS_PROXY: P, no_proxy: null }), false);
});

Deno.test("proxyFor() takes a variable that may not be read as not set", () => {
  const environment: ProxyVariables = { ALL_PROXY: null, HTTP_PROXY: P };
  assertEquals(proxyFor(HTTP, environment)?.variable, "HTTP_PROXY");
});
