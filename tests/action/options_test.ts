import { assert, assertEquals } from "@std/assert";
import {
  doctorArguments,
  type InputName,
  INPUTS,
  readInputs,
  variableOf,
} from "../../action/inputs.ts";
import { readArguments } from "../../lib/cli/arguments.ts";
import { optionsOf } from "../../lib/cli/options.ts";
import { HOSTILE_INPUTS } from "../helpers/hostile_inputs.ts";
import { at, mapping } from "../helpers/yaml.ts";
import { ACTION, STEP } from "./runner.ts";

/** The options of the doctor that are no inputs of the action, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "api-key-stdin": "the key comes in a variable, and no input takes one",
  quiet: "annotations are of failures alone, and the report is a file",
  debug: "the job can be run again with debug logging, which RUNNER_DEBUG says",
  demo: "it examines no server of the user's",
  color: "a log and a file are no terminal",
  help: "the descriptions in action.yml are the help",
};

const NAMES = Object.keys(INPUTS) as InputName[];

/** What might become an option, a command of a shell or of the log, or several values. */
const HOSTILE = [
  ...HOSTILE_INPUTS,
  "x\r\n::set-output name=ok::true",
  "::add-mask::x",
  "${{ secrets.KEY }}",
  "x\0y",
  "=",
  " ",
  "\n",
] as const;

function inputsWith(name: string, value: string) {
  return readInputs((variable) => variable === variableOf(name) ? value : "");
}

Deno.test("action.yml has an input for each option of the doctor, but for those that it has a reason to leave out", () => {
  assertEquals(Object.keys(mapping(ACTION["inputs"])), NAMES);
  assertEquals(
    new Set([...NAMES, ...Object.keys(LEFT_OUT)]),
    new Set(optionsOf("doctor").map(([name]) => name)),
  );
  for (const name of NAMES) assert(!Object.hasOwn(LEFT_OUT, name), name);
});

Deno.test("action.yml passes each input by the variable that readInputs() reads", () => {
  assertEquals(Object.keys(mapping(STEP["env"])), NAMES.map(variableOf));
});

Deno.test("action.yml has switches where the command has them, which are off", () => {
  for (const [name, { value }] of optionsOf("doctor")) {
    if (!Object.hasOwn(INPUTS, name)) continue;
    const kind = INPUTS[name as InputName];
    assertEquals(kind === "switch", value === null, name);
    assertEquals(
      at(ACTION, "inputs", name, "default"),
      value === null ? "false" : "",
    );
  }
});

Deno.test("action.yml takes several values where the command does", () => {
  for (
    const [name, { repeatable = false, list = false }] of optionsOf("doctor")
  ) {
    if (!Object.hasOwn(INPUTS, name)) continue;
    const kind = INPUTS[name as InputName];
    assertEquals(kind === "lines" || kind === "words", repeatable, name);
    assertEquals(kind === "words", list, name);
  }
});

Deno.test("action.yml gives its defaults to the command so that it is the doctor without options", () => {
  const inputs = readInputs((variable) => {
    const name = NAMES.find((name) => variableOf(name) === variable) ?? "";
    return String(at(ACTION, "inputs", name, "default"));
  });
  assertEquals(doctorArguments(inputs, "r.json"), [
    "doctor",
    "--format=github",
    "--format=json=r.json",
  ]);
});

for (const name of NAMES) {
  Deno.test(`doctorArguments() makes of the input ${name} no other option, whatever it holds`, () => {
    for (const value of HOSTILE) {
      const [command, ...args] = doctorArguments(
        inputsWith(name, value),
        "r.json",
      );
      assertEquals(command, "doctor");
      for (const arg of args) {
        assert(
          /^--format=(?:github|json=r\.json)$/u.test(arg) ||
            arg.startsWith(`--${name}=`),
          arg,
        );
      }
      const read = readArguments("doctor", args);
      if ("problem" in read) continue;
      assertEquals(read.operands, []);
      for (const given of read.options.keys()) {
        assert(given === name || given === "format", given);
      }
    }
  });
}

Deno.test("readInputs() takes - for a file of that name, since nobody writes to standard input", () => {
  for (const name of ["env-file", "each", "requirements"] as const) {
    assertEquals(inputsWith(name, "-")[name], ["./-"]);
  }
});
