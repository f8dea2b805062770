import { clientFolderFindings } from "../client_findings.ts";
import { problemFinding, problemWords } from "../problem_text.ts";
import { targetProblem } from "../reach.ts";
import { defineStep, failed, passed, skipped } from "../step.ts";

/** Examines whether anything may be sent to the URL at all. */
export const target = defineStep({
  id: "target",
  needs: [],
  run(_needed, context) {
    const { serverUrl, proPart } = context.connection;
    const problem = targetProblem(context);
    if (problem?.step !== "target") {
      return Promise.resolve(
        passed(true, serverUrl, {}, clientFolderFindings(context)),
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
