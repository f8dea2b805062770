import { assertEquals, assertStringIncludes } from "@std/assert";
import { resolve } from "../../mod.ts";
import {
  CLIENT,
  KEY,
  OTHER_KEY,
  TERRAFORM,
  testFindings,
  TOKEN,
  URL_A,
  URL_B,
} from "./support.ts";

const NO_URL = "url-missing error client ZENML_STORE_URL";
const DISAGREE = "client+terraform ZENML_SERVER_URL";
const DIFFER = "credentials-differ info client+terraform ZENML_API_KEY";

testFindings([
  ["misses the URL where nothing is set", {}, [NO_URL]],
  ["misses Terraform's URL where nothing is set", {}, [
    "url-missing error terraform ZENML_SERVER_URL",
  ], { consumer: "terraform" }],
  ["misses the URL where only other variables are set", {
    PATH: "/bin",
    ZENML_DEBUG: "true",
  }, [NO_URL]],
  ["misses the client's URL", { ZENML_STORE_API_KEY: KEY }, [NO_URL]],
  ["misses Terraform's URL", { ZENML_API_TOKEN: TOKEN }, [
    "url-missing error terraform ZENML_SERVER_URL",
  ]],
  ["is in use by no user name alone", { ZENML_STORE_USERNAME: "me" }, [NO_URL]],
  ["is in use by no ZENML_PRO_API_URL alone", {
    ZENML_PRO_API_URL: "https://pro.example.com",
  }, [NO_URL]],
  ["misses the URL with user name and password", {
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASSWORD: "hunter2",
  }, [NO_URL]],
  ["finds nothing in the client's convention alone", CLIENT, []],
  ["finds nothing in Terraform's convention alone", TERRAFORM, []],
  ["finds nothing in both conventions", { ...CLIENT, ...TERRAFORM }, []],

  ["finds the halves on both sides", {
    ZENML_STORE_URL: URL_A,
    ZENML_API_KEY: KEY,
  }, [
    "conventions-split error client ZENML_STORE_API_KEY",
    "conventions-split error terraform ZENML_SERVER_URL",
  ]],
  ["finds the halves on both sides, the other way", {
    ZENML_SERVER_URL: URL_A,
    ZENML_STORE_API_TOKEN: TOKEN,
  }, [
    "conventions-split error client ZENML_STORE_URL",
    "conventions-split error terraform ZENML_API_TOKEN",
  ]],
  ["finds what Terraform lacks with a whole client", {
    ...CLIENT,
    ZENML_SERVER_URL: URL_A,
  }, ["conventions-split error terraform ZENML_API_KEY"]],
  ["finds what the client lacks with a whole Terraform", {
    ...TERRAFORM,
    ZENML_STORE_API_KEY: KEY,
  }, ["conventions-split error client ZENML_STORE_URL"]],
  ["offers Terraform no password", {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASSWORD: "hunter2",
    ZENML_SERVER_URL: URL_A,
  }, ["credential-missing error terraform ZENML_API_KEY"]],
  ["offers Terraform the token behind a password", {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASSWORD: "hunter2",
    ZENML_STORE_API_TOKEN: TOKEN,
    ZENML_SERVER_URL: URL_A,
  }, [
    "conventions-split error terraform ZENML_API_TOKEN",
    "credential-ambiguous warning client ZENML_STORE_PASSWORD",
  ]],
  ["offers no placeholder", {
    ZENML_STORE_URL: URL_A,
    ZENML_SERVER_URL: URL_A,
    ZENML_API_KEY: "changeme",
  }, [
    "credential-missing error client ZENML_STORE_API_KEY",
    "value-placeholder error terraform ZENML_API_KEY",
  ]],
  ["offers no unexpanded URL", {
    ZENML_STORE_API_KEY: KEY,
    ZENML_SERVER_URL: "$URL",
    ZENML_API_KEY: KEY,
  }, [NO_URL, "value-unexpanded error terraform ZENML_SERVER_URL"]],
  [
    "finds the client's half under --consumer client",
    {
      ZENML_STORE_URL: URL_A,
      ZENML_API_KEY: KEY,
    },
    ["conventions-split error client ZENML_STORE_API_KEY"],
    {
      consumer: "client",
    },
  ],

  ["finds two servers", { ...CLIENT, ...TERRAFORM, ZENML_SERVER_URL: URL_B }, [
    `conventions-disagree error ${DISAGREE}`,
  ]],
  ["finds two ports", {
    ...CLIENT,
    ...TERRAFORM,
    ZENML_SERVER_URL: `${URL_A}:8443`,
  }, [`conventions-disagree error ${DISAGREE}`]],
  [
    "warns of two servers where one is preferred",
    {
      ...CLIENT,
      ...TERRAFORM,
      ZENML_SERVER_URL: URL_B,
    },
    [`conventions-disagree warning ${DISAGREE}`],
    { prefer: "store" },
  ],
  ["names no second cause with two servers", {
    ...CLIENT,
    ZENML_SERVER_URL: URL_B,
    ZENML_API_KEY: OTHER_KEY,
  }, [`conventions-disagree error ${DISAGREE}`]],
  [
    "drops the other's URL under --consumer",
    {
      ...CLIENT,
      ...TERRAFORM,
      ZENML_SERVER_URL: `${URL_B}/`,
    },
    [],
    { consumer: "client" },
  ],
  ["compares normalised URLs", {
    ...CLIENT,
    ...TERRAFORM,
    ZENML_STORE_URL: "https://zenml.bücher.example:443/zenml",
    ZENML_SERVER_URL: "https://ZENML.xn--bcher-kva.example/zenml",
  }, [
    "url-has-path warning client ZENML_STORE_URL",
    "url-has-path warning terraform ZENML_SERVER_URL",
  ]],
  ["compares without slashes, API path and quotes", {
    ...CLIENT,
    ...TERRAFORM,
    ZENML_STORE_URL: `${URL_A}/`,
    ZENML_SERVER_URL: `"${URL_A}/api/v1"`,
  }, [
    "url-includes-api-path error terraform ZENML_SERVER_URL",
    "url-trailing-slash warning client ZENML_STORE_URL",
    "value-quoted error terraform ZENML_SERVER_URL",
  ]],

  ["informs of two keys", {
    ...CLIENT,
    ...TERRAFORM,
    ZENML_API_KEY: OTHER_KEY,
  }, [DIFFER]],
  ["informs of a key and a token", {
    ...CLIENT,
    ZENML_SERVER_URL: URL_A,
    ZENML_API_TOKEN: TOKEN,
  }, ["credentials-differ info client+terraform ZENML_API_TOKEN"]],
  ["compares keys without what is around them", {
    ...CLIENT,
    ...TERRAFORM,
    ZENML_API_KEY: `${KEY}\n`,
  }, ["value-whitespace warning terraform ZENML_API_KEY"]],
]);

