import { configurationOf, resolve } from "@mlops/zenml-env";
import { diagnose } from "@mlops/zenml-env/doctor";
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

// The values to use, normalised; a secret shows itself to reveal() alone.
const { serverUrl, credential } = configurationOf(resolution);
assertEquals(serverUrl.value, "https://zenml.example.com");
if (credential.kind === "api-key") {
  assertEquals(`${credential.key}`, "[redacted]");
  assertEquals(credential.key.reveal(), "ZENPROKEY_abc");
}

// Without `offline` this asks the server.
const { connections } = await diagnose(resolution, { offline: true });
assertEquals(connections[0]?.checks[0]?.id, "target");
