// The command `doctor`: finds out why a connection does or does not work.
import type { DemoState } from "../demo/states.ts";
import { type ReportFormat, writerOf } from "../report/formats.ts";
import { EXIT } from "../report/exit_status.ts";
import { type FleetReport, hidesTargets } from "../report/fleet.ts";
import type { Report, Verbosity } from "../report/model.ts";
import type { Sources } from "../sources/setting.ts";
import type { Arguments } from "./arguments.ts";
import { examineAndKeep, type Examined } from "./examine_and_keep.ts";
import type { Target } from "./poll_targets.ts";
import { deliver, type Destination, screenFor } from "./destinations.ts";
import { type DoctorPlan, doctorPlanOf } from "./doctor_plan.ts";
import { fileProblem } from "./file_problem.ts";
import { gatherSources, INTERRUPTED, resolveByOptions } from "./inputs.ts";
import { openLineOutputs } from "./line_outputs.ts";
import { overwritten, overwrittenOfSources } from "./overwriting.ts";
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
  host.setDeadline(plan.deadlineMs);
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
  if (plan.files) {
    const { targetsOfEach } = await import("./each.ts");
    const targets = await targetsOfEach(plan.files, args, host, {
      resolving: plan.resolving,
      readsAhead: plan.destinations.some(({ format }) => format === "jsonl"),
    });
    return "problem" in targets
      ? refuse(targets.problem, host)
      : await examineAndReport(targets, args, host, plan);
  }
  const sources = await gatherSources(args, host);
  if ("problem" in sources) return refuse(sources.problem, host);
  const problem =
    await overwrittenOfSources(plan.destinations, sources, host) ??
      (await host.isInterrupted() ? INTERRUPTED : null);
  return problem
    ? refuse(problem.problem, host)
    : await examineSources(sources, args, host, plan);
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
  const { destinations, files, verbosity } = plan;
  const lines = await openLineOutputs(
    destinations.flatMap(({ format, file }) =>
      format === "jsonl" ? [{ format, file }] : []
    ),
    plan,
    host,
  );
  const others = destinations.filter(({ format }) => format !== "jsonl");
  // What writes the report is loaded while the servers respond.
  const loading = Promise.all(others.map(({ format }) => writerOf(format)));
  const examined = await examineAndKeep(targets, args, host, plan, {
    keepsAll: others.some(({ format }) =>
      format !== "text" || !hidesTargets(targets.length, { verbosity })
    ),
    async take(target) {
      // What was not examined to its end has no line among many.
      const isLeftOut = files !== null && target.diagnosis.interrupted;
      const goesOn = isLeftOut || await lines.write(target);
      return others.length > 0 || goesOn && !host.signal.aborted;
    },
  });
  await loading;
  const unwrittenLines = await lines.close();
  const status = await write(examined, others, verbosity, host);
  if (unwrittenLines) return refuse(unwrittenLines.problem, host);
  const isSaid = others.some(({ file }) => file === null);
  if (files !== null && !isSaid && others.length < destinations.length) {
    await sayFleet(examined.fleetReport, host);
  }
  return status;
}

/** Next to lines for machines; whoever closed standard output has read enough. */
async function sayFleet(
  report: FleetReport,
  host: GatedHost,
): Promise<void> {
  if (!await host.hasReader()) return;
  const { fleetLines } = await import("../report/fleet_lines.ts");
  for (const line of fleetLines(report)) host.printError(line);
}

async function write(
  { fleetReport, report }: Examined,
  destinations: readonly Destination<ReportFormat>[],
  verbosity: Verbosity,
  host: GatedHost,
): Promise<number> {
  const problem = await deliver(destinations, async (format, file) => {
    const look = { ...screenFor(file, host), verbosity };
    if (report) return (await writerOf(format))(report, look);
    const { fleetText } = await import("../report/report_text.ts");
    return fleetText(fleetReport, look);
  }, host);
  const isGithub = destinations.some(({ format }) => format === "github");
  const isWhole = !isGithub || !report ||
    await writeSummary(report, verbosity, host);
  if (problem) return refuse(problem.problem, host);
  return !isWhole && host.signal.aborted
    ? EXIT.interrupted
    : fleetReport.fleet.status;
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
