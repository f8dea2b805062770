import { configurationOf, resolve } from "@mlops/zenml-env";
import { assertEquals } from "@std/assert";

const resolution = resolve({
  environment: {
    ZENML_SERVER_URL: "https://zenml.example.com/",
    ZENML_API_KEY: "ZENPROKEY_abc",
  },
});

// What is wrong: a code to act on, a message and a hint to show.
const [finding] = resolution.findings;
assertEquals(finding?.code, "url-trailing-slash");
assertEquals(finding?.severity, "error");

// What each program would use by itself.
assertEquals(resolution.consumers.client.status, "local");
assertEquals(resolution.consumers.terraform.status, "remote");

// The normalised values; a secret prints as [redacted], and reveal() returns it.
const { credential } = configurationOf(resolution);
if (credential.kind === "api-key") {
  assertEquals(`${credential.key}`, "[redacted]");
  assertEquals(credential.key.reveal(), "ZENPROKEY_abc");
}
