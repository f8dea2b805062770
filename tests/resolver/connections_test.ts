import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  configurationOf,
  resolve,
  type ResolveOptions,
} from "../../mod.ts";
import {
  CLIENT,
  type Environment,
  KEY,
  KEY_ID,
  OTHER_KEY,
  PRO_KEY,
  TERRAFORM,
  TOKEN,
  URL_A,
  URL_B,
} from "./support.ts";

/** An environment, and each connection's consumers, URL and credential's variable. */
type ConnectionCase = readonly [
  criterion: string,
  environment: Environment,
  expected: ReadonlyArray<readonly [string, string, string | null]>,
  options?: ResolveOptions,
];

const BOTH = { ...CLIENT, ...TERRAFORM };

const CONNECTIONS: readonly ConnectionCase[] = [
  ["makes none of nothing", {}, []],
  ["makes none of a key", { ZENML_STORE_API_KEY: KEY }, []],
  ["makes none of a URL that is none", {
    ...CLIENT,
    ZENML_STORE_URL: "zenml.example.com",
  }, []],
  ["makes none of a placeholder", { ...CLIENT, ZENML_STORE_URL: "<URL>" }, []],
  ["makes one for the client", CLIENT, [
    ["client", URL_A, "ZENML_STORE_API_KEY"],
  ]],
  ["makes one for Terraform", TERRAFORM, [
    ["terraform", URL_A, "ZENML_API_KEY"],
  ]],
  ["makes one without a credential", { ZENML_STORE_URL: URL_A }, [
    ["client", URL_A, null],
  ]],
  ["shares one where URL and credential are the same", BOTH, [
    ["client+terraform", URL_A, "ZENML_STORE_API_KEY"],
  ]],
  ["shares one where they are the same but for flaws", {
    ...BOTH,
    ZENML_STORE_URL: `${URL_A}/`,
    ZENML_SERVER_URL: ` ${URL_A}`,
    ZENML_API_KEY: `"${KEY}"`,
  }, [["client+terraform", URL_A, "ZENML_STORE_API_KEY"]]],
  ["makes two for two servers", { ...BOTH, ZENML_SERVER_URL: URL_B }, [
    ["client", URL_A, "ZENML_STORE_API_KEY"],
    ["terraform", URL_B, "ZENML_API_KEY"],
  ]],
  ["makes two for two keys", { ...BOTH, ZENML_API_KEY: OTHER_KEY }, [
    ["client", URL_A, "ZENML_STORE_API_KEY"],
    ["terraform", URL_A, "ZENML_API_KEY"],
  ]],
  ["makes two for two verifications", {
    ...BOTH,
    ZENML_STORE_VERIFY_SSL: "false",
  }, [
    ["client", URL_A, "ZENML_STORE_API_KEY"],
    ["terraform", URL_A, "ZENML_API_KEY"],
  ]],
  ["makes one of --consumer", { ...BOTH, ZENML_SERVER_URL: URL_B }, [
    ["terraform", URL_B, "ZENML_API_KEY"],
  ], { consumer: "terraform" }],
  ["makes the merged one of two halves", {
    ZENML_STORE_URL: URL_A,
    ZENML_API_KEY: KEY,
  }, [["", URL_A, "ZENML_API_KEY"]]],
  ["makes the merged one of two halves, the other way", {
    ZENML_SERVER_URL: URL_A,
    ZENML_STORE_API_KEY: KEY,
  }, [["", URL_A, "ZENML_STORE_API_KEY"]]],
  ["makes one of a flawed value", {
    ...TERRAFORM,
    ZENML_SERVER_URL: `"${URL_A}/" `,
  }, [["terraform", URL_A, "ZENML_API_KEY"]]],
];

