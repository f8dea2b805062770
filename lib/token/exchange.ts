// Exchanges a configuration's credential for an access token, by the steps of the doctor.
import type { StepId } from "../codes/steps.ts";
import type { CheckReport } from "../doctor/diagnosis.ts";
import type { Problem } from "../doctor/problem.ts";
import { problemFinding } from "../doctor/problem_text.ts";
import { examine, type Examined } from "../doctor/examine.ts";
import { openContext } from "../doctor/open_context.ts";
import { openRunCache } from "../doctor/run_cache.ts";
import type { Context } from "../doctor/context.ts";
import { run } from "../finding/fix.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { DEFAULT_LIMITS } from "../http/request.ts";
import type { Configuration } from "../resolver/configuration.ts";
import { connectionOf } from "../resolver/connection.ts";
import { secretSet } from "../resolver/secret_set.ts";
import { AccessError } from "./access_error.ts";
import { lifetimeOf } from "./lifetime.ts";
import { credentialFindings } from "../resolver/rules/halves.ts";

/** A token, and how long it lives, in milliseconds, or null if that is not known. */
export interface Exchanged {
  readonly token: string;
  readonly lifetimeMs: number | null;
}

/**
 * Exchanges the credential; throws an `AccessError` where there is no token.
 *
 * The server proves itself before, without a credential. An API key of ZenML Pro goes to the workspace, as the provider
 * sends it (measured), never to the control plane. An API token is no key to exchange: a request shows whether it is
 * accepted.
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
  const cache = openRunCache();
  const { context } = openContext(connection, {
    place: "posix",
    limits: { ...DEFAULT_LIMITS, timeoutMs },
    maxKeyAgeMs: null,
    signal: AbortSignal.any([signal, end.signal]),
    secrets: secretSet(),
    reported: new Set(),
    proUrls: new Map(),
    proxies: undefined,
    cache,
  });
  try {
    return await logIn(context, configuration);
  } finally {
    end.abort();
    cache.close();
  }
}

async function logIn(
  context: Context,
  configuration: Configuration,
): Promise<Exchanged> {
  const { checks, values } = await runSteps(
    context,
    // A token that no login issued has not been verified yet.
    context.connection.credential.kind === "api-token"
      ? ["target", "server", "login", "identity"]
      : ["target", "server", "login"],
  );
  const errors = errorsIn(checks);
  const session = values.login;
  if (session && session.token !== null && errors.length === 0) {
    const { token, response } = session;
    return { token, lifetimeMs: lifetimeOf(token, response) };
  }
  const reach = await context.reach();
  if (reach.kind === "failed") {
    throw new AccessError(await networkErrors(context, reach.problem));
  }
  const findings = errors.length > 0
    ? errors
    : session
    ? checks.flatMap(({ findings }) => findings)
    : credentialFindings(configuration);
  throw new AccessError(
    findings.length > 0 ? findings : [findingOf("login-failed", {
      message: checks.find(({ id }) => id === "login")?.summary ?? "",
      fix: run("zenml-env", "doctor"),
      setting: context.connection.urlOrigin,
    })],
  );
}

/** Finds why no ZenML server responds, by the steps of the network. */
async function networkErrors(
  context: Context,
  problem: Problem,
): Promise<readonly Finding[]> {
  const { checks } = await runSteps(context, [
    "target",
    "dns",
    "connect",
    "tls",
    "server",
  ]);
  const errors = errorsIn(checks);
  return errors.length > 0 ? errors : [problemFinding(problem, context)];
}

function runSteps(
  context: Context,
  steps: readonly StepId[],
): Promise<Examined> {
  return examine(context, {
    steps: new Set(steps),
    reason: "it is not needed for a token",
    hasSideLooks: false,
  });
}

function errorsIn(checks: readonly CheckReport[]): readonly Finding[] {
  return checks.flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === "error");
}
