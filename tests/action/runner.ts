/**
 * What GitHub's runner does with action.yml: it fills in the inputs, and runs the script of the step.
 *
 * @module
 */
import { ROOT } from "../../offline/children.ts";
import { runBash } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { at, type Mapping, mapping, readYaml, text } from "../helpers/yaml.ts";

/** The action, as it stands in the file. */
export const ACTION: Mapping = mapping(
  readYaml(await Deno.readTextFile(new URL("action.yml", ROOT)))[0],
);

/** The step that runs the doctor. */
export const STEP: Mapping = mapping(at(ACTION, "runs", "steps", 1));

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
}

/** What a step came to. */
export interface Outcome {
  /** The exit status; the step fails unless it is 0. */
  readonly status: number;
  /** The log. */
  readonly log: string;
  /** The outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The JSON report, or null if there is none. */
  readonly report: string | null;
  /** What stands in the summary of the job. */
  readonly summary: string;
  /** The arguments that Deno was given. */
  readonly args: readonly string[];
  /** The permissions among them. */
  readonly permissions: readonly string[];
  /** The files that the workspace has afterwards. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Runs the action's script with the variables of the runner, in a workspace of its own.
 *
 * @param use How the action is used.
 * @returns What the step came to.
 */
export async function runAction(
  { inputs = {}, env = {}, files = {} }: Use,
): Promise<Outcome> {
  await using runner = await temporaryFolder();
  const workspace = `${runner.path}/work space`;
  await Deno.mkdir(workspace);
  for (const [name, content] of Object.entries(files)) {
    await Deno.writeTextFile(`${workspace}/${name}`, content);
  }
  const output = await runner.write("output", "");
  const summary = await runner.write("summary", "");
  const given = await runner.write("arguments", "");
  const script =
    `deno() { printf '%s\\n' "$@" >"$ARGUMENTS"; command deno "$@"; }
${text(STEP["run"])}`;
  const { status, stdout, stderr } = await runBash(script, {
    cwd: workspace,
    env: {
      ...env,
      ...inputVariables(inputs),
      ARGUMENTS: given,
      GITHUB_ACTIONS: "true",
      GITHUB_ACTION_PATH: ROOT.pathname.replace(/\/$/u, ""),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: runner.path,
    },
  });
  const outputs = outputsIn(await Deno.readTextFile(output));
  const report = outputs["report"];
  const args = (await Deno.readTextFile(given)).split("\n").slice(0, -1);
  return {
    status,
    log: stdout + stderr,
    outputs,
    report: report ? await Deno.readTextFile(report) : null,
    summary: await Deno.readTextFile(summary),
    args,
    permissions: args.filter((arg) => arg.startsWith("--allow-")),
    files: await contentsOf(workspace),
  };
}

/** The variables of the step, with each input filled in as it was given, or by its default. */
function inputVariables(
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping(STEP["env"])).map(([variable, value]) => {
      const [, name] = /^\$\{\{ inputs\.([a-z-]+) \}\}$/u.exec(text(value)) ??
        [];
      if (name === undefined) throw new Error(`${variable} holds no input`);
      return [
        variable,
        given[name] ?? text(at(ACTION, "inputs", name, "default")),
      ];
    }),
  );
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
