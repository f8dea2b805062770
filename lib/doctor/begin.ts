/**
 * A run of the doctor: one deadline, one signal and one wire for everything that it examines.
 *
 * @module
 */
import { beginExamination, type Examination } from "./examination.ts";
import { tenthsOf } from "./outcome.ts";
import { DEFAULT_LIMITS } from "../http/request.ts";
import { openWire } from "./run_cache.ts";
import type { ProPart } from "../resolver/pro_part.ts";
import type { Resolution } from "../resolver/resolve.ts";
import type { DiagnoseOptions } from "./diagnose.ts";
import type { CheckReport, ConnectionReport, Diagnosis } from "./diagnosis.ts";
import type { StopFacts } from "./examine.ts";
import { reportedFindings, selectionOf } from "./selection.ts";

/** A run that was begun. */
export interface Run {
  /** Aborted at the deadline, or when the caller ends the run. */
  readonly signal: AbortSignal;
  /** Examines every connection of a resolution. */
  readonly diagnose: (
    resolution: Resolution,
    onCheck?: (check: CheckReport, connection: number) => void,
  ) => Promise<Diagnosis>;
  /** Ends the run and gives back what it holds. */
  readonly end: () => Promise<void>;
}

/** Begins a run; nothing is sent yet. */
export function beginRun(
  options: DiagnoseOptions,
  hasManyServers = false,
): Run {
  const {
    timeoutMs = DEFAULT_LIMITS.timeoutMs,
    reachMs = timeoutMs,
    deadlineMs = 60_000,
    bodyBytes = DEFAULT_LIMITS.bodyBytes,
    signal,
    proxies,
  } = options;
  const selection = selectionOf(options);
  const stop = stopAt(deadlineMs, signal);
  const wire = openWire(hasManyServers);
  const limits = { timeoutMs, reachMs, bodyBytes };
  let isFirst = true;
  return {
    signal: stop.signal,
    async diagnose(resolution, onCheck = () => {}) {
      const startedAt = new Date();
      const begin = performance.now();
      const proParts = new Map<string, ProPart>();
      const findings = () => reportedFindings(resolution.findings, selection);
      const examinations = resolution.connections.map((connection) =>
        beginExamination(connection, {
          limits,
          signal: stop.signal,
          proParts,
          reported: () => new Set(findings().map(({ code }) => code)),
          proxies,
          wire,
        })
      );
      const proves = selection.steps.has("server");
      if (proves && isFirst && examinations[0]) {
        // What all wait for begins first; the rest of the program is loaded while the server thinks.
        examinations[0].proof().catch(() => {});
        await turns(2);
      }
      isFirst = false;
      const { examine } = await import("./examine.ts");
      const reports = oneAfterTheOther(
        examinations,
        proves,
        (examination, index) =>
          examine(examination, {
            selection,
            stopped: stop.stopped,
            onCheck: (check) => onCheck(check, index),
          }),
      );
      // There is time for this, too.
      findings();
      const connections = await Promise.all(reports);
      return {
        startedAt,
        durationMs: tenthsOf(performance.now() - begin),
        findings: findings(),
        connections,
        interrupted: signal?.aborted ?? false,
      };
    },
    async end() {
      stop.release();
      await wire.close();
    },
  };
}

/** A later connection waits for what the earlier servers say of ZenML Pro: it may turn out to be no server. */
function oneAfterTheOther(
  examinations: readonly Examination[],
  proves: boolean,
  examineOne: (
    examination: Examination,
    index: number,
  ) => Promise<ConnectionReport>,
): Promise<ConnectionReport>[] {
  let earlier: Promise<unknown> = Promise.resolve();
  return examinations.map((examination, index) => {
    const report = earlier.then(() => examineOne(examination, index));
    if (proves) {
      earlier = earlier.then(() => examination.proof()).catch(() => {});
    }
    return report;
  });
}

/** Lets Deno connect and send what was asked: it does so only while this program waits for something else. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    const { promise, resolve } = Promise.withResolvers<void>();
    AbortSignal.timeout(1).addEventListener("abort", () => resolve());
    await promise;
  }
}

/** Makes the one signal that ends every request: at the deadline, or when the caller says so. */
function stopAt(deadlineMs: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const { promise: stopped, resolve } = Promise.withResolvers<StopFacts>();
  const stop = (byDeadline: boolean) => {
    resolve({ byDeadline, deadlineMs });
    controller.abort();
  };
  // Deno loads its timers for setTimeout alone, which takes longer than a request on this machine.
  const deadline = AbortSignal.timeout(deadlineMs);
  const expire = () => stop(true);
  const interrupt = () => stop(false);
  deadline.addEventListener("abort", expire, { once: true });
  if (signal?.aborted) interrupt();
  else signal?.addEventListener("abort", interrupt, { once: true });
  return {
    signal: controller.signal,
    stopped,
    release: () => {
      deadline.removeEventListener("abort", expire);
      signal?.removeEventListener("abort", interrupt);
      // Whatever is still under way beside the verdict ends with it.
      controller.abort();
    },
  };
}
