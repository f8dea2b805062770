/**
 * The command `resolve`: what each program makes of the configuration, or the configuration for another program.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import { EXPORT_FORMATS } from "../export/formats.ts";
import { exitStatusOf, type Strictness } from "../report/verdict.ts";
import type { Resolution } from "../resolver/resolve.ts";
import type { Arguments, UsageProblem } from "./arguments.ts";
import {
  complainShortly,
  deliverExports,
  type ExportPlan,
  exportPlanOf,
} from "./export.ts";
import { deliver, type Destination, destinationsOf } from "./destinations.ts";
import { gatherSources, ignoredCodes, resolveAsAsked } from "./inputs.ts";
import { refuse } from "./refuse.ts";
import type { Shell } from "./host.ts";

/** The formats that show a resolution to whoever asked. */
export const RESOLUTION_FORMATS = ["text", "json"] as const;

type ResolutionFormat = typeof RESOLUTION_FORMATS[number];

/** What the options ask for, once they are known to be right. */
interface Plan extends Strictness {
  readonly reports: readonly Destination<ResolutionFormat>[];
  readonly exports: ExportPlan | null;
  readonly ignored: ReadonlySet<Code>;
}

/** Resolves the configuration and reports or exports it. */
export async function resolveCommand(
  args: Arguments,
  shell: Shell,
): Promise<number> {
  const plan = planOf(args, shell);
  if ("problem" in plan) return refuse(plan.problem, shell);
  const sources = await gatherSources(args, shell);
  if ("problem" in sources) return refuse(sources.problem, shell);
  const resolved = resolveAsAsked(sources, args, shell);
  const findings = resolved.findings.filter(({ code }) =>
    !plan.ignored.has(code)
  );
  const resolution = { ...resolved, findings };
  const problem = await report(resolution, plan, shell);
  if (problem) return refuse(problem.problem, shell);
  const shortfalls = plan.exports
    ? await deliverExports(resolution, plan.exports, shell)
    : [];
  if ("problem" in shortfalls) return refuse(shortfalls.problem, shell);
  // A report says already what was found.
  complainShortly(plan.reports.length > 0 ? [] : findings, shortfalls, shell);
  return exitStatusOf([...findings, ...shortfalls], plan);
}

function planOf(args: Arguments, shell: Shell): Plan | UsageProblem {
  const destinations = destinationsOf(args, [
    ...RESOLUTION_FORMATS,
    ...EXPORT_FORMATS,
  ]);
  if ("problem" in destinations) return destinations;
  const exports = exportPlanOf(destinations, args, shell);
  if (exports && "problem" in exports) return exports;
  const ignored = ignoredCodes(args);
  if ("problem" in ignored) return ignored;
  const reports = destinations.filter(isReport);
  return { reports, exports, ignored, strict: args.options.has("strict") };
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
  shell: Shell,
): Promise<UsageProblem | null> {
  if (reports.length === 0) return null;
  const { resolutionJson, resolutionText } = await renderers();
  return await deliver(
    reports,
    (format, file) =>
      format === "json"
        ? resolutionJson(resolution, { strict })
        : resolutionText(
          resolution,
          file === null ? shell.screen : { columns: 80, color: false },
        ),
    shell,
  );
}

async function renderers() {
  const [{ resolutionJson }, { resolutionText }] = await Promise.all([
    import("../report/json.ts"),
    import("../report/resolution_text.ts"),
  ]);
  return { resolutionJson, resolutionText };
}
