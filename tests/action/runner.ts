/**
 * What GitHub's runner does with action.yml: it fills in the inputs, and runs the steps one after the other.
 *
 * @module
 */
import { ROOT } from "../../offline/children.ts";
import { runBash } from "../helpers/programs.ts";
import {
  type TemporaryFolder,
  temporaryFolder,
} from "../helpers/temporary_folder.ts";
import {
  at,
  list,
  type Mapping,
  mapping,
  readYaml,
  text,
} from "../helpers/yaml.ts";

/** The action, as it is in the file. */
export const ACTION: Mapping = mapping(
  readYaml(await Deno.readTextFile(new URL("action.yml", ROOT)))[0],
);

const STEPS: readonly Mapping[] = list(at(ACTION, "runs", "steps"))
  .map(mapping);

/** The step that runs the doctor. */
export const STEP: Mapping = mapping(
  STEPS.find(({ id }) => id === "doctor"),
);

/** The step that installs Deno. */
export const SETUP: Mapping = mapping(
  STEPS.find(({ uses }) => String(uses).startsWith("denoland/setup-deno@")),
);

/** An input by which the report is printed, for tests to look at. */
export const AS_TEXT = { format: "text" } as const;

/** How a job uses the action. */
export interface Use {
  /** The inputs, under `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The variables of the step. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files in the workspace, by their names. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether setup-deno finds the version in the cache of tools; it has the name `deno` there, whatever it is told. */
  readonly cached?: boolean;
}

/** A process of Deno that was started. */
export interface Run {
  /** The name by which it was called. */
  readonly program: string;
  /** Its arguments. */
  readonly args: readonly string[];
}

/** What the action came to. */
export interface Outcome {
  /** The exit status of the step that failed, or 0. */
  readonly status: number;
  /** The log. */
  readonly log: string;
  /** The outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The JSON report, or null if there is none. */
  readonly report: string | null;
  /** What is in the summary of the job. */
  readonly summary: string;
  /** Every process of Deno that was started. */
  readonly runs: readonly Run[];
  /** The permissions of the one that asks the server; none if it was not started. */
  readonly permissions: readonly string[];
  /** The files that the workspace has afterwards. */
  readonly files: Readonly<Record<string, string>>;
  /** What the later steps of the job get when they call `deno`: `caller's`, or what it is instead. */
  readonly denoAfterwards: string;
}

/** Runs the action with the variables of the runner, in a workspace of its own. */
export async function runAction(use: Use): Promise<Outcome> {
  await using job = await temporaryFolder();
  await Deno.mkdir(`${job.path}/work space`);
  for (const [name, content] of Object.entries(use.files ?? {})) {
    const folder = name.split("/").slice(0, -1).join("/");
    await Deno.mkdir(`${job.path}/work space/${folder}`, { recursive: true });
    await Deno.writeTextFile(`${job.path}/work space/${name}`, content);
  }
  for (const name of ["summary", "runs"]) await job.write(name, "");
  await installDeno(job, "caller's", "deno");
  const state: State = { path: [`${job.path}/caller's`], outputs: {}, log: "" };
  let status = 0;
  for (const step of STEPS) {
    if (status !== 0 && step["if"] !== "always()") continue;
    const ended = "uses" in step
      ? await setUpDeno(step, job, state, use)
      : await runStep(step, job, state, use);
    status ||= ended;
  }
  return await outcomeOf(status, job, state);
}

/** What one step leaves to the next. */
interface State {
  /** The folders that come first on PATH, the first before all others. */
  path: readonly string[];
  /** The outputs of the steps, by their id. */
  readonly outputs: Record<string, Readonly<Record<string, string>>>;
  log: string;
}

/** What setup-deno 2.0.4 does, in src/install.ts. */
async function setUpDeno(
  step: Mapping,
  job: TemporaryFolder,
  state: State,
  { cached = false }: Use,
): Promise<number> {
  const name = cached ? "deno" : text(at(step, "with", "deno-binary-name"));
  await installDeno(job, "setup-deno's", name);
  state.path = [`${job.path}/setup-deno's`, ...state.path];
  return 0;
}

