import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { optionsOf } from "../../lib/cli/options.ts";
import { SETUP } from "../action/runner.ts";
import { at, text } from "../helpers/yaml.ts";
import { COMPONENT, expand, INPUTS, jobOf, refusalOf } from "./component.ts";

/** The inputs that are about the job. */
const OF_JOB: readonly string[] = ["job-name", "stage", "image", "program"];

/** The options of the doctor that are no inputs of the component, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  format: "GitLab reads JUnit, and the log is text",
  "api-key-stdin": "the key comes in a variable, and no input takes one",
  quiet: "the log is the only report that is whole",
  debug: "it is for a person at a terminal",
  demo: "it examines no server of the user's",
  color: "a log is no terminal",
  help: "the descriptions of the inputs are the help",
};

/** What has a meaning in YAML, in a shell, for GitLab or for Deno. */
const HOSTILE = [
  "--allow-all",
  "-A",
  'x"\n  script: [touch pwned]\n  x: "',
  "x\nscript: touch pwned",
  "x\\",
  'x"',
  "x'",
  "$(touch pwned)",
  "`touch pwned`",
  "${IFS}",
  "$ZENML_STORE_API_KEY",
  "$[[ inputs.stage ]]",
  "x; touch pwned",
  "x && touch pwned",
  "x | tee pwned",
  "x > pwned",
  "*",
  "x: y",
  "x #y",
  "!reference [x]",
  "{x",
  "&x",
  "\x1b[2J",
  "section_start:1:x",
  "https://me:secret@x.example.com",
  "true",
] as const;

/** What is neither a list of files nor a number nor a part, with no meaning of its own. */
const FOR_NO_FLEET = [
  ["each", "deploy/?.env"],
  ["each", "deploy/[ab].env"],
  ["each", "deploy/{a,b}.env"],
  ["each", "~/a.env"],
  ["jobs", "0"],
  ["jobs", "08"],
  ["jobs", "-1"],
  ["jobs", "10000"],
  ["jobs", "2 4"],
  ["jobs", "auto"],
  ["shard", "0/4"],
  ["shard", "1/0"],
  ["shard", "1"],
  ["shard", "1/4/4"],
  ["shard", "1/4 --demo"],
  ["shard", "auto/4"],
  ["shard", "AUTO"],
  ["shard", "$CI_NODE_INDEX/$CI_NODE_TOTAL"],
] as const;

Deno.test("zenml-env.yml has a pattern, a choice or a type for each input, which refuses a text of anything", () => {
  for (const name of Object.keys(INPUTS)) {
    assert(refusalOf(name, "x; $(touch pwned)\n--allow-all") !== null, name);
  }
});

Deno.test("zenml-env.yml has an input for each option of the doctor, but for those that it has a reason to leave out", () => {
  const names = Object.keys(INPUTS).filter((name) => !OF_JOB.includes(name));
  assertEquals(
    new Set([...names, ...Object.keys(LEFT_OUT)]),
    new Set(optionsOf("doctor").map(([name]) => name)),
  );
  for (const name of names) assert(!Object.hasOwn(LEFT_OUT, name), name);
});

Deno.test("zenml-env.yml has switches and choices where the command has them, and a default that it takes itself", () => {
  const facts = new Map(
    optionsOf("doctor").map(([name, facts]) => [`${name}`, facts]),
  );
  for (const [name, input] of Object.entries(INPUTS)) {
    assert(text(input["description"]).length > 10, name);
    assertEquals(refusalOf(name, input["default"] as string), null, name);
    const option = facts.get(name);
    if (!option) continue;
    assertEquals(input["type"] === "boolean", option.value === null, name);
    if (option.choices && !option.list) {
      assertEquals(input["options"], ["", ...option.choices], name);
    }
  }
});

