/**
 * The command `doctor`: finds out why a connection does or does not work.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import { roundMs } from "../doctor/outcome.ts";
import type { DiagnoseOptions } from "../doctor/diagnose.ts";
import type { DemoState } from "../demo/states.ts";
import {
  REPORT_FORMATS,
  type ReportFormat,
  writerOf,
} from "../report/formats.ts";
import { exitStatusOfReport } from "../report/exit_status.ts";
import type { Report, Verbosity } from "../report/model.ts";
import type { Sources } from "../sources/setting.ts";
import {
  type Arguments,
  readDuration,
  readJobs,
  type UsageProblem,
} from "./arguments.ts";
import { examineTargets, type Target } from "./examine_targets.ts";
import {
  deliver,
  type Destination,
  destinationsOf,
  fileProblem,
} from "./destinations.ts";
import { gatherSources, ignoredCodes, resolveAsAsked } from "./inputs.ts";
import { refuse } from "./refuse.ts";
import type { GatedHost } from "./host.ts";

/** How many targets are examined at a time unless `--jobs` says. */
const JOBS = 8;

const DURATION_NAMES = ["timeout", "deadline", "wait"] as const;
type DurationName = typeof DURATION_NAMES[number];
/** The file that GitHub Actions shows as the summary of a step. */
const SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY";

/**
 * Examines the connections of the configuration, or of the stand-in server, and reports.
 */
export async function doctor(
  args: Arguments,
  host: GatedHost,
): Promise<number> {
  const plan = planOf(args, host);
  if ("problem" in plan) return refuse(plan.problem, host);
  const demo = args.options.get("demo")?.[0];
  if (demo !== undefined) {
    const { examineDemo } = await import("./demo.ts");
    return await examineDemo(
      demo as DemoState,
      args,
      host,
      (sources, suggested) =>
        examineSources(sources, args, host, {
          ...plan,
          limits: { ...suggested, ...plan.limits },
        }),
    );
  }
  const files = args.options.get("each");
  if (files) {
    const { targetsOfEach } = await import("./each.ts");
    const targets = await targetsOfEach(files, args, host);
    return "problem" in targets
      ? refuse(targets.problem, host)
      : await examineAndReport(targets, args, host, plan);
  }
  const sources = await gatherSources(args, host);
  return "problem" in sources
    ? refuse(sources.problem, host)
    : await examineSources(sources, args, host, plan);
}

/** What the options ask for, once they are known to be right. */
interface Plan {
  readonly destinations: readonly Destination<ReportFormat>[];
  readonly ignored: ReadonlySet<Code>;
  readonly limits: DiagnoseOptions;
  readonly waitMs: number | null;
  readonly jobs: number;
}

function planOf(args: Arguments, { machine }: GatedHost): Plan | UsageProblem {
  const isGithub = machine.readVariable("GITHUB_ACTIONS") === "true";
  const destinations = destinationsOf(args, REPORT_FORMATS, [
    isGithub ? "github" : "text",
  ]);
  if ("problem" in destinations) return destinations;
  const ignored = ignoredCodes(args);
  if ("problem" in ignored) return ignored;
  const durations = durationsOf(args);
  if ("problem" in durations) return durations;
  const jobs = jobsOf(args);
  if (typeof jobs !== "number") return jobs;
  const { timeout, deadline, wait = null } = durations;
  return {
    destinations,
    ignored,
    limits: {
      ...(timeout === undefined ? {} : { timeoutMs: timeout }),
      ...(deadline === undefined ? {} : { deadlineMs: deadline }),
    },
    waitMs: wait,
    jobs,
  };
}

/** Reads how many targets are examined at a time, once the options that belong to `--each` go together. */
function jobsOf({ options }: Arguments): number | UsageProblem {
  const text = options.get("jobs")?.[0];
  const jobs = text === undefined ? JOBS : readJobs(text);
  if (jobs === null) {
    return { problem: "--jobs takes a whole number from 1 to 1000" };
  }
  if (text !== undefined && !options.has("each")) {
    return { problem: "--jobs goes with --each FILE…" };
  }
  return options.has("each") && options.has("env-file")
    ? {
      problem:
        "--each examines each file by itself: --env-file does not go with it",
    }
    : jobs;
}

function examineSources(
  sources: Sources,
  args: Arguments,
  host: GatedHost,
  plan: Plan,
): Promise<number> {
  const resolve = () => resolveAsAsked(sources, args, host);
  return examineAndReport([{ file: null, resolve }], args, host, plan);
}

async function examineAndReport(
  targets: readonly Target[],
  args: Arguments,
  host: GatedHost,
  { destinations, ...plan }: Plan,
): Promise<number> {
  const startedAt = new Date();
  const begin = performance.now();
  const strict = args.options.has("strict");
  const limits = {
    ...plan.limits,
    ...choiceOf(args),
    signal: host.signal,
    proxies: host.readProxies(),
  };
  const [examined] = await Promise.all([
    examineTargets(targets, { ...plan, limits, strict }, host),
    // What writes the report is loaded while the servers respond.
    ...destinations.map(({ format }) => writerOf(format)),
  ]);
  const report = {
    isEach: args.options.has("each"),
    targets: examined,
    startedAt,
    durationMs: roundMs(performance.now() - begin),
    strict,
  };
  return await write(report, destinations, args, host);
}

async function write(
  report: Report,
  destinations: readonly Destination<ReportFormat>[],
  { options }: Arguments,
  host: GatedHost,
): Promise<number> {
  const verbosity: Verbosity = options.has("quiet")
    ? "quiet"
    : options.has("verbose")
    ? "verbose"
    : "normal";
  const problem = await deliver(destinations, async (format, file) => {
    const look = file === null ? host.screen : { columns: 80, color: false };
    return (await writerOf(format))(report, { ...look, verbosity });
  }, host);
  if (destinations.some(({ format }) => format === "github")) {
    await writeSummary(report, verbosity, host);
  }
  return problem ? refuse(problem.problem, host) : exitStatusOfReport(report);
}

/** Without the permission for it, the report itself is still there: that is no failure. */
async function writeSummary(
  report: Report,
  verbosity: Verbosity,
  host: GatedHost,
): Promise<void> {
  const { reportMarkdown } = await import("../report/markdown.ts");
  const markdown = reportMarkdown(report, { verbosity });
  const reason = await host.appendToFileOf(SUMMARY_VARIABLE, markdown);
  if (reason === null) return;
  const { problem } = fileProblem(
    `Cannot write the summary of the step: ${reason}`,
  );
  host.printError(problem);
}

function choiceOf({ options }: Arguments): DiagnoseOptions {
  const [only, skip] = [options.get("only"), options.get("skip")];
  return {
    offline: options.has("offline"),
    ...(only ? { only } : {}),
    ...(skip ? { skip } : {}),
  };
}

/** Reads the options that are durations, in milliseconds. */
function durationsOf(
  { options }: Arguments,
): Partial<Record<DurationName, number>> | UsageProblem {
  const durations: Partial<Record<DurationName, number>> = {};
  for (const name of DURATION_NAMES) {
    const text = options.get(name)?.[0];
    if (text === undefined) continue;
    const milliseconds = readDuration(text);
    if (milliseconds === null) {
      return {
        problem: `--${name} takes a duration such as 500ms, 10s or 2m`,
      };
    }
    durations[name] = milliseconds;
  }
  return durations;
}
