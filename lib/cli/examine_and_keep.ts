// Examines targets, and keeps of them what the reports need.
import { roundMs } from "../http/timer.ts";
import { type FleetReport, openFleet } from "../report/fleet.ts";
import type { Report, TargetReport } from "../report/model.ts";
import type { Arguments } from "./arguments.ts";
import type { DoctorPlan } from "./doctor_plan.ts";
import { examineTargets } from "./examine_targets.ts";
import type { GatedHost } from "./host.ts";
import type { TakeTarget, Target } from "./poll_targets.ts";

/** What was examined. */
export interface Examined {
  /** What all targets come to. */
  readonly fleetReport: FleetReport;
  /** Everything about each of them, or null where no report needs that. */
  readonly report: Report | null;
}

/** What to do with each target that is done. */
export interface KeepOptions {
  /** Whether everything about it is kept. */
  readonly keepsAll: boolean;
  readonly take: TakeTarget;
}

/** Examines targets, and keeps all about them. */
export async function examinedReport(
  targets: readonly Target[],
  args: Arguments,
  host: GatedHost,
  plan: DoctorPlan,
): Promise<Report> {
  const { report } = await examineAndKeep(targets, args, host, plan, {
    keepsAll: true,
    take: () => true,
  });
  return report!;
}

/** Examines targets, and keeps all about them, or no more than what they come to. */
export async function examineAndKeep(
  targets: readonly Target[],
  args: Arguments,
  host: GatedHost,
  plan: DoctorPlan,
  { keepsAll, take }: KeepOptions,
): Promise<Examined> {
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
  const { strict } = plan;
  const counting = openFleet(targets.length, { strict });
  const kept: TargetReport[] = [];
  await examineTargets(targets, { ...plan, limits }, host, (target, index) => {
    counting.add(target);
    if (keepsAll) kept[index] = target;
    return take(target, index);
  });
  const durationMs = roundMs(performance.now() - begin);
  const fleet = counting.fleet(host.signal.aborted);
  const isEach = plan.files !== null;
  return {
    fleetReport: { fleet, durationMs, strict },
    report: keepsAll
      ? { isEach, targets: kept, startedAt, durationMs, strict }
      : null,
  };
}
