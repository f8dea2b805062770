// deno run --allow-env=ZENML_* --allow-net=zenml.example.com start-up.ts
import { resolve } from "@mlops/zenml-env";
import { diagnose } from "@mlops/zenml-env/doctor";
import { readEnvironment } from "@mlops/zenml-env/environment";
import { textReport } from "@mlops/zenml-env/report";

const resolution = resolve({ environment: readEnvironment() });
const diagnosis = await diagnose(resolution, { deadlineMs: 20_000 });
if (!diagnosis.ok) {
  console.error(textReport(diagnosis));
  Deno.exit(1);
}
// Warnings do not keep the program from starting.
for (const { code, message, hint } of diagnosis.problems) {
  console.warn(`${code}: ${message}. Fix: ${hint}`);
}
console.log("Connected to ZenML");
