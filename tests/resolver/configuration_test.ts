import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  configurationOf,
  resolve,
  safeConfigurationOf,
} from "../../mod.ts";
import { KEY, TOKEN } from "../helpers/credentials.ts";

const URL = "https://zenml.example.com";
const CLIENT = { ZENML_STORE_URL: URL, ZENML_STORE_API_KEY: KEY };

/** A configuration that is refused, and the code that says why. */
const REFUSED = [
  ["nothing", {}, "url-missing"],
  ["a placeholder as key", {
    ZENML_STORE_URL: URL,
    ZENML_STORE_API_KEY: "changeme",
  }, "value-placeholder"],
  ["a template as key", {
    ZENML_STORE_URL: URL,
    ZENML_STORE_API_KEY: "${KEY}",
  }, "value-unexpanded"],
  ["quotes around nothing", {
    ZENML_STORE_URL: URL,
    ZENML_STORE_API_KEY: '""',
  }, "value-quoted"],
  ["a key with a blank inside", {
    ZENML_STORE_URL: URL,
    ZENML_STORE_API_KEY: "ZENPROKEY_ab cd",
  }, "value-whitespace"],
  ["a key that was cut off", {
    ZENML_STORE_URL: URL,
    ZENML_STORE_API_KEY: "ZENKEY_x",
  }, "key-malformed"],
  ["a token as key", {
    ZENML_STORE_URL: URL,
    ZENML_STORE_API_KEY: TOKEN,
  }, "token-in-key-variable"],
  ["a placeholder as user name", {
    ZENML_STORE_URL: URL,
    ZENML_STORE_USERNAME: "<user>",
    ZENML_STORE_PASSWORD: "hunter2",
  }, "value-placeholder"],
  ["the management API as URL", {
    ...CLIENT,
    ZENML_STORE_URL: "https://cloudapi.zenml.io",
  }, "url-is-pro-management-api"],
  ["the dashboard of Pro as URL", {
    ...CLIENT,
    ZENML_STORE_URL: "https://cloud.zenml.io",
  }, "url-is-pro-dashboard"],
  ["no verification that there is", {
    ...CLIENT,
    ZENML_STORE_VERIFY_SSL: "maybe",
  }, "tls-verify-invalid"],
  [
    "two URLs",
    { ...CLIENT, ZENML_SERVER_URL: "https://other.example.com" },
    "conventions-disagree",
  ],
] as const satisfies readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  string,
])[];

for (const [name, environment, code] of REFUSED) {
  Deno.test({
    name: `configurationOf() refuses ${name}: ${code}`,
    permissions: "none",
    fn() {
      const resolution = resolve({ environment });
      const result = safeConfigurationOf(resolution);
      assert(!result.ok);
      assertEquals(result.error.findings, resolution.findings);
      assert(result.error.findings.some((each) => each.code === code));
      const error = assertThrows(
        () => configurationOf(resolution),
        ConfigurationError,
        `(${code})`,
      );
      assertEquals(error.message, result.error.message);
    },
  });
}

/** A configuration that can be used, whatever is to be said about it, and the kind of its credential. */
const USABLE = [
  ["a key", CLIENT, "api-key"],
  ["no credential at all", { ZENML_STORE_URL: URL }, "none"],
  ["an empty credential", {
    ZENML_STORE_URL: URL,
    ZENML_STORE_API_KEY: "",
  }, "none"],
  ["a URL that only Terraform refuses", {
    ZENML_SERVER_URL: `${URL}/`,
    ZENML_API_KEY: KEY,
  }, "api-key"],
  ["a placeholder in the convention that was not chosen", {
    ...CLIENT,
    ZENML_API_KEY: "changeme",
  }, "api-key"],
  ["a placeholder as project", {
    ...CLIENT,
    ZENML_ACTIVE_PROJECT_ID: "<project>",
  }, "api-key"],
] as const satisfies readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  string,
])[];

for (const [name, environment, kind] of USABLE) {
  Deno.test({
    name: `configurationOf() accepts ${name}`,
    permissions: "none",
    fn() {
      const resolution = resolve({ environment });
      const configuration = configurationOf(resolution);
      assertEquals(configuration.credential.kind, kind);
      assertEquals(configuration, resolution.configuration);
      assertEquals(safeConfigurationOf(resolution), {
        ok: true,
        configuration,
      });
    },
  });
}

Deno.test({
  name:
    "ConfigurationError.message says in one line what is wrong, and the fix",
  permissions: "none",
  fn() {
    const environment = { ZENML_STORE_URL: URL, ZENML_STORE_API_KEY: "<key>" };
    const result = safeConfigurationOf(resolve({ environment }));
    assert(!result.ok);
    assertEquals(
      result.error.message,
      "Cannot configure a connection to ZenML: ZENML_STORE_API_KEY is an example that was never replaced; it is not sent (value-placeholder). Fix: export ZENML_STORE_API_KEY='<the API key>'",
    );
  },
});
