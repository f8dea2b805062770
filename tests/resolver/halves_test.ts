import { assertEquals } from "@std/assert";
import type { Consumer } from "../../lib/codes/variables.ts";
import { contextOf } from "../../lib/resolver/context.ts";
import { resolve } from "../../mod.ts";
import {
  CLIENT,
  type Environment,
  KEY,
  PRO_KEY,
  TERRAFORM,
  TOKEN,
  URL_A,
} from "./support.ts";

/** What each consumer lacks, and where it is: `consumer half variable elsewhere`. */
const HALVES: readonly (readonly [
  name: string,
  environment: Environment,
  expected: readonly string[],
])[] = [
  ["nothing is set", {}, []],
  ["both conventions are complete", { ...CLIENT, ...TERRAFORM }, []],
  ["the client has no credential", { ZENML_STORE_URL: URL_A }, [
    "client credential ZENML_STORE_API_KEY nowhere",
  ]],
  ["Terraform has no URL", { ZENML_API_KEY: KEY }, [
    "terraform url ZENML_SERVER_URL nowhere",
  ]],
  [
    "each convention has a half",
    { ZENML_STORE_URL: URL_A, ZENML_API_TOKEN: TOKEN },
    [
      "client credential ZENML_STORE_API_TOKEN ZENML_API_TOKEN",
      "terraform url ZENML_SERVER_URL ZENML_STORE_URL",
    ],
  ],
  [
    "a password is of no use to Terraform",
    {
      ZENML_SERVER_URL: URL_A,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: "hunter2",
    },
    [
      "client url ZENML_STORE_URL ZENML_SERVER_URL",
      "terraform credential ZENML_API_KEY nowhere",
    ],
  ],
  [
    "a placeholder is no half",
    { ZENML_STORE_URL: "https://<host>", ZENML_API_KEY: "changeme" },
    [
      "client credential ZENML_STORE_API_KEY nowhere",
      "terraform url ZENML_SERVER_URL nowhere",
    ],
  ],
  ["an empty URL of the client is the cause", { ZENML_STORE_URL: "" }, []],
];

for (const [name, environment, expected] of HALVES) {
  Deno.test({
    name: `contextOf() gives the missing halves where ${name}`,
    permissions: "none",
    fn() {
      const { missingHalves } = contextOf({ environment });
      assertEquals(
        missingHalves.map(({ consumer, half, variable, elsewhere }) =>
          `${consumer} ${half} ${variable} ${elsewhere?.variable ?? "nowhere"}`
        ),
        expected,
      );
    },
  });
}

Deno.test({
  name: "resolve() connects no consumer whose missing half is elsewhere",
  permissions: "none",
  fn() {
    const environment = { ZENML_STORE_URL: URL_A, ZENML_API_KEY: PRO_KEY };
    const { connections, findings } = resolve({ environment });
    assertEquals(
      connections.map(({ consumers }) => consumers),
      [[]] as Consumer[][],
    );
    assertEquals(
      findings.map(({ code, consumers }) => [code, consumers]),
      [["conventions-split", ["client"]], ["conventions-split", ["terraform"]]],
    );
  },
});

Deno.test({
  name: "resolve() gives plain data without getters",
  permissions: "none",
  fn() {
    const environment = {
      ...CLIENT,
      ZENML_SERVER_URL: "https://u:p@x.example",
    };
    assertPlain(resolve({ environment }), "resolution");
  },
});

/** Holds a value to plain data: no getter, no function, and no class but the one that hides secrets. */
function assertPlain(value: unknown, path: string): void {
  if (typeof value !== "object" || value === null) {
    assertEquals(typeof value === "function", false, path);
    return;
  }
  if (value.constructor.name === "Secret") return;
  assertEquals(
    [Object.prototype, Array.prototype].includes(
      Object.getPrototypeOf(value),
    ),
    true,
    path,
  );
  for (
    const [key, property] of Object.entries(
      Object.getOwnPropertyDescriptors(value),
    )
  ) {
    assertEquals(property.get, undefined, `${path}.${key}`);
    assertPlain(property.value, `${path}.${key}`);
  }
}