/** Makes a folder with a Deno that takes notes. */
async function installDeno(
  job: TemporaryFolder,
  folder: string,
  name: string,
): Promise<void> {
  await Deno.mkdir(`${job.path}/${folder}`);
  const file = await job.write(
    `${folder}/${name}`,
    `#!/usr/bin/env bash
printf '%s\\0' "${name}" "$@" >>"$RUNS"
printf '\\n\\0' >>"$RUNS"
exec ${Deno.execPath()} "$@"
`,
  );
  await Deno.chmod(file, 0o755);
}

async function runStep(
  step: Mapping,
  job: TemporaryFolder,
  state: State,
  { inputs = {}, env = {} }: Use,
): Promise<number> {
  const [output, path] = await Promise.all([
    job.write("output", ""),
    job.write("path", ""),
  ]);
  const script = `PATH=$FIRST_ON_PATH:$PATH\n${text(step["run"])}`;
  const { status, stdout, stderr } = await runBash(script, {
    cwd: `${job.path}/work space`,
    env: {
      ...env,
      ...variablesOf(step, inputs, state),
      FIRST_ON_PATH: state.path.join(":"),
      RUNS: `${job.path}/runs`,
      GITHUB_ACTIONS: "true",
      GITHUB_ACTION_PATH: ROOT.pathname.replace(/\/$/u, ""),
      GITHUB_OUTPUT: output,
      GITHUB_PATH: path,
      GITHUB_STEP_SUMMARY: `${job.path}/summary`,
      RUNNER_TEMP: job.path,
    },
  });
  state.log += stdout + stderr;
  state.outputs[String(step["id"])] = outputsIn(
    await Deno.readTextFile(output),
  );
  const added = (await Deno.readTextFile(path)).split("\n").slice(0, -1);
  state.path = [...added.reverse(), ...state.path];
  return status;
}

/** The variables of a step, with each expression replaced by its value. */
function variablesOf(
  step: Mapping,
  inputs: Readonly<Record<string, string>>,
  { outputs }: State,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping(step["env"] ?? {})).map(([variable, value]) => {
      const [, input, id = "", output = ""] =
        /^\$\{\{ (?:inputs\.([a-z-]+)|steps\.(\w+)\.outputs\.(\w+)) \}\}$/u
          .exec(text(value)) ?? [];
      return [
        variable,
        input === undefined
          ? outputs[id]?.[output] ?? ""
          : inputs[input] ?? text(at(ACTION, "inputs", input, "default")),
      ];
    }),
  );
}

async function outcomeOf(
  status: number,
  job: TemporaryFolder,
  { path, outputs: { doctor: outputs = {} }, log }: State,
): Promise<Outcome> {
  const { stdout } = await runBash(
    'PATH=$1:$PATH; dirname "$(readlink -f "$(command -v deno)")"',
    { cwd: job.path, args: [path.join(":")] },
  );
  const runs = (await Deno.readTextFile(`${job.path}/runs`)).split("\0\n\0")
    .slice(0, -1).map((run) => {
      const [program = "", ...args] = run.split("\0");
      return { program, args };
    });
  const examining = runs.find(({ args }) =>
    args.some((arg) => arg.endsWith("/doctor.ts"))
  );
  const report = outputs["report"];
  return {
    status,
    log,
    outputs,
    report: report ? await Deno.readTextFile(report) : null,
    summary: await Deno.readTextFile(`${job.path}/summary`),
    runs,
    permissions: examining?.args.filter((arg) => arg.startsWith("--allow-")) ??
      [],
    files: await contentsOf(`${job.path}/work space`),
    denoAfterwards: stdout.trim().slice(job.path.length + 1),
  };
}

function outputsIn(file: string): Record<string, string> {
  return Object.fromEntries(
    file.split("\n").filter((line) => line !== "").map((line) => {
      const [name = "", ...value] = line.split("=");
      return [name, value.join("=")];
    }),
  );
}

async function contentsOf(folder: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile) contents[name] = await Deno.readTextFile(`${folder}/${name}`);
  }
  return contents;
}
