// The command `exec`: examines a connection, then runs a program with it.
import {
  CONSUMERS,
  CONVENTION_OF,
  VARIABLE_NAMES,
  VARIABLES,
} from "../codes/variables.ts";
import {
  assignmentsOf,
  distinctShortfalls,
  type Shortfall,
} from "../export/assignments.ts";
import { EXIT, exitStatusOfReport } from "../report/exit_status.ts";
import type { Report } from "../report/model.ts";
import type { Configuration } from "../resolver/configuration.ts";
import { settingsByName, type Sources } from "../sources/setting.ts";
import type {
  ChildEnd,
  ChildVariables,
  LackingPermission,
} from "../system/run_child.ts";
import type { Arguments } from "./arguments.ts";
import { examinedReport } from "./examine_and_keep.ts";
import { type DoctorPlan, doctorPlanOf } from "./doctor_plan.ts";
import { NO_CONFIGURATION } from "./export.ts";
import type { GatedHost } from "./host.ts";
import { gatherSources, INTERRUPTED, resolveByOptions } from "./inputs.ts";
import { refuse } from "./refuse.ts";

/** The exit status where the program was not run: as of `env`, `nohup` and the like. */
const EXEC_EXIT = {
  notRun: 125,
  notExecutable: 126,
  notFound: 127,
} as const;

/** Examines the connection, and runs the program if nothing is wrong with it. */
export async function exec(args: Arguments, host: GatedHost): Promise<number> {
  const plan = doctorPlanOf(args, host);
  if ("problem" in plan) return refuse(plan.problem, host);
  if (args.operands.length === 0) {
    return refuse("exec needs a command: zenml-env exec -- COMMAND", host);
  }
  host.setDeadline(plan.deadlineMs);
  const sources = await gatherSources(args, host);
  if ("problem" in sources) return refuse(sources.problem, host);
  if (await host.isInterrupted()) return refuse(INTERRUPTED.problem, host);
  const resolution = await resolveByOptions(
    sources,
    args,
    host,
    plan.resolving,
  );
  const target = { file: null, resolve: () => resolution };
  const report = await examinedReport(
    [target],
    args,
    host,
    checksOf(plan, args),
  );
  const status = exitStatusOfReport(report);
  if (status !== EXIT.ok || plan.verbosity === "verbose") {
    await printReport(report, plan, host);
  }
  if (status === EXIT.interrupted) return status;
  if (status !== EXIT.ok) return notRun("the examination failed", args, host);
  const { configuration } = resolution;
  if (configuration === null) {
    return notRun(NO_CONFIGURATION.message, args, host);
  }
  const { variables, shortfalls } = variablesOf(configuration, sources);
  for (const { message } of plan.verbosity === "quiet" ? [] : shortfalls) {
    host.printError(`warning: ${message}`);
  }
  const end = await host.runChild(args.operands, variables);
  return statusOf(end, args, host);
}

/** Without the network only the configuration is examined; that a convention lacks a half is what this command repairs. */
function checksOf(plan: DoctorPlan, { options }: Arguments): DoctorPlan {
  return {
    ...plan,
    ignored: new Set([...plan.ignored, "conventions-split"]),
    limits: options.has("no-check")
      ? { ...plan.limits, offline: true }
      : plan.limits,
  };
}

/** Standard output belongs to the program. */
async function printReport(
  report: Report,
  { verbosity }: DoctorPlan,
  host: GatedHost,
): Promise<void> {
  const { reportText } = await import("../report/report_text.ts");
  const text = reportText(report, {
    columns: host.screen.columns,
    color: false,
    verbosity,
  });
  for (const line of text.trimEnd().split("\n")) host.printError(line);
}

/** What the program gets: both conventions say the same, and what would win over it is gone. */
function variablesOf(configuration: Configuration, sources: Sources): {
  readonly variables: ChildVariables;
  readonly shortfalls: readonly Shortfall[];
} {
  const exported = CONSUMERS.map((consumer) =>
    assignmentsOf(configuration, CONVENTION_OF[consumer])
  );
  const set: Record<string, string> = {};
  const settings = settingsByName(sources);
  for (const name of VARIABLE_NAMES) {
    const chosen = settings.get(name)?.[0]?.value;
    if (isKept(name) && chosen !== undefined && chosen !== "") {
      set[name] = chosen;
    }
  }
  for (const { assignments } of exported) {
    for (const { variable, value } of assignments) set[variable] = value;
  }
  const unset = VARIABLE_NAMES.filter((name) =>
    !isKept(name) && !Object.hasOwn(set, name)
  );
  return {
    variables: { set, unset },
    shortfalls: distinctShortfalls(
      exported.flatMap(({ shortfalls }) => shortfalls),
    ),
  };
}

/** Which project and stack to use is not a part of the connection: it stays as it is. */
function isKept(name: typeof VARIABLE_NAMES[number]): boolean {
  const { role } = VARIABLES[name];
  return role === "project" || role === "stack";
}

function statusOf(
  end: ChildEnd,
  args: Arguments,
  host: GatedHost,
): number {
  const [program = ""] = args.operands;
  switch (end.kind) {
    case "ended":
      return end.status;
    case "interrupted":
      return EXIT.interrupted;
    case "not-permitted":
      return notRun(describeLacking(end.lacks, program), args, host);
    case "not-executable":
      host.printError(`Cannot run ${program}: it is not executable`);
      return EXEC_EXIT.notExecutable;
    case "not-found":
      host.printError(`Cannot run ${program}: there is no such program`);
      return EXEC_EXIT.notFound;
  }
}

function describeLacking(lacks: LackingPermission, program: string): string {
  switch (lacks.kind) {
    case "run":
      return `Deno was not given the permission to run it, add --allow-run=${program}; if the flag is there, Deno did not find the program in PATH`;
    case "loader":
      return `${lacks.variable} is set, and Deno passes it on only with --allow-run without a name; unset it, or add that flag`;
    case "unset":
      return `Deno was not given the permission to unset ${lacks.variable}, which the program might prefer; add --allow-env=ZENML_*`;
  }
}

function notRun(
  reason: string,
  { operands: [program = ""] }: Arguments,
  host: GatedHost,
): number {
  refuse(`${program} was not run: ${reason}`, host);
  return EXEC_EXIT.notRun;
}
