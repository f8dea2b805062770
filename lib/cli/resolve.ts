// The command `resolve`: what each program makes of the configuration, or the configuration for another program.
import type { Code } from "../codes/codes.ts";
import { EXPORT_FORMATS } from "../export/syntaxes.ts";
import { exitStatusOf } from "../report/exit_status.ts";
import type { Strictness } from "../report/model.ts";
import type { Resolution } from "../resolver/resolve.ts";
import type { Arguments, UsageProblem } from "./arguments.ts";
import {
  deliverExports,
  type ExportPlan,
  exportPlanOf,
  printProblems,
} from "./export.ts";
import {
  deliver,
  type Destination,
  destinationsOf,
  screenFor,
} from "./destinations.ts";
import { overwritten, overwrittenOfSources } from "./overwriting.ts";
import {
  gatherSources,
  ignoredCodes,
  INTERRUPTED,
  resolveByOptions,
} from "./inputs.ts";
import { durationsOf } from "./durations.ts";
import { RESOLUTION_FORMATS } from "./options.ts";
import { refuse } from "./refuse.ts";
import type { GatedHost } from "./host.ts";

type ResolutionFormat = typeof RESOLUTION_FORMATS[number];

/** What the options mean, once they are known to be right. */
interface Plan extends Strictness {
  /** Where everything goes. */
  readonly destinations: readonly Destination<string>[];
  readonly reports: readonly Destination<ResolutionFormat>[];
  readonly exports: ExportPlan | null;
  readonly ignored: ReadonlySet<Code>;
  /** How long everything may take, in milliseconds, if not as long as by default. */
  readonly deadlineMs: number | undefined;
}

/** Resolves the configuration and reports or exports it. */
export async function resolveCommand(
  args: Arguments,
  host: GatedHost,
): Promise<number> {
  const plan = planOf(args, host);
  if ("problem" in plan) return refuse(plan.problem, host);
  if (plan.deadlineMs !== undefined) host.setDeadline(plan.deadlineMs);
  const early = await overwritten(plan.destinations, args, host);
  if (early) return refuse(early.problem, host);
  const sources = await gatherSources(args, host);
  if ("problem" in sources) return refuse(sources.problem, host);
  const lost = await overwrittenOfSources(plan.destinations, sources, host) ??
    (await host.isInterrupted() ? INTERRUPTED : null);
  if (lost) return refuse(lost.problem, host);
  const resolved = await resolveByOptions(sources, args, host);
  if (await host.isInterrupted()) return refuse(INTERRUPTED.problem, host);
  const findings = resolved.findings.filter(({ code }) =>
    !plan.ignored.has(code)
  );
  const resolution = { ...resolved, findings };
  const problem = await report(resolution, plan, host);
  if (problem) return refuse(problem.problem, host);
  const shortfalls = plan.exports
    ? await deliverExports(resolution, plan.exports, host)
    : [];
  if ("problem" in shortfalls) return refuse(shortfalls.problem, host);
  // A report says already what was found.
  printProblems(plan.reports.length > 0 ? [] : findings, shortfalls, host);
  return exitStatusOf([...findings, ...shortfalls], plan);
}

function planOf(args: Arguments, host: GatedHost): Plan | UsageProblem {
  const destinations = destinationsOf(args, [
    ...RESOLUTION_FORMATS,
    ...EXPORT_FORMATS,
  ]);
  if ("problem" in destinations) return destinations;
  const exports = exportPlanOf(destinations, args, host);
  if (exports && "problem" in exports) return exports;
  const ignored = ignoredCodes(args);
  if ("problem" in ignored) return ignored;
  const durations = durationsOf(args);
  if ("problem" in durations) return durations;
  const reports = destinations.filter(isReport);
  return {
    destinations,
    reports,
    exports,
    ignored,
    deadlineMs: durations.deadline,
    strict: args.options.has("strict"),
  };
}

function isReport(
  destination: Destination<string>,
): destination is Destination<ResolutionFormat> {
  return (RESOLUTION_FORMATS as readonly string[])
    .includes(destination.format);
}

async function report(
  resolution: Resolution,
  { reports, strict }: Plan,
  host: GatedHost,
): Promise<UsageProblem | null> {
  return await deliver(
    reports,
    async (format, file) => {
      switch (format) {
        case "json":
          return (await import("../report/json.ts"))
            .resolutionJson(resolution, { strict });
        case "text":
          return (await import("../report/resolution_text.ts")).resolutionText(
            resolution,
            { ...screenFor(file, host), strict },
          );
      }
    },
    host,
  );
}
