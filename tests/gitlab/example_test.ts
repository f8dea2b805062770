import { assert, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { hasProgram } from "../helpers/programs.ts";
import { at, list, mapping, readYaml, text } from "../helpers/yaml.ts";
import { readPage } from "../readme/pages.ts";
import { STATES } from "../readme/recipes.ts";
import { INPUTS, type InputValues, jobOf } from "./component.ts";
import { ACTION } from "../action/runner.ts";
import { permissionsOf, runJob } from "./runner.ts";

const EXAMPLE = "examples/gitlab-component.yml";
const FLEET = "examples/fleet-gitlab-component.yml";

const include = at(readYaml(await readPage(EXAMPLE))[0], "include", 0);
const [fleet] = readYaml(await readPage(FLEET));

Deno.test(`${EXAMPLE} and ${FLEET} include the component of this version`, () => {
  for (const included of [include, at(fleet, "include", 0)]) {
    assertEquals(
      at(included, "remote"),
      `https://raw.githubusercontent.com/OWNER/zenml-env/v${config.version}/templates/zenml-env.yml`,
    );
  }
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

Deno.test(
  `${FLEET} shares env files among parallel jobs, each of which may connect to the hosts of its own`,
  { ignore: !hasProgram("bash") },
  async () => {
    const inputs = mapping(at(fleet, "include", 0, "inputs")) as InputValues;
    const added = mapping(at(fleet, jobOf(inputs).name));
    assertEquals(Object.keys(added), ["parallel", "before_script"]);
    const total = Number(added["parallel"]);
    const names = Array.from({ length: 10 }, (_, index) => `t${index}`);
    const hosts: string[] = [];
    for (let index = 1; index <= total; index++) {
      const outcome = await runJob("healthy", {
        inputs: { ...inputs, only: "config" },
        before: list(added["before_script"]).map(text).join("\n"),
        env: { CI_NODE_INDEX: `${index}`, CI_NODE_TOTAL: `${total}` },
        files: {
          "fetch-env-files.sh": "mkdir $1 && cp kept/*.env $1/\n",
          ...Object.fromEntries(names.map((name) => [
            `kept/${name}.env`,
            `ZENML_STORE_URL=https://${name}.example.com\n`,
          ])),
        },
      });
      const [flag = ""] = permissionsOf(outcome, "allow-net");
      const own = flag.split(",").slice(1);
      assert(own.length === 2 || own.length === 3, outcome.log);
      hosts.push(...own);
    }
    assertEquals(hosts.sort(), names.map((name) => `${name}.example.com`));
  },
);

Deno.test("docs/ci.md is right about which inputs of the action the component has", () => {
  const ofAction = Object.keys(mapping(ACTION["inputs"]));
  const ofComponent = Object.keys(INPUTS);
  const ofJob = ["job-name", "stage", "image", "program"];
  assertEquals(
    new Set([...ofComponent, "format"]),
    new Set([...ofAction, ...ofJob]),
  );
});
