import { assertEquals, assertStringIncludes } from "@std/assert";
import { KEY, TOKEN } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { hanging, http, json } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import {
  ACCOUNT,
  type Answers,
  listenAsZenml,
  PROJECT_ID,
} from "../helpers/zenml_listener.ts";
import { untilAsked } from "../helpers/until_asked.ts";

const OTHER_ID = "0f6e4c1b-1f0d-4a0d-9c55-1f0b7c0a9e01";
const STACK_ID = "77b1a7a5-9a55-4d4d-8a11-0d6a1f2a7712";

const PROJECT = { id: PROJECT_ID, name: "alpha" };
const STACK = { id: STACK_ID, name: "gcp" };
const page = (...items: readonly { id: string; name: string }[]) =>
  json(200, { total: items.length, items });
const keyError = (text: string) => json(404, { detail: ["KeyError", text] });
const forbidden = (what: string) =>
  json(403, {
    detail: [
      "IllegalOperationError",
      `Insufficient permissions to READ resource '${what}'.`,
    ],
  });

/** What is chosen, what the server responds, and what the step comes to. */
interface Case {
  readonly name: string;
  readonly chosen?: { readonly project?: string; readonly stack?: string };
  readonly answers?: Answers;
  readonly status: string;
  readonly found?: readonly string[];
  readonly summary?: string;
}

const CASES: readonly Case[] = [
  {
    name: "the only project where none is chosen",
    status: "pass",
    summary: "project 'default'",
  },
  {
    name: "the account's default project",
    answers: {
      projects: page(PROJECT, { id: OTHER_ID, name: "beta" }),
      "current-user": json(200, {
        ...ACCOUNT,
        body: { ...ACCOUNT.body, default_project_id: OTHER_ID },
      }),
    },
    status: "pass",
    summary: "project 'beta'",
  },
  {
    name: "several projects and none chosen",
    answers: { projects: page(PROJECT, { id: OTHER_ID, name: "beta" }) },
    status: "warn",
    found: ["project project-missing warning"],
  },
  {
    name: "no project at all",
    answers: { projects: page() },
    status: "warn",
    found: ["project project-missing warning"],
  },
  {
    name: "a project by its id",
    chosen: { project: PROJECT_ID },
    answers: { projects: json(200, PROJECT) },
    status: "pass",
    summary: "project 'alpha'",
  },
  {
    name: "a project by its id as Python takes it",
    chosen: { project: PROJECT_ID.replaceAll("-", "").toUpperCase() },
    answers: { projects: json(200, PROJECT) },
    status: "pass",
    summary: "project 'alpha'",
  },
  {
    name: "a project by its name",
    chosen: { project: "alpha" },
    answers: { projects: json(200, PROJECT) },
    status: "fail",
    found: ["project project-id-is-name error"],
  },
  {
    name: "an id that is not there",
    chosen: { project: OTHER_ID },
    answers: { projects: keyError("No project with this ID found.") },
    status: "fail",
    found: ["project project-unknown error"],
  },
  {
    name: "a project that the account may not read",
    chosen: { project: OTHER_ID },
    answers: { projects: forbidden(`project/${OTHER_ID}`) },
    status: "fail",
    found: ["project project-forbidden error"],
  },
  {
    name: "a control plane that fails at the rights",
    answers: { projects: json(500, { detail: ["RuntimeError", "500"] }) },
    status: "fail",
    found: ["project server-error error"],
  },
  {
    name: "a server that has no projects yet",
    answers: { projects: json(404, { detail: "Not Found" }) },
    status: "skip",
  },
  {
    name: "a project's id on a server that has no projects yet",
    chosen: { project: PROJECT_ID },
    answers: { projects: json(404, { detail: "Not Found" }) },
    status: "skip",
  },
  {
    name: "a page of something else",
    answers: { projects: http(200, "<html>", { "content-type": "text/html" }) },
    status: "skip",
  },
  {
    name: "a list of which nothing is known",
    answers: { projects: json(200, { total: 1, items: [{ id: "x" }] }) },
    status: "warn",
    found: ["project project-missing warning"],
  },
  {
    name: "a stack by its id",
    chosen: { stack: STACK_ID },
    answers: { stacks: json(200, STACK) },
    status: "pass",
    summary: "project 'default', stack 'gcp'",
  },
  {
    name: "a stack by its name",
    chosen: { stack: "gcp" },
    answers: { stacks: page(STACK) },
    status: "fail",
    found: ["project stack-id-is-name error"],
  },
  {
    name: "a stack's id that is not there",
    chosen: { stack: STACK_ID },
    answers: { stacks: keyError("No stack with this ID found") },
    status: "fail",
    found: ["project stack-unknown error"],
  },
  {
    name: "a stack's name that is not there",
    chosen: { stack: "nope" },
    status: "fail",
    found: ["project stack-unknown error"],
  },
  {
    name: "a project and a stack that are not there",
    chosen: { project: "nope", stack: "nope" },
    answers: { projects: keyError("no project with this name exists.") },
    status: "fail",
    found: ["project project-unknown error", "project stack-unknown error"],
  },
];

