import type { Code } from "../../codes/codes.ts";
import type { Entity } from "../../zenml/entities.ts";
import type { Context } from "../context.ts";
import { shownName } from "../project_findings.ts";
import { type Look, named, onlyProject } from "../project_looks.ts";
import { defineStep, type Outcome, skipped } from "../step.ts";

/** Requests the project and the stack that the client would use; nothing is set. */
export const project = defineStep({
  id: "project",
  needs: ["login"],
  async run({ login }, context) {
    const { consumers, project, stack } = context.connection;
    if (!consumers.includes("client")) {
      return skipped("only the ZenML client has an active project");
    }
    const get = (url: string) => context.request({ url, bearer: login.token });
    const [activeProject, activeStack] = await Promise.all([
      project
        ? named("projects", project, get, context)
        : onlyProject(get, context),
      stack ? named("stacks", stack, get, context) : null,
    ]);
    return outcomeOf(activeProject, activeStack, context);
  },
});

const SUMMARIES: Readonly<Partial<Record<Code, string>>> = {
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
