// deno run --allow-env=ZENML_* --allow-net=zenml.example.com,0.0.0.0:8080 health.ts
import { resolve } from "@mlops/zenml-env";
import { diagnose, type Diagnosis } from "@mlops/zenml-env/doctor";
import { readEnvironment } from "@mlops/zenml-env/environment";

/** Probes come every few seconds; each examination is one login. */
const FRESH_MS = 30_000;

const resolution = resolve({ environment: readEnvironment() });
let examined: { at: number; diagnosis: Promise<Diagnosis> } | undefined;

function examine(): Promise<Diagnosis> {
  const at = performance.now();
  if (examined === undefined || at - examined.at > FRESH_MS) {
    examined = { at, diagnosis: diagnose(resolution, { deadlineMs: 5_000 }) };
  }
  return examined.diagnosis;
}

Deno.serve({ port: Number(Deno.args[0] ?? 8080) }, async ({ url }) => {
  if (new URL(url).pathname !== "/health") {
    return new Response("Not found", { status: 404 });
  }
  const { ok, problems } = await examine();
  const shown = problems.map(({ code, message }) => ({ code, message }));
  return Response.json({ ok, problems: shown }, { status: ok ? 200 : 503 });
});
