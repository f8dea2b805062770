/**
 * Statuses that say nothing of a credential: errors, overload, redirects, refusals of whatever is before a server.
 *
 * @module
 */
import { bytes, http, json, page, redirect } from "../../helpers/replies.ts";
import { foreign, type GalleryCase, same } from "../case.ts";

const html = (
  status: number,
  server: string,
  title: string,
  text: string,
) =>
  http(
    status,
    `<!doctype html><html><head><title>${title}</title></head><body><h1>${text}</h1><hr>${server}</body></html>`,
    { "content-type": "text/html; charset=utf-8", server },
  );

const ERRORS: readonly GalleryCase[] = [
  ...[500, 502, 503, 504, 520, 599].map((status) =>
    same(`${status} with a page`, page(status), "server-error")
  ),
  same("500 with nothing", http(500), "server-error"),
  same(
    "500 in ZenML's form",
    json(500, { detail: ["RuntimeError", ""] }),
    "server-error",
  ),
  same(
    "500 with a verdict's words",
    json(500, { detail: ["X", "error retrieving API key 1"] }),
    "server-error",
  ),
  same(
    "503 with a time to wait",
    http(503, "", { "retry-after": "120" }),
    "server-error",
  ),
  same(
    "502 of an nginx without a server behind it",
    html(502, "nginx", "502", "The server behind this one gave no answer"),
    "server-error",
  ),
  same(
    "521 of a Cloudflare without a server behind it",
    html(521, "cloudflare", "Host is down", "The origin takes no connection"),
    "server-error",
  ),
  same(
    "503 of a load balancer without a target",
    html(503, "awselb/2.0", "503", "No target of this group is healthy"),
    "server-error",
  ),
  same(
    "429 in ZenML's form",
    json(429, { detail: "Minute request limit exceeded." }),
    "rate-limited",
  ),
  same(
    "429 of a busy server, with seconds to wait",
    json(429, { error: "Server too busy" }, { "retry-after": "3" }),
    "rate-limited",
  ),
  same(
    "429 with a time until which to wait",
    http(429, "", { "retry-after": "Wed, 21 Oct 2037 07:28:00 GMT" }),
    "rate-limited",
  ),
  same(
    "429 with a verdict's words",
    json(429, {
      detail: ["X", "Authentication error: error decoding API key"],
    }),
    "rate-limited",
  ),
];

const REDIRECTS: readonly GalleryCase[] = [
  ...[301, 302, 303, 307, 308].map((status) =>
    same(
      `${status} to another host`,
      { at: ({ elsewhere }) => redirect(status, `${elsewhere}/api/v1/login`) },
      "redirected",
    )
  ),
  same(
    "a redirect to itself",
    { at: ({ own }) => redirect(302, `${own}/api/v1/info`) },
    "redirected",
  ),
  same(
    "a redirect to a path",
    redirect(307, "/api/v1/login/"),
    "redirected",
  ),
  same(
    "a redirect from http to https",
    { at: ({ own }) => redirect(308, own.replace("http:", "https:")) },
    "redirected",
  ),
  same(
    "a redirect to a page to sign on",
    redirect(302, "https://sso.example.com/authorize?client_id=1&state=a%0Ab"),
    "sign-in-required",
  ),
  same(
    "a redirect to a script",
    redirect(302, "javascript:alert(1)"),
    "redirected",
  ),
  same(
    "a redirect with a session's token in its body",
    http(303, '{"access_token":"e30.e30.x"}', {
      "content-type": "application/json",
      location: "/",
    }),
    "redirected",
  ),
  same("302 to nowhere", redirect(302, null), "redirected"),
  same("302 to no URL", redirect(302, "http://[::"), "redirected"),
  same("300 with a page", page(300), "redirected"),
  same("304 with nothing", http(304), "redirected"),
];

const REFUSALS: readonly GalleryCase[] = [
  ...[401, 403, 407].flatMap((status) => [
    same(`${status} with a page`, page(status), "blocked-by-proxy"),
    same(`${status} with nothing`, http(status), "blocked-by-proxy"),
    same(
      `${status} with other JSON`,
      json(status, { message: "Unauthorized" }),
      "blocked-by-proxy",
    ),
    same(
      `${status} with an empty detail`,
      json(status, { detail: null }),
      "blocked-by-proxy",
    ),
  ]),
  same(
    "407 in ZenML's form",
    json(407, { detail: "Not authenticated" }),
    "blocked-by-proxy",
  ),
  same(
    "401 that asks for a browser's password",
    http(401, "", { "www-authenticate": 'Basic realm="staging"' }),
    "blocked-by-proxy",
  ),
  same(
    "403 of a Cloudflare that needs proof of a person",
    html(403, "cloudflare", "One moment", "Show that you are no robot"),
    "blocked-by-proxy",
  ),
  same(
    "403 of an nginx",
    html(403, "nginx/1.27", "403", "This place is closed"),
    "blocked-by-proxy",
  ),
  same(
    "403 with a phrase that is no phrase",
    bytes(
      "HTTP/1.1 403 ::error::x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    ),
    "blocked-by-proxy",
  ),
];

const OTHERS: readonly GalleryCase[] = [
  foreign("200 with a page", page(200, "Sign in"), "response-invalid"),
  foreign("204 with nothing", http(204), "response-invalid"),
  foreign("205 with nothing", http(205), "response-invalid"),
  foreign("400 of a load balancer", page(400), "login-failed"),
  foreign("404 with a page", page(404), "login-failed"),
  foreign(
    "404 in ZenML's form",
    json(404, { detail: "Not Found" }),
    "login-failed",
  ),
  foreign("405", json(405, { detail: "Method Not Allowed" }), "login-failed"),
  foreign("410 with nothing", http(410), "login-failed"),
  foreign("418", http(418), "login-failed"),
  foreign("451 with a page", page(451), "login-failed"),
];

/** Every answer whose status alone tells that it says nothing. */
export const STATUSES = [...ERRORS, ...REDIRECTS, ...REFUSALS, ...OTHERS];