const variablesOf = ({ project, stack }: NonNullable<Case["chosen"]>) => ({
  ...(project === undefined ? {} : { ZENML_ACTIVE_PROJECT_ID: project }),
  ...(stack === undefined ? {} : { ZENML_ACTIVE_STACK_ID: stack }),
});

for (const { name, chosen = {}, answers, status, found, summary } of CASES) {
  Deno.test(`diagnose() ends the step project with ${status} for ${name}`, async () => {
    await using server = listenAsZenml(answers);
    const diagnosis = await examine({
      ...clientWith(server.url, KEY),
      ...variablesOf(chosen),
    });
    const step = stepOf(diagnosis, "project");
    assertEquals(foundIn(diagnosis.connections[0]), [...found ?? []]);
    assertEquals(step.status, status);
    if (summary) assertEquals(step.summary, summary);
  });
}

Deno.test("diagnose() names the id of the project whose name was given", async () => {
  await using server = listenAsZenml({ projects: json(200, PROJECT) });
  const diagnosis = await examine({
    ...clientWith(server.url, KEY),
    ZENML_ACTIVE_PROJECT_ID: "alpha",
  });
  const [finding] = stepOf(diagnosis, "project").findings;
  assertStringIncludes(finding?.hint ?? "", PROJECT_ID);
  assertEquals(finding?.variable, "ZENML_ACTIVE_PROJECT_ID");
});

Deno.test("diagnose() lists the projects to choose from", async () => {
  await using server = listenAsZenml({
    projects: page(PROJECT, { id: OTHER_ID, name: "beta" }),
  });
  const diagnosis = await examine(clientWith(server.url, KEY));
  const [finding] = stepOf(diagnosis, "project").findings;
  for (const text of ["alpha", PROJECT_ID, "beta", OTHER_ID]) {
    assertStringIncludes(finding?.message ?? "", text);
  }
});

Deno.test("diagnose() asks Terraform's server for no project", async () => {
  await using server = listenAsZenml();
  const diagnosis = await examine({
    ZENML_SERVER_URL: server.url,
    ZENML_API_KEY: KEY,
    ZENML_ACTIVE_PROJECT_ID: "alpha",
  });
  assertEquals(stepOf(diagnosis, "project").status, "skip");
  assertEquals(
    server.requests.filter(({ path }) => path.includes("project")),
    [],
  );
});

Deno.test("diagnose() asks for no project that is a secret", async () => {
  await using server = listenAsZenml();
  const diagnosis = await examine({
    ...clientWith(server.url, KEY),
    ZENML_ACTIVE_PROJECT_ID: KEY,
  });
  assertEquals(
    server.requests.filter(({ path }) => path.includes("KEY_")),
    [],
  );
  assertEquals(JSON.stringify(diagnosis).includes(KEY), false);
});

Deno.test("diagnose() says nothing of the project where the account is not known", async () => {
  await using server = listenAsZenml({
    "current-user": json(401, {
      detail: ["CredentialsNotValid", "Authentication error: whatever"],
    }),
    projects: json(401, { detail: "Not authenticated" }),
  });
  const diagnosis = await examine({
    ZENML_STORE_URL: server.url,
    ZENML_STORE_USERNAME: "default",
    ZENML_STORE_PASSWORD: "correct horse",
  });
  const { status, reason } = stepOf(diagnosis, "project");
  assertEquals([status, reason], ["skip", "identity did not pass"]);
});

Deno.test("diagnose() finds response-timeout where the list of projects hangs", async () => {
  await using server = listenAsZenml({ projects: hanging() });
  const diagnosis = await untilAsked(
    server,
    "/projects",
    () => examine(clientWith(server.url, KEY), { timeoutMs: 300 }),
  );
  assertEquals(foundIn(diagnosis.connections[0]), [
    "project response-timeout error",
  ]);
});

Deno.test("diagnose() finds authorization-dropped where the header is lost on the way to the projects alone", async () => {
  for (
    const credential of [
      { ZENML_STORE_API_KEY: KEY },
      { ZENML_STORE_API_TOKEN: TOKEN },
    ]
  ) {
    await using server = listenAsZenml({
      projects: json(401, { detail: "Not authenticated" }),
    });
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ...credential,
    });
    assertEquals(foundIn(diagnosis.connections[0]), [
      "project authorization-dropped error",
    ]);
    assertEquals(
      stepOf(diagnosis, "project").summary,
      "the Authorization header got lost",
    );
  }
});