for (const [criterion, environment, expected, options] of CONNECTIONS) {
  Deno.test({
    name: `resolve() ${criterion}, in connections`,
    permissions: "none",
    fn() {
      const { connections } = resolve({ environment }, options);
      assertEquals(
        connections.map(({ consumers, serverUrl, credential }) => [
          consumers.join("+"),
          serverUrl,
          credential.variable,
        ]),
        expected.map((connection) => [...connection]),
      );
    },
  });
}

const KEY_IDS: ReadonlyArray<readonly [string, Environment, string | null]> = [
  ["a key", CLIENT, KEY_ID],
  ["a quoted key", { ...CLIENT, ZENML_STORE_API_KEY: `"${KEY}"\n` }, KEY_ID],
  ["a key without its prefix", {
    ...TERRAFORM,
    ZENML_API_KEY: KEY.slice("ZENKEY_".length),
  }, KEY_ID],
  ["a key in a token's variable", {
    ZENML_SERVER_URL: URL_A,
    ZENML_API_TOKEN: KEY,
  }, KEY_ID],
  ["a token", { ZENML_SERVER_URL: URL_A, ZENML_API_TOKEN: TOKEN }, KEY_ID],
  ["a Pro key", { ...CLIENT, ZENML_STORE_API_KEY: PRO_KEY }, null],
  ["a malformed key", { ...CLIENT, ZENML_STORE_API_KEY: "ZENKEY_cut" }, null],
  ["a key whose id is no UUID", {
    ...CLIENT,
    ZENML_STORE_API_KEY: `ZENKEY_${btoa('{"id":"hunter2-hunter2","key":"b"}')}`,
  }, null],
  ["no credential", { ZENML_STORE_URL: URL_A }, null],
];

for (const [what, environment, expected] of KEY_IDS) {
  Deno.test({
    name: `resolve() tells the key id of ${what}`,
    permissions: "none",
    fn() {
      const { configuration, connections, settings } = resolve({ environment });
      assertEquals(configuration?.credential.keyId, expected);
      assertEquals(connections[0]?.credential.keyId, expected);
      assertEquals(settings[1]?.keyId ?? null, expected);
    },
  });
}

Deno.test({
  name: "resolve() gives the credential without what is around it",
  permissions: "none",
  fn() {
    const environment = { ...CLIENT, ZENML_STORE_API_KEY: ` '${KEY}'\n` };
    const { configuration } = resolve({ environment });
    const credential = configuration?.credential;
    assertEquals(
      credential?.kind === "api-key" && credential.key.reveal(),
      KEY,
    );
  },
});

const UNSENDABLE: ReadonlyArray<readonly [string, string]> = [
  ["a placeholder", "changeme"],
  ["a template", "${KEY}"],
  ["nothing but blanks", "  "],
  ["text", "abcdefgh"],
  ["a token", TOKEN],
  ["a key with a blank inside", `${KEY} ${KEY}`],
];

for (const [what, key] of UNSENDABLE) {
  Deno.test({
    name: `resolve() lets nobody send ${what} as a key`,
    permissions: "none",
    fn() {
      const environment = { ...CLIENT, ZENML_STORE_API_KEY: key };
      const credential = resolve({ environment }).connections[0]?.credential;
      assertEquals(credential?.kind, "api-key");
      assertEquals(
        credential?.kind === "api-key" && credential.unsendable === null,
        false,
      );
    },
  });
}

Deno.test({
  name: "configurationOf() gives what is resolved",
  permissions: "none",
  fn() {
    const resolution = resolve({ environment: CLIENT });
    assertEquals(configurationOf(resolution), resolution.configuration);
  },
});

Deno.test({
  name: "configurationOf() throws one error that carries the findings",
  permissions: "none",
  fn() {
    const resolution = resolve({ environment: { ZENML_API_KEY: KEY } });
    const error = assertThrows(
      () => configurationOf(resolution),
      ConfigurationError,
      "url-missing",
    );
    assertInstanceOf(error, Error);
    assertEquals(error.name, "ConfigurationError");
    assertEquals(error.findings, resolution.findings);
  },
});
