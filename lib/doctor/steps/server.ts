import { type Finding, findingOf } from "../../finding/finding.ts";
import { inOrder, run, when, words } from "../../finding/fix.ts";
import type { Failure } from "../../http/failure.ts";
import type { HttpResponse } from "../../http/response.ts";
import { sanitize } from "../../http/sanitize.ts";
import { readyUrl } from "../../zenml/api.ts";
import { NO_AUTH, type ServerInfo } from "../../zenml/server_info.ts";
import type { Context } from "../context.ts";
import { requestBriefly } from "../grace.ts";
import { blockerOf } from "../order.ts";
import type { Problem } from "../problem.ts";
import { problemFinding, problemWords } from "../problem_text.ts";
import {
  blockedBy,
  defineStep,
  failed,
  passed,
  type StepReport,
} from "../step.ts";
import type { ServerProof } from "../values.ts";

/** Examines whether a ZenML server responds, and whether it is ready; its proof is what a login needs. */
export const server = defineStep({
  id: "server",
  needs: ["target"],
  async run(_needed, context) {
    const reach = await context.reach();
    if (reach.kind === "failed") {
      const { problem } = reach;
      const blocker = blockerOf(problem, "server");
      if (blocker) return blockedBy(blocker);
      const finding = problemFinding(problem, context);
      return failed(problemWords(problem, context).message, {
        ...finding,
        message: finding.message + consequenceOf(problem, context),
      });
    }
    const { proof } = reach;
    const findings = stateFindings(proof.info, context);
    const summary = summaryOf(proof, context);
    return {
      ...passed(proof, summary, {}, findings),
      complete: () => readiness(summary, findings, context),
    };
  },
});

/** Says what the client makes of a gateway's error (measured on 0.98.0): nothing, for long. */
function consequenceOf(
  problem: Problem,
  { connection: { consumers } }: Context,
): string {
  return problem.kind === "response" && problem.cause === "server-error" &&
      [502, 503].includes(problem.status) && consumers.includes("client")
    ? "; the ZenML client would silently retry for eight minutes"
    : "";
}

function summaryOf({ info }: ServerProof, { secrets }: Context): string {
  const show = (text: string) => sanitize(text, secrets.redact);
  return `ZenML ${show(info.version)}, deployment type ${
    show(info.deploymentType)
  }`;
}

/** Finds states in which the server takes no credential, or needs none. */
function stateFindings(
  { active, authScheme }: ServerInfo,
  { connection: { serverUrl, urlOrigin } }: Context,
): readonly Finding[] {
  if (!active) {
    return [findingOf("server-not-activated", {
      message:
        "The server is not activated: its first page was never completed, so it has no account and refuses every credential",
      fix: words(
        `Open ${serverUrl} in a browser and finish the setup, or set ZENML_SERVER_AUTO_ACTIVATE=1 on the server and restart it`,
      ),
      setting: urlOrigin,
    })];
  }
  return authScheme === NO_AUTH
    ? [findingOf("server-without-login", {
      message:
        "The server needs no login (NO_AUTH): anybody who reaches it may use it; no credential was sent",
      fix: when(
        "if you want logins",
        words(
          "Set ZENML_SERVER_AUTH_SCHEME=OAUTH2_PASSWORD_BEARER on the server",
        ),
      ),
      setting: urlOrigin,
    })]
    : [];
}

async function readiness(
  summary: string,
  before: readonly Finding[],
  context: Context,
): Promise<StepReport> {
  const { serverUrl, urlOrigin } = context.connection;
  const url = readyUrl(serverUrl);
  const ready = isReady(await requestBriefly(context, { url }));
  return {
    summary,
    reason: null,
    details: { ready },
    findings: ready === false
      ? [
        ...before,
        findingOf("server-not-ready", {
          message: "The server responds that it is not ready",
          fix: inOrder(run("curl", "-v", url), words("Wait until it is ready")),
          setting: urlOrigin,
        }),
      ]
      : before,
  };
}

/** Null where nothing is said: before 0.84 the dashboard responds in place of `/ready`. */
function isReady(response: HttpResponse | Failure): boolean | null {
  if (response.kind !== "response") return null;
  if (response.status === 503) return false;
  return response.status === 200 && response.text.trim() === "ok" ? true : null;
}
