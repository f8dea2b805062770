/**
 * The command `doctor`: finds out why a connection does or does not work.
 *
 * @module
 */
import type { Code } from "../catalogue/codes.ts";
import { STEP_IDS, type StepId } from "../catalogue/steps.ts";
import { diagnose, type DiagnoseOptions } from "../doctor/diagnose.ts";
import type { DemoState } from "../demo/states.ts";
import type { Verbosity } from "../report/diagnosis_text.ts";
import {
  REPORT_FORMATS,
  type ReportFormat,
  writerOf,
} from "../report/formats.ts";
import {
  exitStatusOfReport,
  type Report,
  reportOfOne,
} from "../report/report.ts";
import { EXIT, withoutIgnored } from "../report/verdict.ts";
import type { Resolution } from "../resolution/resolve.ts";
import type { Sources } from "../sources/setting.ts";
import {
  type Arguments,
  readDuration,
  type UsageProblem,
} from "./arguments.ts";
import {
  deliver,
  type Destination,
  destinationsOf,
  fileProblem,
  gatherSources,
  ignoredCodes,
  resolveAsAsked,
} from "./inputs.ts";
import type { Shell } from "./shell.ts";

/** The file that GitHub Actions shows as the summary of a step. */
const SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY";

/**
 * Examines the connections of the configuration, or of the stand-in server, and reports.
 *
 * @param args The options.
 * @param shell The process.
 * @returns The exit status.
 *
 * @example Usage
 * ```ts ignore
 * import { doctor } from "./doctor.ts";
 *
 * const status = await doctor(args, shell);
 * ```
 */
export async function doctor(args: Arguments, shell: Shell): Promise<number> {
  const plan = planOf(args, shell);
  if ("problem" in plan) return wrong(plan.problem, shell);
  const demo = args.options.get("demo")?.[0];
  if (demo !== undefined) {
    const { examineDemo } = await import("./demo.ts");
    return await examineDemo(
      demo as DemoState,
      args,
      shell,
      (sources, suggested) =>
        examineSources(sources, args, shell, {
          ...plan,
          limits: { ...suggested, ...plan.limits },
        }),
    );
  }
  const sources = await gatherSources(args, shell);
  return "problem" in sources
    ? wrong(sources.problem, shell)
    : await examineSources(sources, args, shell, plan);
}

/** What the options ask for, once they are known to be right. */
interface Plan {
  readonly destinations: readonly Destination<ReportFormat>[];
  readonly ignored: ReadonlySet<Code>;
  readonly limits: DiagnoseOptions;
}

function planOf(args: Arguments, { machine }: Shell): Plan | UsageProblem {
  const isGithub = machine.readVariable("GITHUB_ACTIONS") === "true";
  const destinations = destinationsOf(args, REPORT_FORMATS, [
    isGithub ? "github" : "text",
  ]);
  if ("problem" in destinations) return destinations;
  const ignored = ignoredCodes(args);
  if ("problem" in ignored) return ignored;
  const limits = limitsOf(args);
  return "problem" in limits ? limits : { destinations, ignored, limits };
}

async function examineSources(
  sources: Sources,
  args: Arguments,
  shell: Shell,
  { destinations, ignored, limits }: Plan,
): Promise<number> {
  const resolution = resolveAsAsked(sources, args, shell);
  const diagnosis = await diagnose(resolution, {
    ...limits,
    ...choiceOf(args),
    signal: shell.signal,
    proxies: shell.readProxies(),
    onCheck: progress(resolution, shell),
  });
  shell.showProgress(null);
  const report = reportOfOne(
    withoutIgnored(diagnosis, ignored),
    resolution.settings,
    { strict: args.options.has("strict") },
  );
  return await write(report, destinations, args, shell);
}

async function write(
  report: Report,
  destinations: readonly Destination<ReportFormat>[],
  { options }: Arguments,
  shell: Shell,
): Promise<number> {
  const verbosity: Verbosity = options.has("quiet")
    ? "quiet"
    : options.has("verbose")
    ? "verbose"
    : "normal";
  const problem = await deliver(destinations, async (format, file) => {
    const look = file === null ? shell.screen : { columns: 80, color: false };
    return (await writerOf(format))(report, { ...look, verbosity });
  }, shell);
  if (destinations.some(({ format }) => format === "github")) {
    await writeSummary(report, verbosity, shell);
  }
  return problem ? wrong(problem.problem, shell) : exitStatusOfReport(report);
}

/** Without the permission for it, the report itself is still there: that is no failure. */
async function writeSummary(
  report: Report,
  verbosity: Verbosity,
  shell: Shell,
): Promise<void> {
  const { reportMarkdown } = await import("../report/markdown.ts");
  const markdown = reportMarkdown(report, { verbosity });
  const reason = await shell.appendToFileOf(SUMMARY_VARIABLE, markdown);
  if (reason === null) return;
  const { problem } = fileProblem(
    `Cannot write the summary of the step: ${reason}`,
  );
  shell.complain(problem);
}

function choiceOf({ options }: Arguments): DiagnoseOptions {
  const [only, skip] = [options.get("only"), options.get("skip")];
  return {
    offline: options.has("offline"),
    ...(only ? { only } : {}),
    ...(skip ? { skip } : {}),
  };
}

function limitsOf({ options }: Arguments): DiagnoseOptions | UsageProblem {
  const limits: { timeoutMs?: number; deadlineMs?: number } = {};
  for (const name of ["timeout", "deadline"] as const) {
    const text = options.get(name)?.[0];
    if (text === undefined) continue;
    const milliseconds = readDuration(text);
    if (milliseconds === null) {
      return {
        problem: `--${name} takes a duration such as 500ms, 10s or 2m`,
      };
    }
    limits[`${name}Ms`] = milliseconds;
  }
  return limits;
}

/** Shows which step is awaited, on a terminal alone. */
function progress(resolution: Resolution, shell: Shell) {
  const done = resolution.connections.map(() => new Set<StepId>());
  const show = () => {
    const index = done.findIndex((steps) => steps.size < STEP_IDS.length);
    const url = resolution.connections[index]?.serverUrl;
    const step = STEP_IDS.find((id) => !done[index]?.has(id));
    shell.showProgress(url && step ? `${url}: ${step} …` : null);
  };
  show();
  return ({ id }: { readonly id: StepId }, connection: number) => {
    done[connection]?.add(id);
    show();
  };
}

function wrong(problem: string, { complain }: Shell): number {
  complain(problem);
  return EXIT.usage;
}
