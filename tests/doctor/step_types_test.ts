import { assertEquals } from "@std/assert";
import { STEP_IDS } from "../../lib/codes/steps.ts";
import { defineStep, passed } from "../../lib/doctor/step.ts";
import { STEPS } from "../../lib/doctor/steps/steps.ts";

Deno.test({
  name:
    "defineStep() hands a step the values of what it needs, and of nothing else",
  permissions: "none",
  fn() {
    const needy = defineStep({
      id: "version",
      needs: ["server"],
      run(needed) {
        // @ts-expect-error A login was not declared as needed.
        const undeclared = needed.login;
        return Promise.resolve(
          passed(true, `${needed.server.info.version} ${undeclared}`),
        );
      },
    });
    assertEquals(needy.needs, ["server"]);
  },
});

Deno.test({
  name:
    "STEPS holds each step under its own id, with needs that come before it",
  permissions: "none",
  fn() {
    assertEquals(Object.keys(STEPS), [...STEP_IDS]);
    for (const [index, id] of STEP_IDS.entries()) {
      assertEquals(STEPS[id].id, id);
      for (const need of STEPS[id].needs) {
        assertEquals(STEP_IDS.indexOf(need) < index, true, `${id}: ${need}`);
      }
    }
  },
});
