// The command `doctor`: finds out why a connection does or does not work.
import { DEFAULT_DEADLINE_MS } from "../doctor/begin.ts";
import { roundMs } from "../doctor/step.ts";
import type { DemoState } from "../demo/states.ts";
import { type ReportFormat, writerOf } from "../report/formats.ts";
import { EXIT, exitStatusOfReport } from "../report/exit_status.ts";
import type { Report, Verbosity } from "../report/model.ts";
import type { Sources } from "../sources/setting.ts";
import type { Arguments } from "./arguments.ts";
import { examineTargets, type Target } from "./examine_targets.ts";
import {
  deliver,
  type Destination,
  fileProblem,
  overwritten,
} from "./destinations.ts";
import { type DoctorPlan, doctorPlanOf } from "./doctor_plan.ts";
import { gatherSources, INTERRUPTED, resolveByOptions } from "./inputs.ts";
import { refuse } from "./refuse.ts";
import type { GatedHost } from "./host.ts";

/** The file that GitHub Actions shows as the summary of a step. */
const SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY";

/** Examines the connections of the configuration, or of the stand-in server, and reports. */
export async function doctor(
  args: Arguments,
  host: GatedHost,
): Promise<number> {
  const plan = doctorPlanOf(args, host);
  if ("problem" in plan) return refuse(plan.problem, host);
  host.setDeadline(deadlineOf(plan));
  const lost = await overwritten(plan.destinations, args, host);
  if (lost) return refuse(lost.problem, host);
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
    const targets = await targetsOfEach(files, args, host, plan.resolving);
    return "problem" in targets
      ? refuse(targets.problem, host)
      : await examineAndReport(targets, args, host, plan);
  }
  const sources = await gatherSources(args, host);
  if ("problem" in sources) return refuse(sources.problem, host);
  const problem = await overwritten(plan.destinations, args, host, sources) ??
    (await host.isInterrupted() ? INTERRUPTED : null);
  return problem
    ? refuse(problem.problem, host)
    : await examineSources(sources, args, host, plan);
}

/** Returns how long the whole command may take, in milliseconds. */
export function deadlineOf(
  { limits: { deadlineMs }, waitMs }: DoctorPlan,
): number {
  return Math.min(
    waitMs ?? deadlineMs ?? DEFAULT_DEADLINE_MS,
    deadlineMs ?? Infinity,
  );
}

function examineSources(
  sources: Sources,
  args: Arguments,
  host: GatedHost,
  plan: DoctorPlan,
): Promise<number> {
  const resolve = () => resolveByOptions(sources, args, host, plan.resolving);
  return examineAndReport([{ file: null, resolve }], args, host, plan);
}

async function examineAndReport(
  targets: readonly Target[],
  args: Arguments,
  host: GatedHost,
  plan: DoctorPlan,
): Promise<number> {
  const [report] = await Promise.all([
    examinedReport(targets, args, host, plan),
    // What writes the report is loaded while the servers respond.
    ...plan.destinations.map(({ format }) => writerOf(format)),
  ]);
  return await write(report, plan.destinations, args, host);
}

/** Examines targets, and gathers what a report says of them. */
export async function examinedReport(
  targets: readonly Target[],
  args: Arguments,
  host: GatedHost,
  plan: DoctorPlan,
): Promise<Report> {
  const startedAt = new Date();
  const begin = performance.now();
  const limits = {
    ...plan.limits,
    signal: host.signal,
    proxies: host.readProxies(),
    ...(args.options.has("debug")
      ? { onExchange: (await import("./debug.ts")).debugTo(host) }
      : {}),
  };
  const examined = await examineTargets(targets, { ...plan, limits }, host);
  return {
    isEach: args.options.has("each"),
    targets: examined,
    startedAt,
    durationMs: roundMs(performance.now() - begin),
    strict: plan.strict,
  };
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
  const isGithub = destinations.some(({ format }) => format === "github");
  const isWhole = !isGithub || await writeSummary(report, verbosity, host);
  if (problem) return refuse(problem.problem, host);
  return !isWhole && host.signal.aborted
    ? EXIT.interrupted
    : exitStatusOfReport(report);
}

/** Returns whether the summary got out. Without the permission for it, the report itself is still there: that is no failure. */
async function writeSummary(
  report: Report,
  verbosity: Verbosity,
  host: GatedHost,
): Promise<boolean> {
  const { reportMarkdown } = await import("../report/markdown.ts");
  const markdown = reportMarkdown(report, { verbosity });
  const reason = await host.appendToFileOf(SUMMARY_VARIABLE, markdown);
  if (reason === null) return true;
  const { problem } = fileProblem(
    `Cannot write the summary of the step: ${reason}`,
  );
  host.printError(problem);
  return false;
}
