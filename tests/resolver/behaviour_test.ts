import { assert, assertEquals } from "@std/assert";
import { type Consumer, resolve } from "../../mod.ts";
import { CLIENT_RULES } from "./client_rules.ts";
import { CLIENT_URL_RULES } from "./client_url_rules.ts";
import { PROVIDER_RULES } from "./provider_rules.ts";
import type { Expected, Rule } from "./rule.ts";
import { CLIENT, files, PRO_KEY, URL_A, URL_B } from "./support.ts";

const RULES: ReadonlyArray<readonly [Consumer, readonly Rule[]]> = [
  ["client", [...CLIENT_URL_RULES, ...CLIENT_RULES]],
  ["terraform", PROVIDER_RULES],
];

for (const [consumer, rules] of RULES) {
  for (const [rule, environment, expected, codes, hostFacts] of rules) {
    Deno.test({
      name: `resolve() knows that the ${consumer} ${rule}`,
      permissions: "none",
      fn() {
        const { consumers, findings } = resolve({
          environment,
          ...(hostFacts ? { hostFacts } : {}),
        }, { isFile: () => false });
        const view: Expected = consumers[consumer];
        assertEquals({ ...view, ...expected }, view);
        const own = findings.filter((finding) =>
          finding.consumers.includes(consumer)
        );
        assertEquals(own.map(({ code }) => code).sort(), [...codes].sort());
        assert(
          view.status !== "error" ||
            own.some(({ severity }) => severity === "error"),
        );
      },
    });
  }
}

Deno.test({
  name: "resolve() keeps to the letter what ZENML_PRO_API_URL says",
  permissions: "none",
  fn() {
    for (const value of ["https://pro.example.com/", "HTTPS://pro", " x", ""]) {
      const environment = {
        ...CLIENT,
        ZENML_STORE_API_KEY: PRO_KEY,
        ZENML_PRO_API_URL: value,
      };
      const [connection] = resolve({ environment }).connections;
      assertEquals(connection?.proApiUrl?.value, value);
    }
    const [unset] = resolve({ environment: CLIENT }).connections;
    assertEquals(unset?.proApiUrl?.value, "https://cloudapi.zenml.io");
  },
});

Deno.test({
  name: "resolve() hides nothing of the environment by an env file",
  permissions: "none",
  fn() {
    const envFiles = files(`ZENML_STORE_URL=${URL_B}`);
    const { consumers } = resolve({ environment: CLIENT, envFiles });
    assertEquals(consumers.client.serverUrl, URL_A);
  },
});
