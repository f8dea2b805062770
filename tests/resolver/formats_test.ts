import { assert, assertEquals } from "@std/assert";
import {
  encodeApiKey,
  readApiKey,
  readToken,
} from "../../lib/resolver/credential_format.ts";
import { hostReachOf } from "../../lib/resolver/server_url.ts";
import { readTlsVerification } from "../../lib/resolver/tls_verification.ts";
import { KEY_ID } from "../helpers/credentials.ts";

const urlSafe = (base64: string) =>
  base64.replaceAll("+", "-").replaceAll("/", "_");

/** Base64 with several of both characters that base64url writes otherwise. */
const ODD = { id: KEY_ID, value: "???>>>???>>>~~~" };
const ODD_KEY = encodeApiKey(ODD);

Deno.test("readApiKey() and readToken() read base64url with several - and _, with and without padding", () => {
  const content = ODD_KEY.replace("ZENKEY_", "");
  assert((content.match(/\//gu)?.length ?? 0) > 1);
  assert((content.match(/\+/gu)?.length ?? 0) > 1);
  for (const text of [content, urlSafe(content)]) {
    for (const padded of [text, text.replace(/=+$/u, "")]) {
      assertEquals(readApiKey(`ZENKEY_${padded}`), {
        kind: "workspace",
        ...ODD,
      });
    }
  }
  const claims = { sub: "???>>>???>>>", api_key_id: "~~~???", exp: 1.5 };
  const part = (value: unknown) => urlSafe(btoa(JSON.stringify(value)));
  const token = `${part({ alg: "?>?>" })}.${part(claims)}.c2ln`;
  assert((token.match(/_/gu)?.length ?? 0) > 1);
  for (const text of [token, token.replaceAll("=", "")]) {
    assertEquals(readToken(text), {
      issuer: null,
      subject: claims.sub,
      apiKeyId: claims.api_key_id,
      expiresAt: 1500,
    });
  }
});

const keyOf = (content: unknown) => `ZENKEY_${btoa(JSON.stringify(content))}`;
const BROKEN_UTF8 = btoa('{"id":"a","key":"\xff"}');

/** What is no API key. */
const NO_KEYS: readonly (readonly [string, string])[] = [
  ["no prefix", keyOf({ id: "a", key: "b" }).replace("ZENKEY_", "")],
  ["a prefix in small letters", keyOf({ id: "a", key: "b" }).toLowerCase()],
  ["no id", keyOf({ key: "b" })],
  ["no key", keyOf({ id: "a" })],
  ["an empty id", keyOf({ id: "", key: "b" })],
  ["an empty key", keyOf({ id: "a", key: "" })],
  ["a number as id", keyOf({ id: 1, key: "b" })],
  ["a number as key", keyOf({ id: "a", key: 1 })],
  ["a list", keyOf(["a", "b"])],
  ["null", keyOf(null)],
  ["no JSON", `ZENKEY_${btoa("{")}`],
  ["no base64", "ZENKEY_!"],
  ["bytes that are no UTF-8", `ZENKEY_${BROKEN_UTF8}`],
  ["nothing behind it", "ZENKEY_"],
  ["nothing behind the Pro prefix", "ZENPROKEY_"],
  ["blanks in a Pro key", "ZENPROKEY_a b"],
  ["what is before it", ` ${keyOf({ id: "a", key: "b" })}`],
];

for (const [criterion, text] of NO_KEYS) {
  Deno.test(`readApiKey() finds no key in ${criterion}`, () => {
    assertEquals(readApiKey(text), null);
  });
}

const part = (value: unknown) => btoa(JSON.stringify(value));

/** What is a token, and what it says; null for what is none. */
const TOKENS: readonly (readonly [string, string, unknown])[] = [
  ["no claim", `${part({})}.${part({})}.s`, [null, null, null]],
  [
    "claims of other types",
    `${part({})}.${
      part({
        exp: "9",
        sub: 1,
        api_key_id: null,
      })
    }.s`,
    [null, null, null],
  ],
  ["an end beyond numbers", `${part({})}.${btoa('{"exp":1e999}')}.s`, [
    null,
    null,
    null,
  ]],
  ["an end in seconds", `${part({})}.${part({ exp: 0 })}.s`, [0, null, null]],
  ["two parts", `${part({})}.${part({})}`, null],
  ["four parts", `${part({})}.${part({})}.s.s`, null],
  ["no signature", `${part({})}.${part({})}.`, null],
  ["a header that is no object", `${part([])}.${part({})}.s`, null],
  ["claims that are no object", `${part({})}.${part("x")}.s`, null],
  ["blanks in the signature", `${part({})}.${part({})}.s s`, null],
];

for (const [criterion, text, expected] of TOKENS) {
  Deno.test(`readToken() reads ${JSON.stringify(expected)} out of what has ${criterion}`, () => {
    const token = readToken(text);
    assertEquals(
      token && [token.expiresAt, token.subject, token.apiKeyId],
      expected,
    );
  });
}

/** Hosts by how far they are from this machine. */
const REACH = {
  loopback: [
    "localhost",
    "LOCALHOST.",
    "a.localhost",
    "127.0.0.1",
    "127.255.0.9",
    "::1",
    "::ffff:7f00:1",
    // As a URL has them.
    "[::1]",
    "[::ffff:7f00:1]",
  ],
  private: [
    "[fc00::1]",
    "10.0.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.19.0.1",
    "172.20.0.1",
    "172.29.0.1",
    "172.30.0.1",
    "172.31.255.255",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "febf::1",
    "zenml.ns.svc",
    "zenml.ns.svc.cluster.local",
    "zenml.internal",
  ],
  public: [
    "zenml.example.com",
    "localhost.example.com",
    "172.15.0.1",
    "172.32.0.1",
    "172.3.0.1",
    "172.160.0.1",
    "11.0.0.1",
    "192.169.0.1",
    "128.0.0.1",
    "10.example.com",
    "fec0::1",
    "fe7f::1",
    "fb00::1",
    "::2",
    "internal.example.com",
    "127.example.com",
    "[::2]",
  ],
} as const;

for (const [reach, hosts] of Object.entries(REACH)) {
  for (const host of hosts) {
    Deno.test(`hostReachOf() says ${reach} for ${host}`, () => {
      assertEquals(hostReachOf(host), reach);
    });
  }
}

const PEM = "x\n-----BEGIN CERTIFICATE-----";

/** How the client takes values of ZENML_STORE_VERIFY_SSL. */
const VERIFICATIONS = {
  on: ["true", "TRUE", "1", "yes", "Y", "on", "t"],
  off: ["false", "False", "0", "no", "N", "off", "F"],
  "ca-file": ["", "2", "ja", "true ", " false", "falsey", "/ca.pem", "-", "10"],
  "ca-text": [PEM, "-----BEGIN X"],
} as const;

for (const [kind, values] of Object.entries(VERIFICATIONS)) {
  for (const value of values) {
    Deno.test(`readTlsVerification() takes ${JSON.stringify(value)} for ${kind}`, () => {
      assertEquals(readTlsVerification(value).kind, kind);
    });
  }
}
