import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Finding, type HostFacts, resolve } from "../../mod.ts";
import {
  CLIENT,
  type Environment,
  files,
  inShort,
  KEY,
  TERRAFORM,
  URL_A,
  URL_B,
} from "./support.ts";

const LOCAL = "http://localhost:8080";

/** Variables, what is known of the machine, and what exactly is found. */
type Around = readonly [
  criterion: string,
  environment: Environment,
  hostFacts: HostFacts,
  expected: readonly string[],
];

const DOCKER: HostFacts = { container: "/.dockerenv" };
const stored = (
  serverUrl: string | null,
  ...credentialUrls: readonly string[]
): HostFacts => ({ storedLogin: { serverUrl, credentialUrls } });
const INFO = "stored-login info client ZENML_STORE_URL";
const IN_PLACE = "stored-login error client ZENML_STORE_URL";

const AROUND: readonly Around[] = [
  [
    "warns of localhost in a container",
    {
      ...CLIENT,
      ZENML_STORE_URL: LOCAL,
    },
    DOCKER,
    ["url-loopback-in-container warning client ZENML_STORE_URL"],
  ],
  [
    "warns Terraform of localhost in a pod",
    {
      ...TERRAFORM,
      ZENML_SERVER_URL: "http://127.0.0.1:8080",
    },
    { container: "KUBERNETES_SERVICE_HOST" },
    [
      "url-loopback-in-container warning terraform ZENML_SERVER_URL",
    ],
  ],
  [
    "finds one cause where the client rewrites the host in a container",
    {
      ...CLIENT,
      ZENML_STORE_URL: LOCAL,
      ZENML_CONTAINER: "1",
    },
    DOCKER,
    ["url-host-rewritten warning client ZENML_STORE_URL"],
  ],
  ["is silent about another host in a container", CLIENT, DOCKER, []],
  [
    "makes ZENML_SERVER an error where the folder is missing",
    {
      ...CLIENT,
      ZENML_SERVER: "1",
    },
    { configFolder: false },
    ["client-is-server error client ZENML_SERVER"],
  ],
  [
    "warns of ZENML_SERVER where the folder exists",
    {
      ...CLIENT,
      ZENML_SERVER: "1",
    },
    { configFolder: true },
    ["client-is-server warning client ZENML_SERVER"],
  ],
  ["needs no folder without ZENML_SERVER", CLIENT, { configFolder: false }, []],
  ["finds the login that applies to everything", {}, stored(URL_B), [
    IN_PLACE,
  ]],
  [
    "finds the login that gets the key",
    {
      ZENML_STORE_API_KEY: KEY,
    },
    stored(URL_B),
    [IN_PLACE],
  ],
  [
    "takes user name and password for a stored login",
    {
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: "hunter2",
    },
    stored(URL_B),
    [IN_PLACE],
  ],
  [
    "says that a URL is missing where a local store is stored",
    {},
    stored(null),
    [
      "url-missing error client ZENML_STORE_URL",
    ],
  ],
  ["finds another stored login", CLIENT, stored(URL_B, URL_B), [INFO]],
  ["is silent about the same stored login", CLIENT, stored(URL_A, URL_A), []],
  [
    "finds the stored credential of this URL",
    {
      ZENML_STORE_URL: `${URL_A}/`,
    },
    stored(URL_A, URL_A),
    [
      "stored-login warning client ZENML_STORE_API_KEY",
      "url-trailing-slash warning client ZENML_STORE_URL",
    ],
  ],
  [
    "misses a credential where only another URL's is stored",
    {
      ZENML_STORE_URL: URL_A,
    },
    stored(URL_B, URL_B),
    [
      "credential-missing error client ZENML_STORE_API_KEY",
      INFO,
    ],
  ],
  ["is silent about a stored login with Terraform alone", TERRAFORM, {
    ...stored(URL_B),
  }, []],
  [
    "refuses settings of a stored login",
    {
      ZENML_STORE_HTTP_TIMEOUT: "abc",
    },
    stored(URL_B),
    [IN_PLACE, "client-setting-invalid error client ZENML_STORE_HTTP_TIMEOUT"],
  ],
];

for (const [criterion, environment, hostFacts, expected] of AROUND) {
  Deno.test({
    name: `resolve() ${criterion}`,
    permissions: "none",
    fn() {
      const { findings } = resolve({ environment, hostFacts });
      assertEquals(inShort(findings), [...expected].sort());
    },
  });
}

function only(findings: readonly Finding[]): Finding {
  assertEquals(findings.length, 1);
  return findings[0]!;
}

Deno.test({
  name: "resolve() sees the client go to the server of its stored login",
  permissions: "none",
  fn() {
    const { consumers, findings } = resolve({
      environment: { ZENML_STORE_API_KEY: KEY },
      hostFacts: stored(URL_B),
    });
    assertEquals(
      [consumers.client.status, consumers.client.serverUrl],
      ["remote", URL_B],
    );
    assertEquals(consumers.client.credentialVariable, "ZENML_STORE_API_KEY");
    const { message, hint } = only(findings);
    assertStringIncludes(message, `${URL_B}, and sends ZENML_STORE_API_KEY`);
    assert(hint.startsWith(`export ZENML_STORE_URL=${URL_B} `), hint);
  },
});

Deno.test({
  name:
    "resolve() says of a known lack of a login that the client works locally",
  permissions: "none",
  fn() {
    const known = only(resolve({ hostFacts: stored(null) }).findings);
    assert(!known.message.includes("earlier"), known.message);
    const unknown = only(resolve({}).findings);
    assertStringIncludes(unknown.message, "earlier");
  },
});

Deno.test({
  name: "resolve() sees the client die of ZENML_SERVER without its folder",
  permissions: "none",
  fn() {
    const environment = { ...CLIENT, ZENML_SERVER: "" };
    const { consumers } = resolve({
      environment,
      hostFacts: { configFolder: false },
    });
    assertEquals(consumers.client.status, "error");
  },
});

Deno.test({
  name: "resolve() tells what to type in place of a wrong setting of a file",
  permissions: "none",
  fn() {
    const envFiles = files("ZENML_STORE_TYPE=REST\nZENML_SERVER=https://x");
    const hints = resolve({ environment: CLIENT, envFiles }).findings
      .map(({ hint }) => hint);
    assertEquals(hints, [
      "ZENML_STORE_TYPE=rest  # in 0.env, line 1",
      "In 0.env, line 2, ZENML_SERVER: remove it",
    ]);
  },
});

Deno.test({
  name: "resolve() tells which host is meant where localhost is not",
  permissions: "none",
  fn() {
    const environment = { ...CLIENT, ZENML_STORE_URL: LOCAL };
    const hint = (hostFacts: HostFacts) =>
      only(resolve({ environment, hostFacts }).findings).hint;
    const keep = "  # unless the server runs in the container as well";
    assertEquals(
      hint(DOCKER),
      `export ZENML_STORE_URL=http://host.docker.internal:8080${keep}`,
    );
    assertEquals(
      hint({ container: "KUBERNETES_SERVICE_HOST" }),
      `export ZENML_STORE_URL='<http://SERVICE.NAMESPACE.svc:PORT>'${keep}`,
    );
  },
});
