import { resolve } from "@mlops/zenml-env";
import { diagnose } from "@mlops/zenml-env/doctor";
import { assertEquals } from "@std/assert";

const resolution = resolve({
  environment: { ZENML_STORE_URL: "https://zenml.example.com" },
});
// Without `offline` this connects to the server.
const { connections } = await diagnose(resolution, { offline: true });
assertEquals(connections[0]?.checks[0]?.id, "target");
assertEquals(connections[0]?.checks[0]?.status, "pass");
