// Begins a run: the one place where the parts of the doctor are wired together.
import { DEFAULT_LIMITS } from "../http/request.ts";
import { sanitize } from "../http/sanitize.ts";
import { roundMs, timer } from "../http/timer.ts";
import type { Resolution } from "../resolver/resolve.ts";
import { type SecretSet, secretSet } from "../resolver/secret_set.ts";
import { secretsBehind } from "../resolver/resolution_secrets.ts";
import { gated } from "./gated.ts";
import type { DiagnoseOptions } from "./options.ts";
import {
  type CheckReport,
  type ConnectionReport,
  type Diagnosis,
  diagnosisOf,
  type ServerReport,
} from "./diagnosis.ts";
import { examine, type Examined, type StopFacts } from "./examine.ts";
import {
  type Exchange,
  openContext,
  type OpenedContext,
  type RunFacts,
} from "./open_context.ts";
import { openRunCache } from "./run_cache.ts";
import { reportedFindings, type Selection, selectionOf } from "./selection.ts";
import { reconcile } from "./reconcile.ts";

/** The longest that everything may take by default, in milliseconds. */
export const DEFAULT_DEADLINE_MS = 60_000;

/** A run, in which many configurations share responses. */
export interface Run {
  /** Ends with the run. */
  readonly signal: AbortSignal;
  /** Examines the connections of a resolution. */
  readonly diagnose: (
    resolution: Resolution,
    onCheck?: (check: CheckReport, connection: number) => void,
  ) => Promise<Diagnosis>;
  /** Ends everything still under way. */
  readonly end: () => void;
}

/** What a run of the command has beyond the options of `diagnose`. */
export interface RunOptions extends DiagnoseOptions {
  /** Whether there are so many servers that connections must not be kept. */
  readonly hasManyServers?: boolean;
  /** The secrets that no text may show, which the run adds to. */
  readonly secrets?: SecretSet;
  /** Called as each request to the network ends. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** How much of the deadline has passed before, in milliseconds. */
  readonly spentMs?: number;
}

/** Begins a run, whose deadline is counted from now. */
export function beginRun(options: RunOptions): Run {
  const { signal, secrets = secretSet() } = options;
  const selection = selectionOf(options);
  const stop = stopOf(options);
  const cache = openRunCache(options.hasManyServers);
  const shared = sharedFacts(options, stop.signal, secrets);
  return {
    signal: stop.signal,
    async diagnose(resolution, onCheck = () => {}) {
      const startedAt = new Date();
      const begin = performance.now();
      const lease = cache.lease();
      const findings = reportedFindings(resolution.findings, selection);
      const facts: RunFacts = {
        ...shared,
        place: resolution.place,
        reported: new Set(findings.map(({ code }) => code)),
        proUrls: new Map(),
        cache: { ...cache, transports: lease.transports },
      };
      secrets.add(...secretsBehind(resolution.connections));
      const opened = resolution.connections.map((connection) =>
        openContext(connection, facts)
      );
      const connections = await examineAll(
        opened,
        selection,
        stop.facts,
        onCheck,
      ).finally(lease.release);
      return diagnosisOf({
        startedAt,
        durationMs: roundMs(performance.now() - begin),
        findings: gated(reconcile(findings, connections), secrets),
        settings: resolution.settings,
        place: resolution.place,
        connections: connections.map((report) => gatedReport(report, secrets)),
        interrupted: signal?.aborted ?? false,
      });
    },
    end() {
      stop.release();
      cache.close();
    },
  };
}

/** What the options say for all connections of a run. */
function sharedFacts(
  {
    timeoutMs = DEFAULT_LIMITS.timeoutMs,
    reachMs = timeoutMs,
    bodyBytes = DEFAULT_LIMITS.bodyBytes,
    maxKeyAgeMs,
    proxies,
    onExchange,
  }: RunOptions,
  signal: AbortSignal,
  secrets: SecretSet,
): Omit<RunFacts, "place" | "reported" | "proUrls" | "cache"> {
  return {
    limits: { timeoutMs, reachMs, bodyBytes },
    maxKeyAgeMs: maxKeyAgeMs ?? null,
    signal,
    secrets,
    proxies,
    onExchange,
  };
}

function gatedReport(
  { connection, server, account, checks, retryAfterMs }: ConnectionReport,
  secrets: SecretSet,
): ConnectionReport {
  return {
    connection,
    ...gated({ server, account, checks }, secrets),
    retryAfterMs,
  };
}

/**
 * Examines connections at once, but for this: each begins when it is known what the servers before it said, since
 * those may tell that its URL is a part of ZenML Pro.
 */
async function examineAll(
  opened: readonly OpenedContext[],
  selection: Selection,
  stopFacts: () => StopFacts | null,
  onCheck: (check: CheckReport, connection: number) => void,
): Promise<readonly ConnectionReport[]> {
  let earlier: Promise<unknown> = Promise.resolve();
  return await Promise.all(opened.map((one, index) => {
    const report = earlier.then(() =>
      examineOne(one, selection, stopFacts, (check) => onCheck(check, index))
    );
    if (selection.steps.has("server")) {
      earlier = earlier.then(one.context.reach).catch(() => {});
    }
    return report;
  }));
}

async function examineOne(
  { context, retryAfterMs }: OpenedContext,
  { steps, reason }: Selection,
  stopFacts: () => StopFacts | null,
  onCheck: (check: CheckReport) => void,
): Promise<ConnectionReport> {
  const { connection, secrets } = context;
  const { checks, values } = await examine(context, {
    steps,
    reason,
    stopFacts,
    onCheck,
  });
  const account = values.identity;
  return {
    connection,
    server: serverReport(values, secrets),
    account: account
      ? {
        name: sanitize(account.name, secrets.redact),
        isServiceAccount: account.isServiceAccount,
      }
      : null,
    checks,
    retryAfterMs: retryAfterMs(),
  };
}

function serverReport(
  { server }: Examined["values"],
  { redact }: SecretSet,
): ServerReport | null {
  return server
    ? {
      id: sanitize(server.info.id, redact),
      version: sanitize(server.info.version, redact),
      deploymentType: sanitize(server.info.deploymentType, redact),
      authScheme: sanitize(server.info.authScheme, redact),
    }
    : null;
}

/** Stops at the deadline, or when the signal aborts. */
function stopOf(
  { deadlineMs = DEFAULT_DEADLINE_MS, spentMs = 0, signal }: RunOptions,
) {
  const controller = new AbortController();
  let facts: StopFacts | null = null;
  const stop = (byDeadline: boolean) => {
    facts ??= { byDeadline, deadlineMs };
    controller.abort();
  };
  const clear = timer(Math.max(1, deadlineMs - spentMs), () => stop(true));
  const interrupt = () => stop(false);
  if (signal?.aborted) interrupt();
  else signal?.addEventListener("abort", interrupt, { once: true });
  return {
    signal: controller.signal,
    facts: () => facts,
    release: () => {
      clear();
      signal?.removeEventListener("abort", interrupt);
      // Everything still under way ends with the run.
      controller.abort();
    },
  };
}
