import { assertEquals } from "@std/assert";
import { resolve } from "../../lib/resolver/resolve.ts";

const CONNECTION = {
  ZENML_STORE_URL: "https://zenml.example.com",
  ZENML_STORE_API_TOKEN: "e30.e30.x",
};
const ID = "8a4de4b2-2c54-4f92-9f0e-1e0a9d7d1c6e";

/** What the ids of a project and a stack hold, and the code without its first word; null where nothing is wrong. */
const VALUES: readonly (readonly [string, string | null])[] = [
  [ID, null],
  [ID.toUpperCase(), null],
  [ID.replaceAll("-", ""), null],
  // The server knows whether there is one of this name.
  ["default", null],
  ["my project", null],
  [`${ID}\n`, "id-malformed"],
  [` ${ID}`, "id-malformed"],
  [`"${ID}"`, "id-malformed"],
  [`'default'`, "id-malformed"],
  ["<PROJECT_ID>", "id-malformed"],
  ["changeme", "id-malformed"],
  ["${PROJECT_ID}", "id-malformed"],
  ["${{ vars.PROJECT }}", "id-malformed"],
  ["***", "id-malformed"],
];

const NAMES = [
  ["ZENML_ACTIVE_PROJECT_ID", "project"],
  ["ZENML_ACTIVE_STACK_ID", "stack"],
] as const;

for (const [variable, role] of NAMES) {
  for (const [value, expected] of VALUES) {
    Deno.test({
      name: `resolve() finds ${expected ?? "nothing"} where ${variable} is ${
        JSON.stringify(value)
      }`,
      permissions: "none",
      fn() {
        const { findings } = resolve({
          environment: { ...CONNECTION, [variable]: value },
        });
        assertEquals(
          findings.map(({ code, variable }) => [code, variable]),
          expected === null ? [] : [[`${role}-${expected}`, variable]],
        );
      },
    });
  }

  Deno.test({
    name: `resolve() takes no consumer for in use by ${variable} alone`,
    permissions: "none",
    fn() {
      const { consumers, findings } = resolve({
        environment: { [variable]: `${ID}\n` },
      });
      assertEquals(consumers.client.status, "local");
      assertEquals(findings.map(({ code }) => code), ["url-missing"]);
    },
  });

  Deno.test({
    name: `resolve() takes --${role} before ${variable}, for the client alone`,
    permissions: "none",
    fn() {
      const { connections } = resolve({
        flags: { [role]: "mine" },
        environment: { ...CONNECTION, [variable]: ID },
      });
      assertEquals(connections.map((each) => each[role]), [{
        value: "mine",
        isId: false,
        variable,
        source: { kind: "flag", name: `--${role}` },
      }]);
    },
  });
}
