import type { Projects, World } from "../world.ts";
import { type Case, store, terraform, type Variables } from "./case.ts";

/** The client's Pro key, with a project that is chosen by its id or name. */
function choosing(
  choose?: (projects: Projects) => string,
): (world: World) => Variables {
  return ({ pro, projects, controlPlane, credentials }) => ({
    ...store(pro.url, credentials.pro),
    ZENML_PRO_API_URL: controlPlane.url,
    ...(choose ? { ZENML_ACTIVE_PROJECT_ID: choose(projects) } : {}),
  });
}

/** The two projects of a Pro workspace, and what the control plane lets an account read of them. */
export const PRO_PROJECT_CASES: readonly Case[] = [
  {
    name: "Pro: one project that may be read, and none chosen",
    variables: choosing(),
    exit: 0,
    login: "pass",
    client: "run",
  },
  {
    name: "Pro: two projects that may be read, and none chosen",
    variables: choosing(),
    controlPlane: "all-projects",
    exit: 0,
    warnings: ["project-missing"],
    login: "pass",
    client: "look",
    clientSays: /No project is (?:configured|currently)|No active project/u,
    failsLater: true,
  },
  {
    name: "Pro: two projects that may be read, and none chosen, for terraform",
    variables: ({ pro, credentials }) => terraform(pro.url, credentials.pro),
    controlPlane: "all-projects",
    exit: 0,
    login: "pass",
  },
  {
    name: "Pro: two projects that may be read, and one chosen by its id",
    variables: choosing(({ second }) => second),
    controlPlane: "all-projects",
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "Pro: two projects that may be read, and one chosen by its name",
    variables: choosing(() => "alpha"),
    controlPlane: "all-projects",
    exit: 1,
    errors: ["project-id-is-name"],
    login: "pass",
    client: "look",
  },
  {
    name: "Pro: two projects that may be read, and one on the command line",
    variables: choosing(),
    options: ["--project=alpha"],
    controlPlane: "all-projects",
    exit: 0,
    login: "pass",
  },
  {
    name: "Pro: a project that may not be read, by its id",
    variables: choosing(({ second }) => second),
    exit: 1,
    errors: ["project-forbidden"],
    login: "pass",
    client: "look",
    clientSays: /Insufficient permissions to READ resource 'project\//u,
  },
  {
    name: "Pro: a project that may not be read, by its name",
    variables: choosing(() => "alpha"),
    exit: 1,
    errors: ["project-forbidden"],
    login: "pass",
    client: "look",
  },
  {
    name: "Pro: no project that may be read, and none chosen",
    variables: choosing(),
    controlPlane: "no-project",
    exit: 0,
    warnings: ["project-missing"],
    login: "pass",
    client: "look",
    failsLater: true,
  },
  {
    name: "Pro: no project that may be read, and one chosen by its id",
    variables: choosing(({ first }) => first),
    controlPlane: "no-project",
    exit: 1,
    errors: ["project-forbidden"],
    login: "pass",
    client: "look",
  },
  {
    name: "Pro: a control plane that fails when it is asked for rights",
    variables: choosing(),
    controlPlane: "rights-error",
    exit: 1,
    errors: ["server-error"],
    login: "pass",
    client: "look",
    clientSays: /Failed while trying to contact the central zenml pro service/u,
  },
  {
    name: "Pro: an account that may create nothing",
    // No request tells one's own rights without trying: `explain` says so.
    variables: choosing(),
    controlPlane: "no-create",
    exit: 0,
    login: "pass",
    client: "run",
    clientSays: /Insufficient permissions to CREATE resource/u,
    failsLater: true,
  },
];
