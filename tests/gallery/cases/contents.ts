/**
 * Answers of readable JSON that no ZenML server gives, and refusals that are ZenML's only in part.
 *
 * @module
 */
import type { Reply } from "../../helpers/raw_listener.ts";
import { http, json, page, refusal } from "../../helpers/replies.ts";
import { foreign, type GalleryCase, same, verdict } from "../case.ts";

const JSON_HEADER = { "content-type": "application/json" };
const text = (body: string) => http(200, body, JSON_HEADER);
const session = (token: unknown) =>
  json(200, { access_token: token, token_type: "bearer" });

const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const FIELDS = '"id":"1","version":"0.98.0","deployment_type":"other",' +
  '"auth_scheme":"NO_AUTH","access_token":"e30.e30.x","name":"x",' +
  '"body":{"active":true,"is_service_account":true}';

const OTHER_JSON: readonly GalleryCase[] = ([
  ["other JSON", json(200, { ok: true })],
  ["an empty object", json(200, {})],
  ["an empty list", json(200, [])],
  ["a list of the right fields", text(`[{${FIELDS}}]`)],
  ["null", json(200, null)],
  ["a text", json(200, "ok")],
  ["a number", text("1e999")],
  ["an object 10,000 deep", text(deep(1e4))],
  ["a list 10,000 deep", text(`${"[".repeat(1e4)}${"]".repeat(1e4)}`)],
  ["a field 10,000 deep", text(`{"id":1,"body":${deep(1e4)},"detail":1}`)],
  [
    "other JSON called a page",
    http(200, "{}", { "content-type": "text/html" }),
  ],
  ["the right fields in a prototype", text(`{"__proto__":{${FIELDS}}}`)],
  [
    "the right fields in a constructor",
    text(`{"constructor":{"prototype":{${FIELDS}}}}`),
  ],
  [
    "the right fields, and again as null",
    text(
      `{${FIELDS},"id":null,"access_token":null,"name":null,"body":null}`,
    ),
  ],
  [
    "all fields null",
    json(200, {
      id: null,
      version: null,
      deployment_type: null,
      auth_scheme: null,
      access_token: null,
      name: null,
      body: null,
    }),
  ],
  [
    "fields of other types",
    json(200, {
      id: 1,
      version: ["0.98.0"],
      deployment_type: {},
      auth_scheme: true,
      access_token: 7,
      name: {},
      body: { active: "yes", is_service_account: 1 },
    }),
  ],
  [
    "truths as texts",
    json(200, {
      id: 1,
      name: "x",
      body: { active: "true", is_service_account: "false" },
    }),
  ],
  ["a session's token with a line break", session("a.b.c\r\nx: y")],
  ["a session's token with blanks", session("a b")],
  ["a session's token that is empty", session("")],
  ["a session's token in other letters", session("ключ.ключ.ключ")],
  ["a session's token of 1 MB", session("a".repeat(1_000_000))],
  ["a session's token of 20 kB", session(`e30.${"a".repeat(20_000)}.x`)],
  ["a session's token in a list", session(["e30.e30.x"])],
  [
    "a page to log in on instead of a token",
    json(200, { authorization_url: "https://cloud.zenml.io/authorize" }),
  ],
] as const).map(([name, reply]) =>
  foreign(`200 with ${name}`, reply, "login-failed")
);

const KEY_INACTIVE =
  "API key ci associated with service account bot is not active";
const SAID = `Authentication error: ${KEY_INACTIVE}`;

/** A refusal that is not in ZenML's form says nothing: something in front of the server may have written it. */
const MISSHAPEN: readonly GalleryCase[] = ([
  ["in an object", json(401, { detail: { error: SAID } })],
  ["in a list of one", json(401, { detail: [SAID] })],
  ["in a list of three", json(401, { detail: ["A", SAID, "B"] })],
  ["behind a number", json(401, { detail: [401, SAID] })],
  ["in a list of lists", json(401, { detail: [["A", SAID]] })],
  ["in another field", json(401, { message: SAID, error: ["A", SAID] })],
  ["in a list alone", json(401, ["CredentialsNotValid", SAID])],
  ["in a page", page(401, SAID)],
  ["in plain text", http(401, SAID, { "content-type": "text/plain" })],
  [
    "in a page called JSON",
    http(401, `<html>${SAID}</html>`, JSON_HEADER),
  ],
  [
    "in a prototype",
    http(401, `{"__proto__":{"detail":["A","${SAID}"]}}`, JSON_HEADER),
  ],
] as const).map(([name, reply]) =>
  same(`401 with a verdict ${name}`, reply, "blocked-by-proxy")
);

const unclear = (name: string, reply: Reply) =>
  foreign(name, reply, "login-failed");

const UNCLEAR: readonly GalleryCase[] = [
  unclear("401 in ZenML's form, unknown", refusal("I do not like you")),
  unclear("401 in ZenML's form, empty", refusal("")),
  unclear("401 with words around a verdict", refusal(`no: ${KEY_INACTIVE}!`)),
  unclear("401 with two verdicts", refusal(`${KEY_INACTIVE}\n${KEY_INACTIVE}`)),
  unclear(
    "401 with a verdict's words a thousand times",
    refusal(
      `API key ${" associated with service account x".repeat(30_000)}`,
    ),
  ),
  unclear(
    "403 with a verdict",
    json(403, { detail: ["CredentialsNotValid", SAID] }),
  ),
  unclear(
    "400 with a verdict",
    json(400, { detail: ["CredentialsNotValid", SAID] }),
  ),
  unclear(
    "200 with a verdict",
    json(200, { detail: ["CredentialsNotValid", SAID] }),
  ),
];

/** What a server really says, so that the gallery would notice if nothing were believed any more. */
const SAYING: readonly GalleryCase[] = [
  verdict("401 with a verdict in ZenML's form", refusal(KEY_INACTIVE), [
    "key-inactive",
    "key-inactive",
  ], ["key-inactive", "token-revoked"]),
  verdict(
    "401 with a verdict in the form that 0.58 gives the account alone",
    json(401, { detail: SAID }),
    ["login-failed", "key-inactive"],
    ["key-inactive", "token-revoked"],
  ),
  verdict(
    "401 with ZenML's word that nothing was shown",
    json(401, { detail: "Not authenticated" }),
    ["login-failed", "authorization-dropped"],
    [],
  ),
];

/** Every answer that can be read. */
/** More objects than a ZenML server needs, which would take a hundred megabytes. */
const TOO_MANY: readonly GalleryCase[] = [
  same("an object 100,000 deep", text(deep(1e5)), "response-invalid"),
  same(
    "a megabyte of objects",
    text(`[${"{},".repeat(300_000)}{}]`),
    "response-invalid",
  ),
];

export const CONTENTS = [
  ...OTHER_JSON,
  ...TOO_MANY,
  ...MISSHAPEN,
  ...UNCLEAR,
  ...SAYING,
];
