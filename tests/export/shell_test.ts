import { assertEquals } from "@std/assert";
import { SHELL } from "../../lib/export/shell.ts";
import { needing, read } from "../helpers/programs.ts";
import { forManyValues, named } from "./values.ts";

/** Evaluates the assignments as users do, and prints every value. */
async function evaluate(
  shell: string,
  values: readonly string[],
): Promise<readonly string[]> {
  const pairs = named(values);
  const printed = pairs.map(([variable]) => `"$${variable}"`).join(" ");
  const text = pairs.map(([variable, value]) =>
    SHELL.comment(value) + SHELL.assign(variable, value)
  ).join("");
  const script = `eval "$(cat)"; printf '%s\\0' ${printed}`;
  const env = { LC_ALL: "C.UTF-8" };
  const stdout = await read(shell, ["-c", script], { stdin: text, env });
  return stdout.split("\0").slice(0, -1);
}

for (const shell of ["bash", "sh"]) {
  Deno.test({
    ...needing(
      shell,
      `SHELL writes what ${shell} reads back, whatever the value`,
    ),
    async fn() {
      await forManyValues(async (values) => {
        assertEquals(await evaluate(shell, values), values);
      });
    },
  });
}

Deno.test("SHELL leaves a harmless value as it is", () => {
  assertEquals(
    SHELL.assign("A", "https://zenml.example.com:8080/a"),
    "export A=https://zenml.example.com:8080/a\n",
  );
});
