import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import example from "../../examples/links.json" with { type: "json" };
import { startDemoServer } from "../../lib/demo/server.ts";
import { ROOT } from "../../offline/children.ts";
import { runDeno } from "../helpers/deno.ts";
import { serveRegistry } from "../helpers/registry.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

Deno.test("examples/links.json is for this version of the package", () => {
  assertEquals<Record<string, string>>(example.imports, {
    [config.name]: `jsr:${config.name}@^${config.version}`,
  });
});

Deno.test("another project uses the package from a clone by the links of examples/links.json", async () => {
  await using folder = await temporaryFolder();
  await using registry = serveRegistry();
  await using server = await startDemoServer("healthy");
  const [link = ""] = example.links;
  const project = `${folder.path}/project`;
  await Deno.mkdir(project);
  await Deno.symlink(
    ROOT.pathname,
    new URL(link, `file://${project}/`).pathname,
  );
  await folder.write("project/deno.json", JSON.stringify(example));
  const entries = Object.keys(config.exports).filter((name) =>
    name !== "./cli"
  );
  for (const program of ["pipelines.ts", "start-up.ts"]) {
    await Deno.copyFile(
      new URL(`examples/${program}`, ROOT),
      `${project}/${program}`,
    );
  }
  await folder.write(
    "project/entries.ts",
    entries.map((name) => `import "${config.name}${name.slice(1)}";\n`).join(
      "",
    ),
  );
  const run = (program: string) =>
    runDeno([
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-env=ZENML_*",
      "--allow-net=127.0.0.1",
      program,
    ], {
      cwd: project,
      env: {
        ...server.environment,
        DENO_DIR: `${folder.path}/cache`,
        JSR_URL: `http://127.0.0.1:${registry.addr.port}`,
      },
    });
  assertEquals(await run("pipelines.ts"), {
    status: 0,
    stdout: "ingest\ntrain\n",
    stderr: "",
  });
  assertEquals((await run("start-up.ts")).stdout, "Connected to ZenML\n");
  assertEquals(await run("entries.ts"), {
    status: 0,
    stdout: "",
    stderr: "",
  });
});
