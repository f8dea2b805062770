import { assert, assertEquals, assertMatch } from "@std/assert";
import { type ConsumerView, resolve, type ResolveOptions } from "../../mod.ts";
import { type Environment, KEY, NOW, TOKEN, URL_A } from "./support.ts";

const PASSWORD = "Passw0rd-demo";

/** Names that do not fit together, and the consumer that the fixes, typed one after the other, make work. */
type Case = readonly [
  what: string,
  environment: Environment,
  consumer: "client" | "terraform",
  credential: ConsumerView["credential"],
  options?: ResolveOptions,
];

const CASES: readonly Case[] = [
  [
    "URI, user name and password",
    {
      ZENML_SERVER_URI: URL_A,
      ZENML_USERNAME: "default",
      ZENML_PASSWORD: PASSWORD,
    },
    "client",
    "password",
  ],
  [
    "URL, user and password",
    { ZENML_URL: URL_A, ZENML_USER: "default", ZENML_STORE_PASS: PASSWORD },
    "client",
    "password",
  ],
  [
    "the server's URL, user name and password",
    {
      ZENML_SERVER_URI: URL_A,
      ZENML_SERVER_USERNAME: "me",
      ZENML_SERVER_PASSWORD: PASSWORD,
    },
    "client",
    "password",
  ],
  [
    "a host and a key",
    { ZENML_HOST: URL_A, ZENML_KEY: KEY },
    "client",
    "api-key",
  ],
  [
    "a host and the provider's key",
    { ZENML_HOST: URL_A, ZENML_API_KEY: KEY },
    "terraform",
    "api-key",
  ],
  [
    "an endpoint and the client's key",
    { ZENML_ENDPOINT: URL_A, ZENML_STORE_API_KEY: KEY },
    "client",
    "api-key",
  ],
  [
    "the client's URL and a token",
    { ZENML_STORE_URL: URL_A, ZENML_TOKEN: TOKEN },
    "client",
    "api-token",
  ],
  [
    "the client's URL and a key as the provider's token",
    { ZENML_STORE_URL: URL_A, ZENML_API_TOKEN: KEY },
    "client",
    "api-key",
  ],
  [
    "the provider's URL and a key as the client's token",
    { ZENML_SERVER_URL: URL_A, ZENML_STORE_API_TOKEN: KEY },
    "terraform",
    "api-key",
  ],
  [
    "the provider's names in lower case",
    { zenml_server_url: URL_A, zenml_api_key: KEY },
    "terraform",
    "api-key",
  ],
  [
    "the client's names in lower case",
    { zenml_store_url: URL_A, zenml_store_api_key: KEY },
    "client",
    "api-key",
  ],
  [
    "the provider's names with a prefix",
    { DEV_ZENML_SERVER_URL: URL_A, DEV_ZENML_API_KEY: KEY },
    "terraform",
    "api-key",
  ],
  [
    "the client's names with a prefix",
    { SKY_ZENML_STORE_URL: URL_A, SKY_ZENML_STORE_API_KEY: KEY },
    "client",
    "api-key",
  ],
  [
    "one name with a prefix",
    { ZENML_STORE_URL: URL_A, SKY_ZENML_STORE_API_KEY: KEY },
    "client",
    "api-key",
  ],
  [
    "user name and password with a prefix",
    {
      ZENML_STORE_URL: URL_A,
      CI_ZENML_STORE_USERNAME: "me",
      CI_ZENML_STORE_PASSWORD: PASSWORD,
    },
    "client",
    "password",
  ],
  [
    "two prefixes",
    {
      DEV_ZENML_SERVER_URL: URL_A,
      DEV_ZENML_API_KEY: KEY,
      PROD_ZENML_SERVER_URL: "https://prod.example.com",
      PROD_ZENML_API_KEY: KEY,
    },
    "terraform",
    "api-key",
  ],
  [
    "input variables of Terraform",
    { TF_VAR_zenml_server_url: URL_A, TF_VAR_zenml_api_key: KEY },
    "terraform",
    "api-key",
  ],
  [
    "names of Kitaru",
    { KITARU_SERVER_URL: URL_A, KITARU_AUTH_TOKEN: KEY },
    "client",
    "api-key",
  ],
  [
    "a key in base64 by name",
    { ZENML_STORE_URL: URL_A, ZENML_STORE_API_KEY_BASE64: btoa(KEY) },
    "client",
    "api-key",
  ],
  [
    "only the client's names, asked for Terraform",
    { ZENML_STORE_URL: URL_A, ZENML_STORE_API_KEY: KEY },
    "terraform",
    "api-key",
    { consumer: "terraform" },
  ],
  [
    "only the provider's names, asked for the client",
    { ZENML_SERVER_URL: URL_A, ZENML_API_KEY: KEY },
    "client",
    "api-key",
    { consumer: "client" },
  ],
  [
    "a token of the client, asked for Terraform",
    { ZENML_STORE_URL: URL_A, ZENML_STORE_API_TOKEN: TOKEN },
    "terraform",
    "api-token",
    { consumer: "terraform" },
  ],
];

