import { assert, assertEquals } from "@std/assert";
import {
  type ConsumerView,
  resolve,
  type ResolveOptions,
  type Sources,
} from "../../mod.ts";
import {
  CLIENT,
  files,
  KEY,
  OTHER_KEY,
  TERRAFORM,
  TOKEN,
  URL_A,
  URL_B,
} from "./support.ts";

const ENVIRONMENT = { kind: "environment" };
const LOGIN = { ZENML_STORE_USERNAME: "me", ZENML_STORE_PASSWORD: "hunter2" };

/** Sources with a URL, and the kind, variable and source of the merged credential. */
type CredentialCase = readonly [
  criterion: string,
  sources: Sources,
  expected: unknown,
  options?: ResolveOptions,
];

const CREDENTIAL_CASES: readonly CredentialCase[] = [
  ["takes standard input before the environment", {
    flags: { apiKey: OTHER_KEY },
    environment: CLIENT,
  }, ["api-key", "ZENML_STORE_API_KEY", { kind: "standard-input" }]],
  ["takes the client's key before its password and its token", {
    environment: { ...CLIENT, ...LOGIN, ZENML_STORE_API_TOKEN: TOKEN },
  }, ["api-key", "ZENML_STORE_API_KEY", ENVIRONMENT]],
  ["takes the client's password before its token", {
    environment: {
      ZENML_STORE_URL: URL_A,
      ...LOGIN,
      ZENML_STORE_API_TOKEN: TOKEN,
    },
  }, ["password", "ZENML_STORE_PASSWORD", ENVIRONMENT]],
  ["takes the client's token before its Pro key", {
    environment: {
      ZENML_STORE_URL: URL_A,
      ZENML_STORE_API_KEY: "ZENPROKEY_abc",
      ZENML_STORE_API_TOKEN: TOKEN,
    },
  }, ["api-token", "ZENML_STORE_API_TOKEN", ENVIRONMENT]],
  ["takes Terraform's token before its key", {
    environment: { ...TERRAFORM, ZENML_API_TOKEN: TOKEN },
  }, ["api-token", "ZENML_API_TOKEN", ENVIRONMENT]],
  ["takes the other convention's key", {
    environment: { ZENML_STORE_URL: URL_A, ZENML_API_KEY: KEY },
  }, ["api-key", "ZENML_API_KEY", ENVIRONMENT]],
  ["takes store's credential where both give one", {
    environment: { ...CLIENT, ...TERRAFORM, ZENML_API_KEY: OTHER_KEY },
  }, ["api-key", "ZENML_STORE_API_KEY", ENVIRONMENT]],
  [
    "takes the preferred convention's credential",
    {
      environment: { ...CLIENT, ...TERRAFORM, ZENML_API_KEY: OTHER_KEY },
    },
    ["api-key", "ZENML_API_KEY", ENVIRONMENT],
    { prefer: "terraform" },
  ],
  ["passes over an empty user name and password", {
    environment: {
      ZENML_STORE_URL: URL_A,
      ZENML_STORE_USERNAME: "",
      ZENML_STORE_PASSWORD: "",
      ZENML_STORE_API_TOKEN: TOKEN,
    },
  }, ["api-token", "ZENML_STORE_API_TOKEN", ENVIRONMENT]],
  ["passes over a placeholder for the env file's key", {
    environment: { ...CLIENT, ZENML_STORE_API_KEY: "changeme" },
    envFiles: files(`A=b\nZENML_STORE_API_KEY=${KEY}`),
  }, ["api-key", "ZENML_STORE_API_KEY", {
    kind: "file",
    file: "0.env",
    line: 2,
  }]],
  ["passes over a blank key", {
    environment: { ...CLIENT, ZENML_STORE_API_KEY: "  " },
  }, ["none", null, null]],
  ["has none", { environment: { ZENML_STORE_URL: URL_A } }, [
    "none",
    null,
    null,
  ]],
];

for (const [criterion, sources, expected, options] of CREDENTIAL_CASES) {
  Deno.test({
    name: `resolve() ${criterion}, in the merged credential`,
    permissions: "none",
    fn() {
      const { configuration } = resolve(sources, options);
      assert(configuration !== null);
      const { kind, variable, source } = configuration.credential;
      assertEquals([kind, variable, source], expected);
    },
  });
}

/** Sources, and what a program by itself makes of them. */
type ViewCase = readonly [
  criterion: string,
  sources: Sources,
  consumer: "client" | "terraform",
  expected: Partial<ConsumerView>,
];

const VIEW_CASES: readonly ViewCase[] = [
  [
    "reads the first source even empty, for the client",
    {
      environment: { ...CLIENT, ZENML_STORE_URL: "" },
      envFiles: files(`ZENML_STORE_URL=${URL_B}`),
    },
    "client",
    { status: "error", serverUrl: null },
  ],
  [
    "reads the first source even empty, for Terraform",
    {
      environment: { ...TERRAFORM, ZENML_API_KEY: "" },
      envFiles: files(`ZENML_API_KEY=${KEY}`),
    },
    "terraform",
    { status: "error", credentialVariable: null },
  ],
  [
    "reads a placeholder as the program does",
    {
      environment: { ...TERRAFORM, ZENML_API_KEY: "changeme" },
      envFiles: files(`ZENML_API_KEY=${KEY}`),
    },
    "terraform",
    { status: "remote", credentialVariable: "ZENML_API_KEY" },
  ],
  [
    "reads nothing of the other convention",
    {
      environment: { ZENML_STORE_URL: URL_A, ZENML_API_KEY: KEY },
    },
    "client",
    { status: "remote", credential: "none" },
  ],
  [
    "reads the flag",
    { flags: { url: URL_B }, environment: TERRAFORM },
    "terraform",
    {
      status: "remote",
      serverUrl: URL_B,
    },
  ],
  [
    "keeps what the program keeps",
    {
      environment: {
        ...TERRAFORM,
        ZENML_SERVER_URL: `HTTPS://me:pw@zenml.example.com/`,
      },
    },
    "terraform",
    { serverUrl: "HTTPS://[redacted]@zenml.example.com/" },
  ],
];

for (const [criterion, sources, consumer, expected] of VIEW_CASES) {
  Deno.test({
    name: `resolve() ${criterion}, in its own view`,
    permissions: "none",
    fn() {
      const view = resolve(sources).consumers[consumer];
      assertEquals({ ...view, ...expected }, view);
    },
  });
}