Deno.test({
  name: "resolve() says where the other half stands",
  permissions: "none",
  fn() {
    const environment = { ZENML_STORE_URL: URL_A, ZENML_API_KEY: KEY };
    const messages = resolve({ environment }).findings.map((finding) =>
      finding.message
    );
    assertEquals(messages.length, 2);
    assertStringIncludes(messages[0] ?? "", "ZENML_API_KEY (environment)");
    assertStringIncludes(messages[1] ?? "", "ZENML_STORE_URL (environment)");
  },
});

Deno.test({
  name: "resolve() says that the client silently works on a local database",
  permissions: "none",
  fn() {
    const [finding] = resolve({}).findings;
    assertStringIncludes(finding?.message ?? "", "local database");
  },
});

Deno.test("resolve() says how to fix an env file where no environment is read", () => {
  const hintsOf = (lines: readonly (readonly [string, string])[]) =>
    resolve({
      envFiles: [{
        file: "prod.env",
        settings: lines.map(([variable, value], index) => ({
          variable,
          value,
          source: { kind: "file", file: "prod.env", line: index + 1 },
        })),
        findings: [],
      }],
    }, { prefer: "store" }).findings.map(({ hint }) => hint);
  assertEquals(hintsOf([]), [
    "ZENML_STORE_URL='<the URL of the server>'  # in prod.env; then ZENML_STORE_API_KEY='<the API key>' (in prod.env)",
  ]);
  assertEquals(hintsOf([["ZENML_SERVER_URL", "https://a.example.com"]]), [
    "ZENML_API_KEY='<the API key>'  # in prod.env",
  ]);
  assertEquals(
    hintsOf([
      ["ZENML_STORE_URL", "https://a.example.com"],
      ["ZENML_STORE_API_KEY", KEY],
      ["ZENML_SERVER_URL", "https://b.example.com"],
      ["ZENML_API_KEY", KEY],
    ]),
    ["ZENML_SERVER_URL=https://a.example.com  # in prod.env, line 3"],
  );
});
