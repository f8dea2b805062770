import { assertEquals } from "@std/assert";
import { goWay } from "../../lib/http/go_proxy.ts";
import { proxyFor, type ProxyVariables } from "../../lib/http/proxy.ts";
import {
  isSameWay,
  type ProxyWay,
  throughProxy,
} from "../../lib/http/proxy_way.ts";
import { pythonWay } from "../../lib/http/python_proxy.ts";
// What Python's requests 2.32 on 3.11 and Go 1.24's httpproxy did with each row.
import measured from "../data/proxy_ways.json" with { type: "json" };

/** Writes a way as the rows do: where a program goes. */
function written(way: ProxyWay): string {
  return way.kind === "proxy" ? way.host ?? "?" : way.kind;
}

/** Writes what was measured, without what no report shows. */
function whereTo(proxy: string): string {
  return ["direct", "refused"].includes(proxy)
    ? proxy
    : written(throughProxy(proxy, "HTTP_PROXY"));
}

for (const { url, environment, requests, go } of measured) {
  const variables: ProxyVariables = { ...environment };
  const name = `${url} with ${JSON.stringify(environment)}`;
  Deno.test(`pythonWay() goes to ${name} as requests does`, () => {
    assertEquals(written(pythonWay(url, variables)), whereTo(requests));
  });
  Deno.test(`goWay() goes to ${name} as Go does`, () => {
    assertEquals(written(goWay(url, variables)), whereTo(go));
  });
}

const [A, B] = ["http://a.example:1", "http://b.example:2"];

/** The URL, the variables, and how the client, Terraform and Deno go (section 8 of what was measured). */
const WAYS: readonly (readonly [
  string,
  ProxyVariables,
  client: string,
  terraform: string,
  deno: string,
])[] = [
  ["zenml.example.com", { HTTP_PROXY: A, http_proxy: B }, B, A, A],
  ["zenml.example.com", { ALL_PROXY: A }, A, "direct", A],
  ["zenml.example.com", { HTTP_PROXY: A, ALL_PROXY: B }, A, A, B],
  ["zenml.example.com", { HTTP_PROXY: A, http_proxy: "" }, "direct", A, A],
  [
    "zenml.example.com",
    { HTTP_PROXY: A, NO_PROXY: "x", no_proxy: "example.com" },
    "direct",
    A,
    A,
  ],
  [
    "zenml.example.com",
    { HTTP_PROXY: A, NO_PROXY: "*.example.com" },
    A,
    "direct",
    A,
  ],
  [
    "zenml.example.com:8080",
    { HTTP_PROXY: A, NO_PROXY: "zenml.example.com:8080" },
    "direct",
    "direct",
    A,
  ],
  [
    "zenml.example.com",
    { HTTP_PROXY: A, NO_PROXY: "ZENML.EXAMPLE.COM" },
    "direct",
    "direct",
    A,
  ],
  ["10.1.2.3", { HTTP_PROXY: A, NO_PROXY: "*" }, "direct", "direct", A],
  [
    "10.1.2.3",
    { HTTP_PROXY: A, NO_PROXY: "10.0.0.0/8" },
    "direct",
    "direct",
    "direct",
  ],
  ["localhost", { HTTP_PROXY: A }, A, "direct", A],
  ["127.0.0.1", { HTTP_PROXY: A }, A, "direct", A],
  ["[::1]", { HTTP_PROXY: A }, A, "direct", A],
  [
    "zenml.example.com",
    { HTTP_PROXY: A, REQUEST_METHOD: "GET" },
    "direct",
    "refused",
    "direct",
  ],
  [
    "zenml.example.com",
    { http_proxy: A, REQUEST_METHOD: "GET" },
    A,
    "refused",
    "direct",
  ],
];

for (const [host, environment, client, terraform, deno] of WAYS) {
  Deno.test(`http://${host} with ${JSON.stringify(environment)} is reached by each program in its way`, () => {
    const url = `http://${host}`;
    assertEquals(
      [
        written(pythonWay(url, environment)),
        written(goWay(url, environment)),
        proxyFor(url, environment)?.host ?? "direct",
      ],
      [client, terraform, deno].map((way) => way.replace("http://", "")),
    );
  });
}

/** Values of proxy variables, and the host that is shown: never the user information. */
const HOSTS: readonly (readonly [string, string | null])[] = [
  ["http://me:hunter2@proxy.example.com:3128", "proxy.example.com:3128"],
  ["me:hunter2@proxy.example.com", "proxy.example.com:80"],
  ["https://proxy.example.com/path", "proxy.example.com:443"],
  ["socks5h://[::1]", "[::1]:1080"],
  ["http://me:hun/ter@proxy.example.com", null],
  ["http://me:123/ter@proxy.example.com", null],
  ["me:123/ter@proxy.example.com", null],
  ["", null],
];

for (const [value, host] of HOSTS) {
  Deno.test(`throughProxy() shows ${host} of a proxy variable, and no password`, () => {
    const way = throughProxy(value, "HTTPS_PROXY");
    assertEquals(way, { kind: "proxy", host, variable: "HTTPS_PROXY" });
  });
}

Deno.test("isSameWay() compares where programs go, and for want of a host by which variable", () => {
  assertEquals(isSameWay(throughProxy(A, "x"), throughProxy(A, "y")), true);
  assertEquals(isSameWay(throughProxy(A, "x"), throughProxy(B, "x")), false);
  assertEquals(isSameWay(throughProxy("%", "x"), throughProxy("%", "x")), true);
  assertEquals(
    isSameWay(throughProxy("%", "x"), throughProxy("%", "y")),
    false,
  );
  assertEquals(isSameWay({ kind: "direct" }, throughProxy(A, "x")), false);
  assertEquals(isSameWay({ kind: "direct" }, { kind: "direct" }), true);
});
