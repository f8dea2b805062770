/**
 * Answers that no ZenML server gives, whatever it is asked.
 *
 * @module
 */
import type { Reply } from "./raw_listener.ts";
import {
  bytes,
  endless,
  gzip,
  hanging,
  http,
  json,
  nothing,
  page,
  redirect,
} from "./replies.ts";

/** A broken answer: what it is, the answer, and the code that each of the three questions gets for it. */
export type BrokenCase = readonly [
  criterion: string,
  reply: Reply,
  info: string,
  login: string,
  currentUser: string,
];

const same = (
  criterion: string,
  reply: Reply,
  code: string,
): BrokenCase => [criterion, reply, code, code, code];

/** Of `info` it means that no ZenML server answers; of the others that nothing is known of the credential. */
const foreign = (
  criterion: string,
  reply: Reply,
  later: string,
): BrokenCase => [criterion, reply, "server-not-zenml", later, later];

const MEBIBYTE = 1 << 20;
const HELD_BACK = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{";
const JSON_HEADER = { "content-type": "application/json" };

/** Every broken answer. */
export const BROKEN: readonly BrokenCase[] = [
  same("silence", hanging(), "response-timeout"),
  same("half a body and silence", hanging(HELD_BACK), "response-timeout"),
  same("a body without an end", endless, "response-too-large"),
  same(
    "a body one byte over the limit",
    http(200, `{}${" ".repeat(MEBIBYTE - 1)}`, JSON_HEADER),
    "response-too-large",
  ),
  same(
    "a small body that gzip made of a large one",
    http(200, await gzip(`{}${" ".repeat(20 * MEBIBYTE)}`), {
      ...JSON_HEADER,
      "content-encoding": "gzip",
    }),
    "response-too-large",
  ),
  same(
    "broken gzip",
    http(200, "no gzip", { ...JSON_HEADER, "content-encoding": "gzip" }),
    "response-invalid",
  ),
  same("broken JSON", http(200, '{"id":', JSON_HEADER), "response-invalid"),
  same("no JSON at all", http(200, "", JSON_HEADER), "response-invalid"),
  same(
    "a body that breaks off",
    http(200, '{"id":"x', { ...JSON_HEADER, "content-length": "500" }),
    "response-invalid",
  ),
  same(
    "broken chunks",
    bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{}\r\n"),
    "response-invalid",
  ),
  same(
    "a length that is no number",
    bytes("HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}"),
    "response-invalid",
  ),
  same("another protocol", bytes("SSH-2.0-x\r\n"), "response-invalid"),
  ...[301, 302, 303, 307, 308].map((status) =>
    same(
      `${status} to elsewhere`,
      redirect(status, "http://localhost:9/login"),
      "redirected",
    )
  ),
  same("302 to nowhere", redirect(302, null), "redirected"),
  same("302 to no URL", redirect(302, "http://[::"), "redirected"),
  ...[500, 502, 503, 504, 599].map((status) =>
    same(`${status} with a page`, page(status), "server-error")
  ),
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
    "429 in ZenML's form",
    json(429, { detail: "Minute request limit exceeded." }),
    "rate-limited",
  ),
  same(
    "429 of a busy server",
    json(429, { error: "Server too busy" }, { "retry-after": "3" }),
    "rate-limited",
  ),
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
  foreign("200 with a page", page(200, "Sign in"), "response-invalid"),
  foreign("204 with nothing", http(204), "response-invalid"),
  foreign("404 with a page", page(404), "login-failed"),
  foreign(
    "404 in ZenML's form",
    json(404, { detail: "Not Found" }),
    "login-failed",
  ),
  foreign("405", json(405, { detail: "Method Not Allowed" }), "login-failed"),
  foreign("418", http(418), "login-failed"),
  foreign("200 with other JSON", json(200, { ok: true }), "login-failed"),
  foreign("200 with an empty object", json(200, {}), "login-failed"),
  foreign("200 with an empty list", json(200, []), "login-failed"),
  foreign("200 with null", json(200, null), "login-failed"),
  foreign("200 with a text", json(200, "ok"), "login-failed"),
  foreign(
    "200 with all fields null",
    json(200, {
      id: null,
      version: null,
      deployment_type: null,
      auth_scheme: null,
      access_token: null,
      name: null,
      body: null,
    }),
    "login-failed",
  ),
  foreign(
    "200 with fields of other types",
    json(200, {
      id: 1,
      version: ["0.98.0"],
      deployment_type: {},
      auth_scheme: true,
      access_token: 7,
      name: {},
      body: { active: "yes", is_service_account: 1 },
    }),
    "login-failed",
  ),
  foreign(
    "200 with an access token that no header holds",
    json(200, { access_token: "a b\r\nc", name: "x", body: [] }),
    "login-failed",
  ),
  [
    "a connection that is closed at once",
    nothing,
    "connect-reset",
    "connect-reset",
    "connect-reset",
  ],
];
