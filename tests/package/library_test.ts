import { assert, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../../offline/children.ts";
import { runDeno } from "../helpers/deno.ts";

Deno.test("README.md lists the entries of the package, in their order", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  assertEquals(
    [...readme.matchAll(/^\| `(@mlops\/zenml-env\S*)`/gmu)]
      .map(([, name = ""]) => name.replace(config.name, ".")),
    Object.keys(config.exports),
  );
});

const MODULE = new URL("../../mod.ts", import.meta.url).href;

Deno.test("environmentOf() needs no permission but --allow-env=ZENML_*", async () => {
  const program = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(
      program,
      `import { environmentOf } from "${MODULE}";
      const environment = environmentOf((name) => Deno.env.get(name));
      console.log(Object.keys(environment).join(), environment.ZENML_STORE_URL);`,
    );
    const { status, stdout, stderr } = await runDeno([
      "run",
      "--no-lock",
      "--no-prompt",
      "--allow-env=ZENML_*",
      program,
    ], { env: { ZENML_STORE_URL: "https://h", ZENML_URL: "x", OTHER: "x" } });
    assertEquals([status, stderr], [0, ""]);
    assertEquals(stdout, "ZENML_STORE_URL,ZENML_URL https://h\n");
  } finally {
    await Deno.remove(program);
  }
});

Deno.test("mod.ts says as a program what to run instead, and exits with 1", async () => {
  for (const args of [[], ["doctor"], ["resolve", "--format", "json"]]) {
    const { status, stdout, stderr } = await runDeno([
      "run",
      "--no-lock",
      "--no-prompt",
      MODULE,
      ...args,
    ]);
    assertEquals([status, stdout], [1, ""]);
    assert(stderr.includes("zenml-env/cli"), stderr);
  }
});
