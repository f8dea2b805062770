/**
 * The doctor: finds out why a connection does or does not work.
 *
 * ```ts ignore
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 *
 * const { connections } = await diagnose(resolve({ environment: Deno.env.toObject() }));
 * for (const { checks } of connections) console.table(checks);
 * ```
 *
 * @module
 */
import type { StepId } from "../catalogue/steps.ts";
import { beginExamination } from "../checks/examination.ts";
import type { ProxyVariables } from "../checks/proxy.ts";
import type { ProPart } from "../resolution/findings/pro_part.ts";
import type { Resolution } from "../resolution/resolve.ts";
import type {
  AccountReport,
  CheckReport,
  CheckStatus,
  ConnectionReport,
  Diagnosis,
  ServerReport,
} from "./diagnosis.ts";
import { examine, type StopFacts } from "./examine.ts";
import { type Choice, reportedFindings, selectionOf } from "./selection.ts";

export type { Details } from "../checks/outcome.ts";
export type {
  AccountReport,
  CheckReport,
  CheckStatus,
  Choice,
  ConnectionReport,
  Diagnosis,
  ProxyVariables,
  Resolution,
  ServerReport,
  StepId,
};

/** How to examine. */
export interface DiagnoseOptions extends Choice {
  /** Ends the examination at once; what was found so far is returned. */
  readonly signal?: AbortSignal;
  /**
   * The longest that one request may take, in milliseconds.
   *
   * @default {10_000}
   */
  readonly timeoutMs?: number;
  /**
   * The longest that everything may take, in milliseconds.
   *
   * @default {60_000}
   */
  readonly deadlineMs?: number;
  /**
   * The most bytes that are read of one answer, after decompression.
   *
   * @default {1_048_576}
   */
  readonly bodyBytes?: number;
  /**
   * The environment's proxy variables (`HTTPS_PROXY` and the like), null for one that may not be read.
   *
   * `fetch` obeys them in any case. With them the report can name the proxy; without them it tells only what it notices.
   */
  readonly proxies?: ProxyVariables;
  /** Called as each check ends, with the index of its connection. */
  readonly onCheck?: (check: CheckReport, connection: number) => void;
}

/**
 * Examines every connection of a resolution.
 *
 * The credential is sent only to an origin that proved to be a ZenML server, never across a redirect, and never to the
 * ZenML Pro management API.
 *
 * @param resolution What `resolve` returned.
 * @param options What to examine, the limits, and what ends it.
 * @returns What was found, with every step of every connection.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { diagnose } from "@mlops/zenml-env/doctor";
 * import { assertEquals } from "@std/assert";
 *
 * const resolution = resolve({ environment: { ZENML_SERVER_URL: "https://zenml.example.com", ZENML_API_TOKEN: "T" } });
 * const { connections } = await diagnose(resolution, { offline: true });
 * assertEquals(connections[0]?.checks[0]?.status, "pass");
 * ```
 */
export async function diagnose(
  resolution: Resolution,
  options: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const {
    timeoutMs = 10_000,
    deadlineMs = 60_000,
    bodyBytes = 1_048_576,
    onCheck = () => {},
  } = options;
  const startedAt = new Date();
  const begin = performance.now();
  const selection = selectionOf(options);
  const stop = stopAt(deadlineMs, options.signal);
  const proParts = new Map<string, ProPart>();
  const findings = reportedFindings(resolution.findings, selection);
  const examinations = resolution.connections.map((connection) =>
    beginExamination(connection, {
      limits: { timeoutMs, bodyBytes },
      signal: stop.signal,
      proParts,
      reported: new Set(findings.map(({ code }) => code)),
      proxies: options.proxies,
    })
  );
  try {
    // A later connection waits for what the earlier servers say of ZenML Pro: it may turn out to be no server.
    let earlier: Promise<unknown> = Promise.resolve();
    const reports = examinations.map((examination, index) => {
      const report = earlier.then(() =>
        examine(examination, {
          selection,
          stopped: stop.stopped,
          onCheck: (check) => onCheck(check, index),
        })
      );
      if (selection.steps.has("server")) {
        earlier = earlier.then(() => examination.proof()).catch(() => {});
      }
      return report;
    });
    const connections = await Promise.all(reports);
    return {
      startedAt,
      durationMs: Math.round((performance.now() - begin) * 10) / 10,
      findings,
      connections,
      interrupted: options.signal?.aborted ?? false,
    };
  } finally {
    stop.release();
    for (const examination of examinations) await examination.close();
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
