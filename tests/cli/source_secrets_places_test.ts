import { assertEquals } from "@std/assert";
import { secretsOfSources } from "../../lib/cli/source_secrets.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";

/** One secret in each place from which values are read. */
const SOURCES = {
  flags: { apiKey: "of-the-flag" },
  environment: {
    ZENML_STORE_API_KEY: "of-the-environment",
    ZENML_STORE_PASSWORD: "of-the-password",
    ZENML_API_TOKEN: "of-the-token",
  },
  envFiles: [
    parseEnvFile("ZENML_API_KEY=of-the-first\n", "a.env"),
    parseEnvFile("\nZENML_API_KEY=of-the-second\n", "b.env"),
    parseEnvFile(
      "ZENML_API_KEY=of-a-duplicate\nZENML_API_KEY=of-the-third\n",
      "c.env",
    ),
  ],
};

for (
  const secret of [
    "of-the-flag",
    "of-the-environment",
    "of-the-password",
    "of-the-token",
    "of-the-first",
    "of-the-second",
    "of-the-third",
  ]
) {
  Deno.test(`secretsOfSources() lists the secret ${secret}, whatever hides it`, () => {
    assertEquals(secretsOfSources(SOURCES).includes(secret), true);
  });
}
