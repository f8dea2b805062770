import { assertEquals, assertStringIncludes } from "@std/assert";
import { hasProgram } from "../helpers/programs.ts";
import { readPage } from "./pages.ts";
import { kitchen, STATES } from "./recipes.ts";

const ignore = !hasProgram("bash");

/** Runs what is here in the place of the example's program. */
function withShell(text: string, program: string, arg: string): string {
  return text.replace(`--allow-run=${program}`, "--allow-run=sh")
    .replace(`${program} ${arg}`, `sh -c 'echo "ran with $ZENML_API_KEY"'`);
}

for (const [state, expected] of STATES) {
  Deno.test(
    `examples/exec.sh runs the program only at a server that is healthy: ${state}`,
    { ignore },
    async () => {
      await using ready = await kitchen(state);
      const { ZENML_STORE_URL = "", ZENML_STORE_API_KEY = "" } =
        ready.server.environment;
      const script = await readPage("examples/exec.sh");
      const { status, stdout, stderr } = await ready.run(
        ready.adapted(withShell(script, "terraform", "plan")),
        { ZENML_STORE_URL, ZENML_STORE_API_KEY },
      );
      assertEquals(
        [status, stdout],
        expected === 0 ? [0, `ran with ${ZENML_STORE_API_KEY}\n`] : [125, ""],
        stderr,
      );
    },
  );
}

Deno.test(
  "examples/exec-env-file.sh gives the program the values of the env file",
  {
    ignore,
  },
  async () => {
    await using ready = await kitchen("healthy");
    const { ZENML_STORE_URL = "", ZENML_STORE_API_KEY = "" } =
      ready.server.environment;
    await ready.folder.write(
      ".env",
      `ZENML_STORE_URL=${ZENML_STORE_URL}\nZENML_STORE_API_KEY=${ZENML_STORE_API_KEY}\n`,
    );
    const script = await readPage("examples/exec-env-file.sh");
    const { status, stdout, stderr } = await ready.run(
      ready.adapted(withShell(script, "python3", "run.py")),
    );
    assertEquals(status, 0, stderr);
    assertStringIncludes(stdout, `ran with ${ZENML_STORE_API_KEY}`);
  },
);
