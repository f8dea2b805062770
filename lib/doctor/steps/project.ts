import type { Code } from "../../codes/codes.ts";
import type { Failure } from "../../http/failure.ts";
import type { HttpResponse } from "../../http/response.ts";
import { type Account, accountOf, currentUserUrl } from "../../zenml/api.ts";
import type { Entity } from "../../zenml/entities.ts";
import type { Context } from "../context.ts";
import { shownName } from "../project_findings.ts";
import {
  chosenAmong,
  type Look,
  requestChosen,
  requestReadable,
} from "../project_looks.ts";
import { blockedBy, defineStep, type Outcome, skipped } from "../step.ts";

/** Requests the project and the stack that the client would use; nothing is set. */
export const project = defineStep({
  id: "project",
  needs: ["login"],
  async run({ login }, context) {
    const { consumers, project, serverUrl, stack } = context.connection;
    if (!consumers.includes("client")) {
      return skipped("only the ZenML client has an active project");
    }
    const get = (url: string) => context.request({ url, bearer: login.token });
    const [account, activeProject, activeStack] = await Promise.all([
      // What the identity step requests, which is sent once.
      get(currentUserUrl(serverUrl)).then(knownAccount),
      project
        ? requestChosen("projects", project, get, context)
        : requestReadable(get, context),
      stack ? requestChosen("stacks", stack, get, context) : null,
    ]);
    if (account === null) return blockedBy("identity");
    const look = activeProject.kind === "listed"
      ? chosenAmong(activeProject.page, account, context)
      : activeProject;
    return outcomeOf(look, activeStack, context);
  },
});

function knownAccount(response: HttpResponse | Failure): Account | null {
  const account = response.kind === "response" && response.status === 200
    ? accountOf(response)
    : null;
  return account?.active ? account : null;
}

const SUMMARIES: Readonly<Partial<Record<Code, string>>> = {
  "authorization-dropped": "the Authorization header got lost",
  "project-missing": "no project is chosen",
  "project-unknown": "no such project",
  "project-forbidden": "the account may not read the project",
  "project-id-is-name": "a name in place of the project's id",
  "stack-unknown": "no such stack",
  "stack-id-is-name": "a name in place of the stack's id",
};

function outcomeOf(
  project: Look,
  stack: Look | null,
  context: Context,
): Outcome<Entity> {
  const looks = stack ? [project, stack] : [project];
  const findings = looks.flatMap((look) =>
    look.kind === "wrong" ? [look.finding] : []
  );
  if (findings.length === 0 && project.kind === "unseen") {
    return skipped(project.reason);
  }
  const [first] = findings;
  const entity = project.kind === "found" ? project.entity : null;
  const found = stack?.kind === "found" ? stack.entity : null;
  const names = [
    entity ? `project '${shownName(entity, context)}'` : "",
    found ? `stack '${shownName(found, context)}'` : "",
  ].filter((part) => part !== "").join(", ");
  return {
    value: entity,
    summary: first ? SUMMARIES[first.code] ?? first.message : names,
    reason: null,
    findings,
    details: {
      projectId: entity?.id ?? null,
      projectName: entity && shownName(entity, context),
      stackId: found?.id ?? null,
      stackName: found && shownName(found, context),
    },
  };
}
