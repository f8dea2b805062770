import { assert, assertEquals } from "@std/assert";
import { secretsOfSources } from "../../lib/cli/source_secrets.ts";
import { KEY, KEY_VALUE } from "../helpers/credentials.ts";

for (
  const [where, sources] of [
    ["standard input", { flags: { apiKey: KEY } }],
    ["the environment", { environment: { ZENML_STORE_API_KEY: KEY } }],
    ["a name one slip away", { environment: { ZENML_STORE_API_KEYS: KEY } }],
    ["a name in other case", { environment: { zenml_api_key: KEY } }],
    ["an env file", {
      envFiles: [{
        file: ".env",
        findings: [],
        settings: [{
          variable: "ZENML_API_KEY",
          value: KEY,
          source: { kind: "file", file: ".env", line: 1 },
        }],
      }],
    }],
  ] as const
) {
  Deno.test({
    name: `secretsOfSources() lists a key of ${where}, and its secret part`,
    permissions: "none",
    fn() {
      const secrets = secretsOfSources(sources);
      assert(secrets.includes(KEY));
      assert(secrets.includes(KEY_VALUE));
    },
  });
}

Deno.test({
  name: "secretsOfSources() lists no value of another variable",
  permissions: "none",
  fn() {
    const environment = {
      ZENML_STORE_URL: "https://zenml.example.com",
      ZENML_STORE_USERNAME: "deploy-bot",
      PATH: "/usr/bin",
    };
    assertEquals(secretsOfSources({ environment }), []);
  },
});
