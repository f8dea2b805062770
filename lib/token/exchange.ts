/**
 * One exchange of a credential for a token, by the doctor's own requests and with its findings.
 *
 * @module
 */
import { checkConnect } from "../doctor/steps/connect.ts";
import { checkDns } from "../doctor/steps/dns.ts";
import { beginExamination, type Examination } from "../doctor/examination.ts";
import type { Failure } from "../http/failure.ts";
import { failureFinding } from "../doctor/network.ts";
import type { OpenSession } from "../doctor/steps/login.ts";
import { DEFAULT_LIMITS } from "../http/request.ts";
import { checkServer } from "../doctor/steps/server.ts";
import { checkTls } from "../doctor/steps/tls.ts";
import type { Configuration } from "../resolver/configuration.ts";
import { connectionOf } from "../resolver/connection.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { AccessError } from "./access_error.ts";
import { lifetimeOf } from "./lifetime.ts";
import { credentialFindings } from "../resolver/rules/halves.ts";

/** What tells why no ZenML server answers, in the doctor's order. */
const WAY_CHECKS = [checkDns, checkConnect, checkTls, checkServer];

/** A token as the server gave it. */
export interface Exchanged {
  /** The token. */
  readonly token: string;
  /** How long it lives, in milliseconds, or null if it has no end. */
  readonly lifetimeMs: number | null;
}

/**
 * Exchanges the credential of a configuration for a token.
 *
 * The server proves itself before, without a credential. An API key of ZenML Pro goes to the workspace, as the provider
 * sends it (measured), never to the control plane. An API token is no key to exchange: the server is asked whether it
 * accepts it.
 */
export async function exchange(
  configuration: Configuration,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Exchanged> {
  const connection = connectionOf(configuration);
  if (connection === null) {
    throw new TypeError("Cannot connect as the server's URL is not valid");
  }
  const end = new AbortController();
  const examination = beginExamination(connection, {
    limits: { ...DEFAULT_LIMITS, timeoutMs },
    signal: AbortSignal.any([signal, end.signal]),
    proParts: new Map(),
    reported: () => new Set(),
  });
  try {
    const session = await openOr(examination, configuration);
    const { token, answer } = session;
    return { token, lifetimeMs: lifetimeOf(token, answer) };
  } finally {
    end.abort();
    await examination.close();
  }
}

async function openOr(
  examination: Examination,
  configuration: Configuration,
): Promise<OpenSession> {
  const proof = await examination.proof();
  if (proof.kind === "failed") {
    throw new AccessError(await reasonsOf(proof.failure, examination));
  }
  const session = await examination.session();
  const { outcome } = session.kind === "closed" || session.shown === "session"
    ? session
    : await examination.account();
  const errors = errorsIn(outcome.findings);
  if (session.kind === "open" && errors.length === 0) return session;
  const unsent = errors.length > 0 ? errors : credentialFindings(configuration);
  throw new AccessError(
    unsent.length > 0 ? unsent : [findingOf("login-failed", {
      message: outcome.summary,
      hint: "zenml-env doctor",
      setting: examination.connection.urlOrigin,
    })],
  );
}

async function reasonsOf(
  failure: Failure,
  examination: Examination,
): Promise<readonly Finding[]> {
  if (failure.step !== "target") {
    const outcomes = await Promise.all(
      WAY_CHECKS.map((check) => check(examination)),
    );
    const errors = errorsIn(outcomes.flatMap(({ findings }) => findings));
    if (errors.length > 0) return errors;
  }
  return [failureFinding(failure, examination)];
}

function errorsIn(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}
