import { assert, assertEquals, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { isVariableName } from "../../lib/codes/variables.ts";
import { readArguments } from "../../lib/cli/arguments.ts";
import { ACTION, runAction } from "../action/runner.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { at, list, mapping, readYaml, text } from "../helpers/yaml.ts";
import { EXAMPLES, readPage } from "./pages.ts";
import { kitchen, STATES } from "./recipes.ts";

const ignore = !hasProgram("bash");

Deno.test("examples/ gives arguments that the command takes", async () => {
  let count = 0;
  for (const path of EXAMPLES) {
    const flat = (await readPage(path)).replaceAll(/\n +- /gu, " ");
    const calls = /\.js +doctor\b([^\n&]*)|task doctor\b([^\n&]*)/gu;
    for (const [, file, task = ""] of flat.matchAll(calls)) {
      const words = (file ?? task).split(/\s+/u).filter((word) => word !== "");
      if (words.at(-1) === "--each") words.push("added.env");
      const read = readArguments("doctor", words);
      assert("options" in read, `${path}: ${JSON.stringify(read)}`);
      count += 1;
    }
  }
  assertEquals(count, 13);
});

Deno.test("examples/github-actions.yml runs the job wherever GitHub gives it the secret, and nowhere else", async () => {
  const [workflow] = readYaml(await readPage("examples/github-actions.yml"));
  const condition = text(at(workflow, "jobs", "zenml", "if"));
  // The operators of this expression mean the same in JavaScript.
  const runs = new Function("github", `return ${condition};`);
  const own = { full_name: "acme/ml" };
  const github = (
    event_name: string,
    repo: unknown = own,
    actor = "octocat",
  ) => ({
    event_name,
    actor,
    repository: "acme/ml",
    event: event_name === "push" ? {} : { pull_request: { head: { repo } } },
  });
  assertEquals(
    [
      github("push"),
      github("push", own, "dependabot[bot]"),
      github("pull_request"),
      github("pull_request", { full_name: "mallory/ml" }),
      github("pull_request", own, "dependabot[bot]"),
    ].map((context) => runs(context)),
    [true, true, true, false, false],
  );
});

Deno.test("examples/github-actions.yml uses the action with inputs that it has, and a key in env", async () => {
  const recipe = await readPage("examples/github-actions.yml");
  const step = at(readYaml(recipe)[0], "jobs", "zenml", "steps", 0);
  assertEquals(at(step, "uses"), `OWNER/zenml-env@v${config.version}`);
  assertEquals(at(readYaml(recipe)[0], "permissions"), {});
  const inputs = mapping(ACTION["inputs"]);
  for (const name of Object.keys(mapping(at(step, "with")))) {
    assert(Object.hasOwn(inputs, name), name);
  }
  const env = mapping(at(step, "env"));
  assert(Object.keys(env).every(isVariableName));
  assertMatch(text(env["ZENML_STORE_API_KEY"]), /^\$\{\{ secrets\.\w+ \}\}$/u);
});

for (const [state, expected] of STATES) {
  Deno.test(
    `examples/github-actions.yml uses the action so that it ends with ${expected} at a server that is ${state}`,
    { ignore },
    async () => {
      await using server = await startDemoServer(state);
      const recipe = await readPage("examples/github-actions.yml");
      const inputs = mapping(
        at(readYaml(recipe)[0], "jobs", "zenml", "steps", 0, "with"),
      );
      const { ZENML_STORE_URL: url = "", ZENML_STORE_API_KEY: key = "" } =
        server.environment;
      const { status, log } = await runAction({
        inputs: Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [name, text(value)]),
        ),
        env: { ZENML_STORE_URL: url, ZENML_STORE_API_KEY: key },
      });
      assertEquals(status, expected, log);
    },
  );

  Deno.test(
    `examples/gitlab-ci.yml has a job that ends with ${expected} at a server that is ${state}, and leaves its report`,
    { ignore },
    async () => {
      await using ready = await kitchen(state);
      const recipe = await readPage("examples/gitlab-ci.yml");
      const job = at(readYaml(ready.adapted(recipe))[0], "zenml");
      const script = list(at(job, "script")).map(text).join("\n");
      const { status, stdout, stderr } = await ready.run(script, {
        ...ready.server.environment,
        ZENML_STORE_URL: text(at(job, "variables", "ZENML_STORE_URL")),
      });
      assertEquals([status, stderr], [expected, ""], stdout);
      const report = text(at(job, "artifacts", "reports", "junit"));
      assertMatch(
        await Deno.readTextFile(`${ready.folder.path}/${report}`),
        /<testsuites?\b/u,
      );
      assertEquals(at(job, "artifacts", "when"), "always");
    },
  );

  Deno.test(
    `examples/terraform.sh ${
      expected === 0 ? "runs terraform plan" : "does not run terraform plan"
    } at a server that is ${state}`,
    {
      ignore: ignore || !hasProgram("terraform"),
    },
    async () => {
      await using ready = await kitchen(state);
      await ready.folder.write(
        "main.tf",
        'output "planned" {\n  value = 1\n}\n',
      );
      const recipe = await readPage("examples/terraform.sh");
      const { ZENML_SERVER_URL: url = "", ZENML_API_KEY: key = "" } =
        ready.server.environment;
      const { status, stdout, stderr } = await ready.run(
        ready.adapted(recipe),
        {
          ZENML_SERVER_URL: url,
          ZENML_API_KEY: key,
          CHECKPOINT_DISABLE: "1",
          TF_IN_AUTOMATION: "1",
        },
      );
      assertEquals([status, stderr], [expected, ""], stdout);
      assertEquals(stdout.includes("Changes to Outputs"), expected === 0);
    },
  );
}

Deno.test(
  ".pre-commit-hooks.yaml has the hook of examples/pre-commit-config.yaml, which takes good env files and refuses bad ones",
  {
    ignore: ignore,
  },
  async () => {
    await using ready = await kitchen("healthy");
    const recipe = await readPage("examples/pre-commit-config.yaml");
    const used = at(readYaml(recipe)[0], "repos", 0);
    assertEquals(at(used, "rev"), `v${config.version}`);
    const [hooks] = readYaml(await readPage(".pre-commit-hooks.yaml"));
    const hook = at(hooks, 0);
    assertEquals(at(hook, "id"), at(used, "hooks", 0, "id"));
    const files = new RegExp(text(at(hook, "files")), "u");
    assertEquals(
      ["deploy/staging.env", ".env", "a/.env.ci", ".envrc", "environment.ts"]
        .map((name) => files.test(name)),
      [true, true, true, false, false],
    );
    await ready.folder.write(
      "a.env",
      "ZENML_STORE_URL=https://a.example.com\n",
    );
    await ready.folder.write(
      "b.env",
      "ZENML_SERVER_URL=https://b.example.com\n",
    );
    await ready.folder.write(
      "c.env",
      "ZENML_SERVER_URL=https://c.example.com/\n",
    );
    await ready.folder.write("d.env", "NOT_OF_ZENML=1\n");
    // A variable of whoever commits has no say.
    const env = { ZENML_STORE_URL: "nonsense" };
    const args = list(at(hook, "args")).map(text);
    const entry = [text(at(hook, "entry")), ...args, '"$@"'].join(" ")
      .replace("zenml-env", "deno run --no-prompt --allow-read=. zenml-env.js");
    for (
      const [names, expected] of [
        [["a.env", "b.env", "d.env"], 0],
        [["a.env", "c.env"], 1],
      ] as const
    ) {
      const { status, stdout, stderr } = await ready.run(entry, env, names);
      assertEquals([status, stderr], [expected, ""], stdout);
    }
  },
);
