import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { hasProgram } from "../helpers/programs.ts";
import { at, mapping, readYaml } from "../helpers/yaml.ts";
import { readPage } from "../readme/pages.ts";
import { STATES } from "../readme/recipes.ts";
import { INPUTS, type InputValues } from "./component.ts";
import { ACTION } from "../action/runner.ts";
import { runJob } from "./runner.ts";

const EXAMPLE = "examples/gitlab-component.yml";

const include = at(readYaml(await readPage(EXAMPLE))[0], "include", 0);

Deno.test(`${EXAMPLE} includes the component of this version`, () => {
  assertEquals(
    at(include, "remote"),
    `https://raw.githubusercontent.com/OWNER/zenml-env/v${config.version}/templates/zenml-env.yml`,
  );
});

for (const [state, expected] of STATES) {
  Deno.test(
    `${EXAMPLE} has a job that ends with ${expected} at a server that is ${state}`,
    { ignore: !hasProgram("bash") },
    async () => {
      const inputs = mapping(at(include, "inputs")) as InputValues;
      assertEquals(inputs["url"], "https://zenml.example.com");
      const { status, log } = await runJob(state, {
        inputs: { ...inputs, url: "SERVER" },
      });
      assertEquals(status, expected, log);
    },
  );
}

Deno.test("docs/ci.md is right about which inputs of the action the component has", () => {
  const ofAction = Object.keys(mapping(ACTION["inputs"]));
  const ofComponent = Object.keys(INPUTS);
  const ofJob = ["job-name", "stage", "image", "program"];
  assertEquals(
    new Set([...ofComponent, "format"]),
    new Set([...ofAction, ...ofJob]),
  );
});
