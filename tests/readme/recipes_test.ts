import { assert, assertEquals, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { isVariableName } from "../../lib/codes/variables.ts";
import { readArguments } from "../../lib/cli/arguments.ts";
import { ACTION, runAction } from "../action/runner.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { at, list, mapping, readYaml, text } from "../helpers/yaml.ts";
import { blocks, kitchen, RECIPE_NAMES, recipes } from "./recipes.ts";

const ignore = !hasProgram("bash");
/** Each state of the server, and how a recipe must end. */
const STATES = [["healthy", 0], ["inactive-key", 1]] as const;

Deno.test("README.md has a recipe for each place that the doctor runs in", () => {
  assertEquals(RECIPE_NAMES, [
    "GitHub Actions",
    "GitLab CI",
    "Kubernetes",
    "pre-commit",
    "Terraform",
  ]);
});

Deno.test("README.md gives the doctor arguments in its recipes that it takes", async () => {
  let count = 0;
  for (const [name, found] of await recipes()) {
    for (const block of found) {
      const flat = block.text.replaceAll(/\n +- /gu, " ");
      for (const [, args = ""] of flat.matchAll(/\.js +doctor\b([^\n&]*)/gu)) {
        const words = args.split(/\s+/u).filter((word) => word !== "");
        if (name === "pre-commit") words.push("added.env");
        const read = readArguments("doctor", words);
        assert("options" in read, `${name}: ${JSON.stringify(read)}`);
        count += 1;
      }
    }
  }
  assertEquals(count, RECIPE_NAMES.length);
});

Deno.test("README.md uses the action with inputs that it has, and a key in env", async () => {
  const [recipe = ""] = await blocks("GitHub Actions", "yaml");
  const step = at(readYaml(recipe)[0], "steps", 0);
  assertEquals(at(step, "uses"), `OWNER/zenml-env@v${config.version}`);
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
    `README.md uses the action so that it ends with ${expected} at a server that is ${state}`,
    { ignore },
    async () => {
      await using server = await startDemoServer(state);
      const [recipe = ""] = await blocks("GitHub Actions", "yaml");
      const inputs = mapping(at(readYaml(recipe)[0], "steps", 0, "with"));
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
    `README.md has a job for GitLab that ends with ${expected} at a server that is ${state}, and leaves its report`,
    { ignore },
    async () => {
      await using ready = await kitchen(state);
      const [recipe = ""] = await blocks("GitLab CI", "yaml");
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
    `README.md ${
      expected === 0 ? "has Terraform plan" : "keeps Terraform from planning"
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
      const [recipe = ""] = await blocks("Terraform", "sh");
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
  "README.md has a hook for pre-commit that takes good env files and refuses bad ones",
  {
    ignore: ignore,
  },
  async () => {
    await using ready = await kitchen("healthy");
    const [recipe = ""] = await blocks("pre-commit", "yaml");
    const hook = at(readYaml(recipe)[0], "repos", 0, "hooks", 0);
    const files = new RegExp(text(at(hook, "files")), "u");
    assertEquals(
      ["deploy/staging.env", ".env", "environment.ts"].map((name) =>
        files.test(name)
      ),
      [true, true, false],
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
    // A variable of whoever commits has no say.
    const env = { ZENML_STORE_URL: "nonsense" };
    const entry = `${text(at(hook, "entry"))} "$@"`;
    for (
      const [names, expected] of [
        [["a.env", "b.env"], 0],
        [["a.env", "c.env"], 1],
      ] as const
    ) {
      const { status, stdout, stderr } = await ready.run(entry, env, names);
      assertEquals([status, stderr], [expected, ""], stdout);
    }
  },
);