Deno.test("zenml-env.yml takes the steps, the codes and the durations that the command takes", () => {
  for (
    const [name, value] of [
      ["only", "login,server"],
      ["skip", "project"],
      ["ignore", "url-insecure,key-old"],
      ["wait", "1.5m"],
      ["max-key-age", "90d"],
      ["url", "https://zenml.example.com:8443/zenml"],
      ["url", "http://[::1]:8080"],
      ["env-file", ".env deploy/one.env"],
      ["each", "deploy/*.env  ../other/*/zenml.env .env"],
      ["jobs", 1000],
      ["shard", "1/4"],
      ["shard", "auto"],
      ["image", "registry.example.com:5000/deno@sha256:00ff"],
      ["stage", ".pre"],
      ["project", "My project"],
    ] as const
  ) assertEquals(refusalOf(name, value), null, `${name}: ${value}`);
});

Deno.test("zenml-env.yml makes every input a variable of the job or a setting of it, and no part of a script", () => {
  const [, body = ""] = COMPONENT.split(/^---\n/mu);
  for (const line of body.split("\n").filter((line) => line.includes("$[["))) {
    assertMatch(
      line,
      /^(?: {4}DOCTOR_[A-Z_]+: | {2}stage: | {4}name: )?"\$\[\[ inputs\.[\w-]+ \]\]":?$/u,
    );
  }
  const used = [...body.matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/gu)];
  assertEquals(used.map(([, name]) => name).sort(), Object.keys(INPUTS).sort());
  assertFalse(jobOf({}).script.includes("$[["));
});

Deno.test("zenml-env.yml makes of every input the option of its name", () => {
  const { script } = jobOf({});
  for (const [name, { type }] of Object.entries(INPUTS)) {
    if (OF_JOB.includes(name)) continue;
    const variable = `DOCTOR_${name.replaceAll("-", "_").toUpperCase()}`;
    if (type === "boolean") {
      assert(script.includes(`[ "$${variable}" `), name);
      assert(script.includes(`set -- "$@" --${name}\n`), name);
    } else if (name === "each" || name === "env-file") {
      assert(script.includes(`in $${variable}; do\n`), name);
      assert(script.includes(`set -- "$@" "--${name}=$file"\n`), name);
    } else {
      const condition = name === "jobs" ? "DOCTOR_EACH" : variable;
      const words = `\${${condition}:+"--${name}=$${variable}"}`;
      assert(script.includes(words), words);
    }
  }
});

for (const name of Object.keys(INPUTS)) {
  Deno.test(`zenml-env.yml lets the input ${name} change nothing but its own value, whatever it holds`, () => {
    const { script, job, variables } = jobOf({});
    for (const value of HOSTILE) {
      if (refusalOf(name, value) !== null) continue;
      const changed = jobOf({ [name]: value });
      assertEquals(changed.script, script);
      assertEquals(Object.keys(changed.job), Object.keys(job));
      const others = Object.entries(changed.variables)
        .filter(([variable, text]) => variables[variable] !== text);
      assertEquals(others.length, OF_JOB.slice(0, 3).includes(name) ? 0 : 1);
      assertEquals(others[0]?.[1] ?? value, value);
    }
  });
}

Deno.test("zenml-env.yml refuses what is no name of a program, and a password in a URL", () => {
  for (
    const [name, value] of [
      ["program", "--allow-all"],
      ["program", "https://mallory.example.com/x.js"],
      ["url", "https://me:secret@zenml.example.com"],
      ["url", "zenml.example.com"],
      ["strict", "yes"],
      ["consumer", "terrafrom"],
      ...FOR_NO_FLEET,
      ["nothing", ""],
    ] as const
  ) {
    let message = "";
    try {
      expand({ [name]: value });
    } catch (error) {
      message = String(error);
    }
    assertMatch(message, new RegExp(`${name}: `, "u"));
  }
});

Deno.test("zenml-env.yml, the example and the action name one version of Deno", async () => {
  const [version = ""] = /[\d.]+$/u.exec(text(INPUTS["image"]?.["default"])) ??
    [];
  assertMatch(version, /^\d+\.\d+\.\d+$/u);
  assertEquals(at(SETUP, "with", "deno-version"), `v${version}`);
  const example = await Deno.readTextFile(
    new URL("../../examples/gitlab-ci.yml", import.meta.url),
  );
  assert(example.includes(`denoland/deno:${version}\n`));
});
