import { assertEquals, assertMatch } from "@std/assert";
import { runHere } from "../helpers/captured_shell.ts";
import { KEY } from "../helpers/credentials.ts";

Deno.test("main() ends with 3 and one line for a bug, which names the place and no value", async () => {
  const { status, stdout, stderr } = await runHere(["resolve"], 100, {
    readEnvironment() {
      throw new RangeError(`Cannot read ${KEY}`);
    },
  });
  assertEquals([status, stdout], [3, ""]);
  assertMatch(
    stderr,
    /^zenml-env itself failed \(RangeError at main_test\.ts:\d+:\d+\): this is a bug; please report it [^\n]+\n$/u,
  );
});

Deno.test("main() ends with 3 and says what to do where a package cannot be loaded", async () => {
  const { status, stderr } = await runHere(["resolve"], 100, {
    readEnvironment() {
      throw Object.assign(new TypeError("failed to load"), {
        code: "ERR_MODULE_NOT_FOUND",
      });
    },
  });
  assertEquals(status, 3);
  assertMatch(stderr, /^Cannot load @std from JSR: .*--import-map=/u);
});

Deno.test("main() shows no secret that was read in the line of a bug", async () => {
  class Named extends Error {
    override name = KEY;
  }
  const { status, stderr } = await runHere(["resolve"], 100, {
    readEnvironment: () => ({
      variables: { ZENML_STORE_API_KEY: KEY },
      refused: [],
      undecodable: [],
    }),
    isFile: () => Promise.reject(new Named()),
  });
  assertEquals(status, 3);
  assertMatch(stderr, /^zenml-env itself failed \(\[redacted\]/u);
});
