// Examines targets until they are well.
import type { Diagnosis } from "../doctor/diagnosis.ts";
import { waitUntilSettled } from "../doctor/wait.ts";
import { shortDuration } from "../report/layout.ts";
import { DEFAULT_LIMITS } from "../http/request.ts";
import { failingFindings } from "../report/exit_status.ts";
import type { Strictness } from "../report/model.ts";
import type { Resolution } from "../resolver/resolve.ts";
import type { GatedHost } from "./host.ts";
import {
  type PollOptions,
  pollTargets,
  type TakeTarget,
  type Target,
} from "./poll_targets.ts";

/** The start of the program, in milliseconds, is no part of a wait; what it waited for before, such as a file, is. */
const START_MS = 400;

/** How to examine targets until they are well. */
export interface WaitForTargetsOptions extends PollOptions, Strictness {
  /** How long to wait for them, in milliseconds. */
  readonly waitMs: number;
}

/** Examines targets until each has settled, and hands it out then. */
export async function waitForTargets(
  targets: readonly Target[],
  options: WaitForTargetsOptions,
  host: GatedHost,
  take: TakeTarget,
): Promise<void> {
  const { waitMs, limits, strict } = options;
  // What another poll needs of a target.
  const resolutions = new Map<number, Resolution>();
  await waitUntilSettled({
    targets: targets.length,
    waitMs: Math.max(
      1,
      Math.min(waitMs, limits.deadlineMs ?? waitMs) -
        Math.max(0, host.spentMs() - START_MS),
    ),
    timeoutMs: limits.timeoutMs ?? DEFAULT_LIMITS.timeoutMs,
    signal: host.signal,
    poll: async (pending, within) => {
      const diagnoses: Diagnosis[] = [];
      const places = new Map(pending.map((index, place) => [index, place]));
      // A poll's deadline is counted from its own begin.
      const own = { ...options, limits: { ...limits, ...within } };
      await pollTargets(targets, pending, own, host, {
        async resolve(target, signal, index) {
          const known = resolutions.get(index) ?? await target.resolve(signal);
          resolutions.set(index, known);
          return known;
        },
        take({ diagnosis }, index) {
          diagnoses[places.get(index)!] = diagnosis;
          return true;
        },
      });
      return diagnoses;
    },
    failuresOf: (diagnosis) => failingFindings(diagnosis, { strict }),
    onPause: ({ finding, pending, leftMs }) =>
      host.showProgress?.(
        `${pending > 1 ? `${pending} targets: ` : ""}waiting, ${
          shortDuration(leftMs)
        } left: ${finding.code}: ${finding.message}`,
      ),
    async onSettled(diagnosis, index) {
      resolutions.delete(index);
      await take({ file: targets[index]!.file, diagnosis }, index);
    },
  });
}
