import { findingOf } from "../../finding/finding.ts";
import { inOrder, run, words } from "../../finding/fix.ts";
import type { Failure } from "../../http/failure.ts";
import type { HttpResponse } from "../../http/response.ts";
import { sanitize } from "../../http/sanitize.ts";
import { readyUrl } from "../../zenml/api.ts";
import type { Context } from "../context.ts";
import { requestBriefly } from "../grace.ts";
import { blockerOf } from "../order.ts";
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
      return blocker ? blockedBy(blocker) : failed(
        problemWords(problem, context).message,
        problemFinding(problem, context),
      );
    }
    const { proof } = reach;
    const summary = summaryOf(proof, context);
    return {
      ...passed(proof, summary),
      complete: () => readiness(summary, context),
    };
  },
});

function summaryOf({ info }: ServerProof, { secrets }: Context): string {
  const show = (text: string) => sanitize(text, secrets.redact);
  return `ZenML ${show(info.version)}, deployment type ${
    show(info.deploymentType)
  }`;
}

async function readiness(
  summary: string,
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
      ? [findingOf("server-not-ready", {
        message: "The server answers, and says that it is not ready",
        fix: inOrder(run("curl", "-v", url), words("Wait until it is ready")),
        setting: urlOrigin,
      })]
      : [],
  };
}

/** Null where nothing is said: before 0.84 the dashboard responds in place of `/ready`. */
function isReady(response: HttpResponse | Failure): boolean | null {
  if (response.kind !== "response") return null;
  if (response.status === 503) return false;
  return response.status === 200 && response.text.trim() === "ok" ? true : null;
}
