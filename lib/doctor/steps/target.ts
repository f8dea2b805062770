import { sanitize } from "../../http/sanitize.ts";
import { readServerUrl } from "../../resolver/server_url.ts";
import { shownForeignUrl } from "../../resolver/url_secret.ts";
import { clientFolderFindings } from "../client_findings.ts";
import type { Context } from "../context.ts";
import { problemFinding, problemWords } from "../problem_text.ts";
import { targetProblem } from "../reach.ts";
import { defineStep, type Details, failed, passed, skipped } from "../step.ts";

/** Examines whether anything may be sent to the URL at all. */
export const target = defineStep({
  id: "target",
  needs: [],
  run(_needed, context) {
    const { serverUrl, proPart } = context.connection;
    const problem = targetProblem(context);
    if (problem?.step !== "target") {
      return Promise.resolve(
        passed(
          true,
          serverUrl,
          namedControlPlane(context),
          clientFolderFindings(context),
        ),
      );
    }
    return Promise.resolve(
      proPart !== null
        // The resolver's finding says it already.
        ? skipped(`${proPart}: nothing is sent there`)
        : failed(
          problemWords(problem, context).message,
          problemFinding(problem, context),
        ),
    );
  },
});

/** Names the control plane that ZENML_PRO_API_URL names: whoever permits hosts has to know of it before it is requested. */
function namedControlPlane({ connection, secrets }: Context): Details {
  const { proApiUrl } = connection;
  const reading = proApiUrl?.origin ? readServerUrl(proApiUrl.value) : "";
  return typeof reading === "string" ? {} : {
    proApiUrl: sanitize(shownForeignUrl(reading.url), secrets.redact),
  };
}
