import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { KEY, tokenOf } from "../helpers/credentials.ts";

const HTTPS = "https://zenml.example.com";
const HTTP = "http://zenml.example.com";
const [TOKEN, OTHER] = [tokenOf({ sub: "a" }), tokenOf({ sub: "b" })];

/** What the client and Terraform are given, and whether that is one connection. */
const PAIRS: readonly (readonly [
  criterion: string,
  client: Readonly<Record<string, string>>,
  terraform: Readonly<Record<string, string>>,
  isOne: boolean,
])[] = [
  ["the same key", { URL: HTTPS, API_KEY: KEY }, { URL: HTTPS, KEY }, true],
  ["the same key with blanks", { URL: HTTPS, API_KEY: ` ${KEY}\n` }, {
    URL: `${HTTPS}/`,
    KEY,
  }, true],
  ["the same token", { URL: HTTPS, API_TOKEN: TOKEN }, {
    URL: HTTPS,
    TOKEN,
  }, true],
  ["another token", { URL: HTTPS, API_TOKEN: TOKEN }, {
    URL: HTTPS,
    TOKEN: OTHER,
  }, false],
  ["a key as a token", { URL: HTTPS, API_KEY: KEY }, {
    URL: HTTPS,
    TOKEN: KEY,
  }, false],
  ["another host", { URL: HTTPS, API_KEY: KEY }, {
    URL: "https://b.example.com",
    KEY,
  }, false],
  ["another scheme", { URL: HTTPS, API_KEY: KEY }, { URL: HTTP, KEY }, false],
  ["another port", { URL: HTTPS, API_KEY: KEY }, {
    URL: `${HTTPS}:8443`,
    KEY,
  }, false],
  ["the port that is meant", { URL: HTTPS, API_KEY: KEY }, {
    URL: `${HTTPS}:443`,
    KEY,
  }, true],
  ["another path", { URL: HTTPS, API_KEY: KEY }, {
    URL: `${HTTPS}/zenml`,
    KEY,
  }, false],
  [
    "verification that is on",
    {
      URL: HTTPS,
      API_KEY: KEY,
      VERIFY_SSL: "true",
    },
    { URL: HTTPS, KEY },
    true,
  ],
  [
    "verification that is off",
    {
      URL: HTTPS,
      API_KEY: KEY,
      VERIFY_SSL: "false",
    },
    { URL: HTTPS, KEY },
    false,
  ],
  ["another CA", { URL: HTTPS, API_KEY: KEY, VERIFY_SSL: "/ca.pem" }, {
    URL: HTTPS,
    KEY,
  }, false],
  [
    "verification that is off, without TLS",
    {
      URL: HTTP,
      API_KEY: KEY,
      VERIFY_SSL: "false",
    },
    { URL: HTTP, KEY },
    true,
  ],
  [
    "a password instead of a key",
    {
      URL: HTTPS,
      USERNAME: "alice",
      PASSWORD: KEY,
    },
    { URL: HTTPS, KEY },
    false,
  ],
];

for (const [criterion, client, terraform, isOne] of PAIRS) {
  Deno.test(`resolve() makes ${isOne ? "one connection" : "two connections"} of two programs with ${criterion}`, () => {
    const environment = Object.fromEntries([
      ...Object.entries(client).map((
        [name, value],
      ) => [`ZENML_STORE_${name}`, value]),
      ...Object.entries(terraform).map(([name, value]) => [
        name === "URL"
          ? "ZENML_SERVER_URL"
          : `ZENML_API_${name === "KEY" ? "KEY" : "TOKEN"}`,
        value,
      ]),
      ["ZENML_PRO_API_URL", "https://pro.example.com"],
    ]);
    const { connections } = resolve({ environment });
    assertEquals(
      connections.map(({ consumers }) => consumers.join("+")),
      isOne ? ["client+terraform"] : ["client", "terraform"],
    );
    // What is the client's alone stays the client's.
    const [first, second] = connections;
    assertEquals(first?.proApiUrl?.value, "https://pro.example.com");
    assertEquals(second?.proApiUrl ?? null, null);
    if (!isOne) assertEquals(second?.tlsVerification, { kind: "on" });
    assertEquals(first?.tlsOrigin !== null, "VERIFY_SSL" in client);
    assertEquals(second?.tlsOrigin ?? null, null);
  });
}

Deno.test("resolve() makes Terraform's connection alone, verified, where of the client nothing but its verification is set", () => {
  for (const prefer of [undefined, "store", "terraform"] as const) {
    const { connections } = resolve({
      environment: {
        ZENML_SERVER_URL: HTTPS,
        ZENML_API_KEY: KEY,
        ZENML_STORE_VERIFY_SSL: "false",
      },
    }, prefer ? { prefer } : {});
    assertEquals(
      connections.map(({ consumers, tlsVerification }) => [
        ...consumers,
        tlsVerification.kind,
      ]),
      [["terraform", "on"]],
    );
  }
});

Deno.test("resolve() makes a connection of two halves, for no program by itself", () => {
  const { connections } = resolve({
    environment: { ZENML_STORE_URL: HTTPS, ZENML_API_KEY: KEY },
  });
  assertEquals(
    connections.map(({ consumers, credential }) => [
      consumers,
      credential.variable,
    ]),
    [[[], "ZENML_API_KEY"]],
  );
});
