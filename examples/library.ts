import { configurationOf, resolve } from "@mlops/zenml-env";
import { assertEquals } from "@std/assert";

const resolution = resolve({
  environment: {
    ZENML_SERVER_URL: "https://zenml.example.com/",
    ZENML_API_KEY: "ZENPROKEY_abc",
  },
});
assertEquals(resolution.findings[0]?.code, "url-trailing-slash");
const { serverUrl } = configurationOf(resolution);
assertEquals(serverUrl.value, "https://zenml.example.com");