for (const [what, environment, consumer, credential, options] of CASES) {
  Deno.test(`resolve() finds fixes for ${what} that make one program work`, async () => {
    const before = resolve({ environment }, { now: NOW, ...options });
    const errors = before.findings.filter(({ severity }) =>
      severity === "error"
    );
    assert(errors.length > 0);
    const after = await typed(
      environment,
      before.findings.map(({ hint }) => hint),
    );
    const { consumers, findings } = resolve(
      { environment: after },
      { now: NOW, consumer },
    );
    assertEquals(
      [consumers[consumer].serverUrl, consumers[consumer].credential],
      [URL_A, credential],
    );
    assertEquals(findings.filter(({ severity }) => severity === "error"), []);
    const printed = JSON.stringify(before);
    for (const secret of [KEY, KEY.slice(30), PASSWORD, btoa(KEY)]) {
      assert(!printed.includes(secret), printed);
    }
  });
}

/** Types hints in bash, and returns the variables that come of it. */
async function typed(
  environment: Environment,
  hints: readonly string[],
): Promise<Environment> {
  const { stdout, success } = await new Deno.Command("bash", {
    args: ["-c", `${hints.join("\n")}\nenv -0`],
    env: { ...environment, PATH: "/usr/bin:/bin" },
    clearEnv: true,
  }).output();
  assert(success);
  return Object.fromEntries(
    new TextDecoder().decode(stdout).split("\0").flatMap((line) => {
      const at = line.indexOf("=");
      return /ZENML|zenml/.test(line.slice(0, at))
        ? [[line.slice(0, at), line.slice(at + 1)]]
        : [];
    }),
  );
}

Deno.test({
  name: "resolve() says that a key is in a file next to the variable",
  permissions: "none",
  fn() {
    const { findings } = resolve({
      environment: {
        ZENML_STORE_URL: URL_A,
        ZENML_STORE_API_KEY_FILE: "/run/secrets/key",
      },
    });
    assertEquals(findings.map(({ code }) => code), ["credential-missing"]);
    assertMatch(findings[0]!.message, /ZENML_STORE_API_KEY_FILE.*file/);
    assertMatch(findings[0]!.hint, /cat/);
  },
});

for (
  const [url, key] of [
    ["ZENML_STORE_URL_PROD", "ZENML_STORE_API_KEY_PROD"],
    ["ZENML-STORE-URL-DEV", "ZENML-STORE-API-KEY-DEV"],
    ["dev-zenml-store-url", "dev-zenml-store-api-key"],
  ] as const
) {
  Deno.test({
    name: `resolve() says that ${url} and ${key} are read by no program`,
    permissions: "none",
    fn() {
      const { findings } = resolve({
        environment: { [url]: URL_A, [key]: KEY },
      });
      assertEquals(findings.map(({ code }) => code), [
        "url-missing",
        "credential-missing",
      ]);
      findings.forEach(({ message, hint }, index) => {
        const name = [url, key][index]!;
        assertMatch(message, new RegExp(`${name} is: `));
        // A shell takes no such name.
        assertEquals(hint.includes(`"$${name}"`), /^\w+$/.test(name));
      });
    },
  });
}

const COMPLETE = { ZENML_STORE_URL: URL_A, ZENML_STORE_API_KEY: KEY };

for (
  const [name, value] of [
    ["DEV_ZENML_SERVER_URL", URL_A],
    ["PROD_ZENML_STORE_API_KEY", KEY],
    ["TF_VAR_zenml_api_key", KEY],
    ["ZENML_STORE_API_KEY_FILE", "/run/secrets/key"],
    ["ZENML_STORE_URL_STAGING", URL_A],
    ["KITARU_SERVER_URL", URL_A],
    ["KITARU_AUTH_TOKEN", ""],
    ["KITARU_LOG_LEVEL", "debug"],
  ] as const
) {
  Deno.test({
    name: `resolve() is silent about ${name} with a complete connection`,
    permissions: "none",
    fn() {
      const environment = { ...COMPLETE, [name]: value };
      assertEquals(resolve({ environment }, { now: NOW }).findings, []);
    },
  });
}

for (
  const [name, value] of [
    ["KITARU_SERVER_URL", "https://other.example.com"],
    ["KITARU_AUTH_TOKEN", "ZENPROKEY_other"],
  ] as const
) {
  Deno.test({
    name: `resolve() warns of ${name} with another value than the client's`,
    permissions: "none",
    fn() {
      const environment = { ...COMPLETE, [name]: value };
      const { findings } = resolve({ environment }, { now: NOW });
      assertEquals(
        findings.map(({ code, severity }) => [code, severity]),
        [["variable-overridden", "warning"]],
      );
    },
  });
}
