import { assertEquals, assertStringIncludes } from "@std/assert";
import { resolve } from "../../mod.ts";
import {
  CLIENT,
  inShort,
  KEY,
  NOW,
  PRO_KEY,
  TERRAFORM,
  testFindings,
  TOKEN,
  tokenOf,
  URL_A,
} from "./support.ts";

const MALFORMED = "key-malformed error client ZENML_STORE_API_KEY";
const KEY_FIRST = "credential-ambiguous warning client ZENML_STORE_API_KEY";
const UNFIT = "token-malformed error terraform ZENML_API_TOKEN";

/** Terraform's URL with a token. */
const withToken = (token: string) => ({
  ZENML_SERVER_URL: URL_A,
  ZENML_API_TOKEN: token,
});

/** A token that ends so many seconds after the present time. */
const endingIn = (seconds: number) =>
  withToken(tokenOf({ exp: NOW.getTime() / 1000 + seconds }));

testFindings([
  ["misses the client's credential", { ZENML_STORE_URL: URL_A }, [
    "credential-missing error client ZENML_STORE_API_KEY",
  ]],
  ["misses Terraform's credential", { ZENML_SERVER_URL: URL_A }, [
    "credential-missing error terraform ZENML_API_KEY",
  ]],
  ["misses a credential with a user name alone", {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_USERNAME: "me",
  }, ["credential-missing error client ZENML_STORE_API_KEY"]],
  ["misses no credential with a placeholder", {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_API_KEY: "changeme",
  }, ["value-placeholder error client ZENML_STORE_API_KEY"]],
  ["takes user name and password for a credential", {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASSWORD: "hunter2",
  }, []],

  ["warns of key and token of the client", {
    ...CLIENT,
    ZENML_STORE_API_TOKEN: TOKEN,
  }, [KEY_FIRST]],
  ["warns of key and password of the client", {
    ...CLIENT,
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASSWORD: "hunter2",
  }, [KEY_FIRST]],
  ["warns of Pro key and token of the client", {
    ...CLIENT,
    ZENML_STORE_API_KEY: PRO_KEY,
    ZENML_STORE_API_TOKEN: TOKEN,
  }, ["credential-ambiguous warning client ZENML_STORE_API_TOKEN"]],
  ["warns of key and token of Terraform", {
    ...TERRAFORM,
    ZENML_API_TOKEN: TOKEN,
  }, ["credential-ambiguous warning terraform ZENML_API_TOKEN"]],
  ["warns of no credential that is empty", {
    ...CLIENT,
    ZENML_STORE_USERNAME: "",
    ZENML_STORE_PASSWORD: "",
  }, [
    "value-empty warning client ZENML_STORE_PASSWORD",
    "value-empty warning client ZENML_STORE_USERNAME",
  ]],
  ["warns of no user name with a key", {
    ...CLIENT,
    ZENML_STORE_USERNAME: "me",
  }, []],

  ...[
    ["text", "abcdefgh"],
    ["a prefix alone", "ZENKEY_"],
    ["text behind the prefix", "ZENKEY_abcdefgh"],
    ["a cut key", KEY.slice(0, -20)],
    ["JSON of another form", `ZENKEY_${btoa('{"id":"a"}')}`],
    ["an empty id", `ZENKEY_${btoa('{"id":"","key":"b"}')}`],
    ["an array", `ZENKEY_${btoa('["id","key"]')}`],
    ["a number for a key", `ZENKEY_${btoa('{"id":"a","key":1}')}`],
    ["a Pro prefix alone", "ZENPROKEY_"],
    ["a prefix in lower case", KEY.replace("ZENKEY", "zenkey")],
    ["two keys", `${KEY},${KEY}`],
  ].map(([criterion, key = ""]) =>
    [`takes ${criterion} for no key`, {
      ...CLIENT,
      ZENML_STORE_API_KEY: key,
    }, [MALFORMED]] as const
  ),
  ["warns of a missing prefix alone", {
    ...TERRAFORM,
    ZENML_API_KEY: KEY.slice("ZENKEY_".length),
  }, ["key-malformed warning terraform ZENML_API_KEY"]],
  ["takes a Pro key", { ...TERRAFORM, ZENML_API_KEY: PRO_KEY }, []],
  ["finds a token in a key's variable", {
    ...CLIENT,
    ZENML_STORE_API_KEY: TOKEN,
  }, ["token-in-key-variable error client ZENML_STORE_API_KEY"]],
  ["warns of a key in a token's variable", withToken(KEY), [
    "key-in-token-variable warning terraform ZENML_API_TOKEN",
  ]],
  ["warns of a Pro key in a token's variable", withToken(PRO_KEY), [
    "key-in-token-variable warning terraform ZENML_API_TOKEN",
  ]],

  ["takes text for no token", withToken("abcdefgh"), [UNFIT]],
  ["takes two parts for no token", withToken("a.b"), [UNFIT]],
  ["takes four parts for no token", withToken(`${TOKEN}.a`), [UNFIT]],
  ["takes parts that are no JSON for no token", withToken("a.b.c"), [UNFIT]],
  [
    "takes a token without a signature for none",
    withToken(
      TOKEN.slice(0, TOKEN.lastIndexOf(".") + 1),
    ),
    [UNFIT],
  ],
  [
    "recognises Bearer before a token",
    withToken(
      `Bearer ${TOKEN}`,
    ),
    ["token-malformed error terraform ZENML_API_TOKEN"],
  ],

  ["warns of a token that has ended", endingIn(-1), [
    "token-expired warning terraform ZENML_API_TOKEN",
  ]],
  ["warns of a token that ends in a second", endingIn(1), [
    "token-expiring warning terraform ZENML_API_TOKEN",
  ]],
  ["warns of a token that ends in ten minutes", endingIn(600), [
    "token-expiring warning terraform ZENML_API_TOKEN",
  ]],
  ["is silent about a token that ends later", endingIn(601), []],
  ["is silent about a token that does not end", withToken(TOKEN), []],
  [
    "is silent about an end that is no number",
    withToken(
      tokenOf({ exp: "2020-01-01" }),
    ),
    [],
  ],
  ["takes an end beyond the calendar", withToken(tokenOf({ exp: -1e300 })), [
    "token-expired warning terraform ZENML_API_TOKEN",
  ]],
]);

Deno.test({
  name: "resolve() does not judge a token's end without a time",
  permissions: "none",
  fn() {
    const { findings } = resolve({ environment: endingIn(-1) });
    assertEquals(inShort(findings), []);
  },
});

Deno.test({
  name: "resolve() says which credential wins for which program",
  permissions: "none",
  fn() {
    const environment = {
      ...CLIENT,
      ...TERRAFORM,
      ZENML_STORE_API_TOKEN: TOKEN,
      ZENML_API_TOKEN: TOKEN,
    };
    const messages = resolve({ environment }, { now: NOW }).findings
      .filter(({ code }) => code === "credential-ambiguous")
      .map(({ message }) => message);
    assertEquals(messages.length, 2);
    const [client = "", terraform = ""] = messages;
    assertStringIncludes(client, "client uses ZENML_STORE_API_KEY");
    assertStringIncludes(terraform, "Terraform provider uses ZENML_API_TOKEN");
  },
});
