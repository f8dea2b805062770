import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import {
  buildWheel,
  copyRepository,
  mustRun,
  runScript,
  wheelTest,
} from "./environment.ts";

Deno.test(
  wheelTest(
    "the wheel is the same file wherever and whenever it is built, with the version of deno.json",
  ),
  async () => {
    await using here = await temporaryFolder();
    await using there = await temporaryFolder();
    await using copy = await temporaryFolder();
    await copyRepository(copy.path);
    await mustRun('find "$1" -type f -exec touch -d 2001-02-03 {} +', [
      copy.path,
    ]);
    const [first, second] = [
      await buildWheel(here.path),
      await buildWheel(there.path, copy.path),
    ];
    const { version } = config;
    assertMatch(first, new RegExp(`/zenml_env-${version}-py3-none-any\\.whl$`));
    assertEquals(
      await Deno.readFile(first),
      await Deno.readFile(second),
    );
  },
);

Deno.test(
  wheelTest(
    ".pre-commit-hooks.yaml has a hook that pre-commit installs from a clone, and that refuses bad env files",
  ),
  async () => {
    await using clone = await temporaryFolder();
    const revision = await copyRepository(clone.path);
    await using folder = await temporaryFolder();
    const recipe = await Deno.readTextFile("examples/pre-commit-config.yaml");
    await folder.write(
      ".pre-commit-config.yaml",
      recipe.replace("https://github.com/OWNER/zenml-env", clone.path)
        .replace(/\brev: .*/u, `rev: ${revision}`),
    );
    await folder.write(
      "a.env",
      "ZENML_SERVER_URL=https://a.example.com\n",
    );
    await folder.write(".env.example", "NOT_OF_ZENML=1\n");
    await folder.write("config.py", "ZENML_SERVER_URL='/'\n");
    await using home = await temporaryFolder();
    const commit = () =>
      runScript("git init --quiet . && git add --all && pre-commit run", [], {
        cwd: folder.path,
        inherits: true,
        env: {
          PRE_COMMIT_HOME: home.path,
          // A variable of whoever commits has no say.
          ZENML_STORE_URL: "nonsense",
        },
      });
    const good = await commit();
    assertEquals(good.status, 0, good.stdout + good.stderr);
    assertMatch(good.stdout, /env files for ZenML\.+Passed/u);
    await folder.write(
      "deploy.env",
      "ZENML_SERVER_URL=https://b.example.com/\n",
    );
    const bad = await commit();
    assertEquals(bad.status, 1, bad.stdout + bad.stderr);
    assertStringIncludes(bad.stdout, "url-trailing-slash");
    assertStringIncludes(bad.stdout, "Failed: 1 of 3 targets");
  },
);
