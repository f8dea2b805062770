import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import type { ProxyVariables } from "../../lib/http/proxy.ts";
import { KEY } from "../helpers/credentials.ts";
import { examine, stepOf } from "../helpers/examination.ts";
import { listenAsProxy } from "../helpers/proxy.ts";

/** Where nothing is sent to: the look at the ways needs no answer. */
const LIMITS = { timeoutMs: 1, deadlineMs: 60_000, only: ["connect"] } as const;
const A = "http://a.example:1";
/**
 * The system's resolver cannot be interrupted: it may still wait for a name server when the test ends. And after a
 * millisecond a connection may just be on its way.
 */
const LEFT_LOOKING = { sanitizeOps: false, sanitizeResources: false };

const client = (url: string) => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_API_KEY: KEY,
});
const terraform = (url: string) => ({
  ZENML_SERVER_URL: url,
  ZENML_API_KEY: KEY,
});
const both = (url: string) => ({ ...client(url), ...terraform(url) });

/** The program's variables, the proxy's, and the programs that go another way than the check. */
const CASES: readonly (readonly [
  Readonly<Record<string, string>>,
  ProxyVariables,
  readonly string[],
])[] = [
  [both("http://127.0.0.1:1"), {}, []],
  [both("http://127.0.0.1:1"), { HTTPS_PROXY: A }, []],
  [client("http://127.0.0.1:1"), { HTTP_PROXY: A }, []],
  [terraform("http://127.0.0.1:1"), { HTTP_PROXY: A }, ["terraform"]],
  [both("http://127.0.0.1:1"), { HTTP_PROXY: A }, ["terraform"]],
  [both("http://127.0.0.1:1"), { HTTP_PROXY: A, NO_PROXY: "127.0.0.1" }, []],
  [both("http://127.0.0.1:1"), { HTTP_PROXY: A, NO_PROXY: "*" }, [
    "client",
    "terraform",
  ]],
  [both("http://z.invalid"), { HTTP_PROXY: A, http_proxy: "" }, ["client"]],
  [terraform("http://z.invalid"), { HTTP_PROXY: A, http_proxy: "" }, []],
  [both("http://z.invalid"), { ALL_PROXY: A }, ["terraform"]],
  [client("http://z.invalid"), { ALL_PROXY: A }, []],
  [both("http://z.invalid:8080"), {
    HTTP_PROXY: A,
    NO_PROXY: "z.invalid:8080",
  }, ["client", "terraform"]],
  [both("http://z.invalid"), { HTTP_PROXY: A, NO_PROXY: "*.invalid" }, [
    "terraform",
  ]],
  [terraform("http://z.invalid"), { http_proxy: A, REQUEST_METHOD: "GET" }, [
    "terraform",
  ]],
  // What may not be read may be what decides.
  [both("http://z.invalid"), { ALL_PROXY: A, NO_PROXY: null }, []],
];

for (const [environment, proxies, consumers] of CASES) {
  Deno.test(
    `diagnose() finds ${
      consumers.length > 0
        ? `another way of ${consumers.join(" and ")}`
        : "no other way"
    } for ${Object.keys(environment).join()} with ${JSON.stringify(proxies)}`,
    LEFT_LOOKING,
    async () => {
      const diagnosis = await examine(environment, { ...LIMITS, proxies });
      const found = stepOf(diagnosis, "connect").findings.filter(({ code }) =>
        code === "proxy-differs"
      );
      assertEquals(
        found.map(({ consumers, severity }) => [consumers, severity]),
        consumers.length > 0 ? [[consumers, "warning"]] : [],
      );
    },
  );
}

Deno.test(
  "diagnose() says which program goes which way, and no password of a proxy",
  LEFT_LOOKING,
  async () => {
    await using server = await startDemoServer("healthy");
    await using proxy = listenAsProxy({
      port: Number(new URL(server.url).port),
    });
    const name = `127.0.0.1:${proxy.port}`;
    const proxies = { HTTP_PROXY: `http://me:hunter2@${name}`, http_proxy: "" };
    const diagnosis = await examine(both("http://z.invalid"), {
      ...LIMITS,
      proxies,
    });
    const [finding] = stepOf(diagnosis, "connect").findings.filter(({ code }) =>
      code === "proxy-differs"
    );
    assertStringIncludes(
      finding?.message ?? "",
      `To z.invalid this check goes through the proxy ${name} (HTTP_PROXY), the ZenML client goes directly, the Terraform provider goes through the proxy ${name} (HTTP_PROXY)`,
    );
    assertMatch(finding?.hint ?? "", /NO_PROXY/u);
    assertEquals(JSON.stringify(diagnosis).includes("hunter2"), false);
  },
);

Deno.test(
  "diagnose() finds no other way once the host is in NO_PROXY, as the fix says",
  LEFT_LOOKING,
  async () => {
    for (
      const lists of [{}, { no_proxy: "x" }, { NO_PROXY: "y" }, {
        no_proxy: "x",
        NO_PROXY: "y",
      }]
    ) {
      const added = Object.keys(lists).length > 0
        ? Object.fromEntries(
          Object.entries(lists).map((
            [name, value],
          ) => [name, `${value},z.invalid`]),
        )
        : { NO_PROXY: "z.invalid" };
      const proxies = { HTTP_PROXY: A, http_proxy: "", ...added };
      const diagnosis = await examine(both("http://z.invalid"), {
        ...LIMITS,
        proxies,
      });
      const found = stepOf(diagnosis, "connect").findings.map(({ code }) =>
        code
      );
      assertEquals(found.includes("proxy-differs"), false);
    }
  },
);
