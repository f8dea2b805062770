import { assert, assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { DEMO_STATES, type DemoState } from "../../lib/demo/states.ts";
import { allFindingsOf } from "../../lib/doctor/diagnosis.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { fixSteps } from "../../lib/finding/fix_steps.ts";
import { fixParts } from "../../lib/report/fix_text.ts";
import { resolve } from "../../mod.ts";
import { needing, read } from "../helpers/programs.ts";

async function findingsOf(state: DemoState) {
  await using server = await startDemoServer(state);
  const resolution = resolve({ environment: server.environment });
  return allFindingsOf(await diagnose(resolution, { timeoutMs: 300 }));
}

for (const state of Object.keys(DEMO_STATES) as DemoState[]) {
  Deno.test({
    ...needing("bash", `bash takes every command that fixes ${state}`),
    async fn() {
      const lines = (await findingsOf(state)).flatMap(({ fix }) =>
        fixSteps(fix, "posix").flatMap(({ lines }) => lines)
      );
      // It ends with an error where it cannot read a line.
      assertEquals(await read("bash", ["-n", "-c", lines.join("\n")]), "");
    },
  });

  Deno.test(`diagnose() names a shell without variables for every zenml command of ${state}`, async () => {
    for (const { fix, hint, message } of await findingsOf(state)) {
      assert(hint !== "", message);
      for (const { words, lines } of fixParts(fix, "posix")) {
        const [first, ...others] = lines;
        if (![first, ...others].some((line) => line?.startsWith("zenml "))) {
          continue;
        }
        assert(
          words?.includes("in a shell without ZENML_STORE_*") ||
            words?.startsWith("In a shell without ZENML_STORE_*"),
          `${words}`,
        );
        assert(/^zenml log(?:in|out) /u.test(first ?? ""), first);
      }
    }
  });
}
