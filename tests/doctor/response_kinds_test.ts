import { assertEquals } from "@std/assert";
import {
  notZenml,
  responseProblem,
} from "../../lib/doctor/response_problem.ts";
import type { HttpResponse } from "../../lib/http/response.ts";
import type { Proxy } from "../../lib/http/proxy.ts";

const SERVER = "http://zenml.example.com";

const PROXY: Proxy = {
  protocol: "http",
  hostname: "proxy.example.com",
  port: 3128,
  host: "proxy.example.com:3128",
  variable: "HTTP_PROXY",
};

const responseOf = (
  status: number,
  text = "",
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({
  kind: "response",
  status,
  headers: new Headers(headers),
  text,
  receivedAt: 0,
});

const REFUSED = JSON.stringify({
  detail: ["CredentialsNotValid", "Authentication error: error"],
});

/** A status, a body, and what is wrong with it whatever the request was. */
const STATUSES: readonly (readonly [number, string, string | null])[] = [
  [199, "", "response-invalid"],
  [200, "", null],
  [299, "", null],
  [300, "", "redirected"],
  [307, "", "redirected"],
  [399, "", "redirected"],
  [400, "", null],
  [401, "", "blocked-by-proxy"],
  [401, REFUSED, null],
  [403, "", "blocked-by-proxy"],
  [403, REFUSED, null],
  [404, "", null],
  [407, "", "blocked-by-proxy"],
  // Nobody but a proxy sends this one, whatever the body.
  [407, REFUSED, "blocked-by-proxy"],
  [429, "", "rate-limited"],
  [500, "", "server-error"],
  [503, "", "server-error"],
  [599, "", "server-error"],
  [600, "", "response-invalid"],
];

for (const [status, text, code] of STATUSES) {
  Deno.test(`responseProblem() finds ${code ?? "nothing"} in ${status} with '${text.slice(0, 20)}'`, () => {
    assertEquals(
      responseProblem(responseOf(status, text), null, SERVER)?.code ?? null,
      code,
    );
  });
}

for (const location of [undefined, "", "/elsewhere"]) {
  Deno.test(`responseProblem() finds where a redirect leads: ${JSON.stringify(location)}`, () => {
    const problem = responseProblem(
      responseOf(302, "", location === undefined ? {} : { location }),
      null,
      SERVER,
    );
    assertEquals(
      problem?.cause === "redirected" && problem.location,
      location || null,
    );
  });
}

const HTML = { "content-type": "text/html; charset=utf-8" };

/** A page with status 200, whether a proxy sees the responses in plain text, and whether the page is the proxy's. */
const PAGES: readonly (readonly [
  string,
  string,
  Readonly<Record<string, string>>,
  Proxy | null,
  boolean,
])[] = [
  [
    "a title that says so",
    "<title>Access denied</title>",
    HTML,
    PROXY,
    true,
  ],
  ["a text that says so", "<p>This site is blocked</p>", HTML, PROXY, true],
  ["no proxy", "<title>Access denied</title>", HTML, null, false],
  ["no HTML", "<title>Access denied</title>", {}, PROXY, false],
  [
    "a title that says something else",
    "<title>ZenML Dashboard</title><p>firewall</p>",
    HTML,
    PROXY,
    false,
  ],
  [
    "a text that says so far below",
    `<p>${" ".repeat(5000)}blocked</p>`,
    HTML,
    PROXY,
    false,
  ],
];

for (const [what, text, headers, proxy, isBlocked] of PAGES) {
  Deno.test(`responseProblem() ${isBlocked ? "takes" : "does not take"} a page with ${what} for a proxy's`, () => {
    const problem = responseProblem(
      responseOf(200, text, headers),
      proxy,
      SERVER,
    );
    assertEquals(
      problem?.code ?? null,
      isBlocked ? "blocked-by-proxy" : null,
    );
  });
}

const JSON_TYPE = { "content-type": "application/json" };

/** A response that proves no server, and what responds there. */
const OTHERS: readonly (readonly [
  number,
  string,
  Readonly<Record<string, string>>,
  string,
])[] = [
  [200, '{"id":', JSON_TYPE, "response-invalid"],
  [200, "{}", JSON_TYPE, "server-not-zenml"],
  [200, "hello", {}, "server-not-zenml"],
  [404, '{"id":', JSON_TYPE, "server-not-zenml"],
  [404, "", {}, "server-not-zenml"],
];

for (const [status, text, headers, code] of OTHERS) {
  Deno.test(`notZenml() finds ${code} in ${status} with '${text}' of type ${headers["content-type"] ?? "none"}`, () => {
    assertEquals(notZenml(responseOf(status, text, headers), null).code, code);
  });
}
