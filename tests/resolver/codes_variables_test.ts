import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { resolve } from "../../mod.ts";
import {
  CLIENT,
  type Environment,
  files,
  inShort,
  KEY,
  OTHER_KEY,
  TERRAFORM,
  testFindings,
  URL_A,
  URL_B,
} from "./support.ts";

const misspelled = (severity: string, consumer: string, variable: string) =>
  `variable-misspelled ${severity} ${consumer} ${variable}`;

testFindings([
  ...[
    "ZENML_URL",
    "ZENML_STORE_URI",
    "ZENML_STORE_URLS",
    "ZENML_STORE_UL",
    "ZENML_STROE_URL",
    "ZENMLSTORE_URL",
    "zenml_store_url",
    "Zenml_Store_Url",
  ].map((name) =>
    [`takes ${name} for ZENML_STORE_URL`, {
      [name]: URL_A,
      ZENML_STORE_API_KEY: KEY,
    }, [misspelled("error", "client", name)]] as const
  ),
  ...["ZENML_STORE_KEY", "ZENML_STORE_APIKEY", "zenml_store_api_key"].map((
    name,
  ) =>
    [`takes ${name} for ZENML_STORE_API_KEY`, {
      ZENML_STORE_URL: URL_A,
      [name]: KEY,
    }, [misspelled("error", "client", name)]] as const
  ),
  ...[
    "ZENML_SERVER_API_KEY",
    "ZENML_API_KYE",
    "zenml_api_key",
    "ZENML_API_KEYS",
  ]
    .map((name) =>
      [`takes ${name} for ZENML_API_KEY`, {
        ZENML_SERVER_URL: URL_A,
        [name]: KEY,
      }, [misspelled("error", "terraform", name)]] as const
    ),
  ["takes ZENML_SERVER_URI for ZENML_SERVER_URL", {
    ZENML_SERVER_URI: URL_A,
    ZENML_API_KEY: KEY,
  }, [misspelled("error", "terraform", "ZENML_SERVER_URI")]],
  ["finds a wrong name where nothing else is set", { ZENML_URL: URL_A }, [
    misspelled("error", "client", "ZENML_URL"),
  ]],
  ["warns of a wrong name with the right one", {
    ...CLIENT,
    ZENML_STORE_URI: URL_B,
  }, [misspelled("warning", "client", "ZENML_STORE_URI")]],
  ["mentions a wrong key with the right one with the same value", {
    ...TERRAFORM,
    ZENML_SERVER_API_KEY: KEY,
  }, [misspelled("info", "terraform", "ZENML_SERVER_API_KEY")]],
  ["warns of a wrong key with the right one with another value", {
    ...TERRAFORM,
    ZENML_SERVER_API_KEY: OTHER_KEY,
  }, [misspelled("warning", "terraform", "ZENML_SERVER_API_KEY")]],
  ["finds a wrong name with an empty right one", {
    ...CLIENT,
    ZENML_STORE_URL: "",
    ZENML_STORE_URI: URL_A,
  }, [
    misspelled("error", "client", "ZENML_STORE_URI"),
    "value-empty error client ZENML_STORE_URL",
  ]],
  ["finds a wrong name that leaves the client without its password", {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASS: "hunter2",
  }, [misspelled("error", "client", "ZENML_STORE_PASS")]],
  [
    "drops the other's wrong name under --consumer",
    {
      ...CLIENT,
      ZENML_SERVER_API_KEY: KEY,
    },
    [],
    { consumer: "client" },
  ],
  ["takes names that are two slips away for others", {
    ...CLIENT,
    ZENML_STORES_URLS: URL_B,
    ZENML_SERVICE_URL: URL_B,
    ZENML: "1",
    STORE_URL: URL_B,
  }, []],
]);

/** Env files and an environment, and the places that are found hidden. */
type Shadow = readonly [
  criterion: string,
  environment: Environment,
  texts: readonly string[],
  expected: readonly string[],
];

const HIDDEN = "value-shadowed info client ZENML_STORE_URL";

const SHADOWS: readonly Shadow[] = [
  ["finds a value that the environment hides", CLIENT, [
    `ZENML_STORE_URL=${URL_B}`,
  ], [HIDDEN]],
  ["is silent about an identical value", CLIENT, [
    `ZENML_STORE_URL="${URL_A}"`,
  ], ["file-dialect info client ZENML_STORE_URL"]],
  ["is silent about a value that another file hides", {}, [
    `ZENML_STORE_URL=${URL_A}\nZENML_STORE_API_KEY=${KEY}`,
    `ZENML_STORE_URL=${URL_B}`,
  ], []],
  [
    "finds a value that an empty one hides",
    {
      ...CLIENT,
      ZENML_STORE_API_KEY: "",
    },
    [`ZENML_STORE_API_KEY=${KEY}`],
    [
      "credential-missing error client ZENML_STORE_API_KEY",
      "value-empty warning client ZENML_STORE_API_KEY",
      "value-shadowed info client ZENML_STORE_API_KEY",
    ],
  ],
];

for (const [criterion, environment, texts, expected] of SHADOWS) {
  Deno.test({
    name: `resolve() ${criterion}`,
    permissions: "none",
    fn() {
      const { findings } = resolve({ environment, envFiles: files(...texts) });
      assertEquals(inShort(findings), [...expected].sort());
    },
  });
}

Deno.test({
  name: "resolve() names both places of a hidden value",
  permissions: "none",
  fn() {
    const envFiles = [parseEnvFile(`\nZENML_STORE_URL=${URL_B}`, ".env.ci")];
    const [finding] = resolve({ environment: CLIENT, envFiles }).findings;
    assertEquals([finding?.file, finding?.line], [".env.ci", 2]);
    assertStringIncludes(finding?.message ?? "", ".env.ci:2");
    assertStringIncludes(finding?.message ?? "", "environment");
  },
});

const INVALID_LINES: ReadonlyArray<readonly [string, string, string | null]> = [
  ["ZENML_STORE_URL https://zenml.example.com", "error", "ZENML_STORE_URL"],
  ['ZENML_STORE_API_KEY="abc', "error", "ZENML_STORE_API_KEY"],
  ["set ZENML_API_KEY=abc", "error", null],
  ["zenml-store-url=abc", "error", null],
  ["just some words", "warning", null],
  ["MY-NAME=abc", "warning", null],
  ["=abc", "warning", null],
];

for (const [line, severity, variable] of INVALID_LINES) {
  Deno.test({
    name: `resolve() finds no assignment in ${line}`,
    permissions: "none",
    fn() {
      const envFiles = [parseEnvFile(`A=b\n${line}\n${line}\nC=d`, ".env")];
      const { findings, configuration } = resolve({
        environment: CLIENT,
        envFiles,
      });
      assertEquals(
        findings.map((found) => [
          found.code,
          found.severity,
          found.variable,
          found.source,
        ]),
        [2, 3].map((
          at,
        ) => ["file-invalid", severity, variable, `.env:${at}`]),
      );
      assertEquals(configuration?.serverUrl.value, URL_A);
    },
  });
}
