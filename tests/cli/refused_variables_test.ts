import { assertEquals } from "@std/assert";
import { withRefusedVariables } from "../../lib/cli/refused_variables.ts";
import { resolve } from "../../mod.ts";

const URL = { ZENML_STORE_URL: "https://zenml.example.com" };

/** What is set, which variables may not be read, and what is found then. */
const CASES: readonly (readonly [
  Readonly<Record<string, string>>,
  readonly string[],
  readonly string[],
])[] = [
  [{}, [], ["url-missing error"]],
  [{}, ["ZENML_STORE_URL"], ["permission-denied error"]],
  // That another variable may not be read explains nothing.
  [{}, ["ZENML_STORE_PASSWORD"], [
    "permission-denied info",
    "url-missing error",
  ]],
  [URL, ["ZENML_STORE_API_KEY"], ["permission-denied error"]],
  [URL, ["ZENML_API_KEY"], [
    "permission-denied info",
    "credential-missing error",
  ]],
];

for (const [environment, refused, found] of CASES) {
  Deno.test(`withRefusedVariables() finds ${found.join(", ")} where ${refused.join(", ") || "nothing"} may not be read with ${Object.keys(environment).join(", ") || "nothing"} set`, () => {
    const { findings } = withRefusedVariables(
      resolve({ environment }),
      refused,
    );
    assertEquals(
      findings.map(({ code, severity }) => `${code} ${severity}`),
      found,
    );
  });
}
