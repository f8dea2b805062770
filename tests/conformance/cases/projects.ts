import { type Case, store, terraform, type Variables } from "./case.ts";
import type { World } from "../world.ts";

const UNKNOWN_ID = "0f6e4c1b-1f0d-4a0d-9c55-1f0b7c0a9e01";

/** A good key, with a project or a stack that is chosen. */
function choosing(
  chosen: Variables | ((world: World) => Variables),
): (world: World) => Variables {
  return (world) => ({
    ...store(world.oss.url, world.credentials.valid),
    ...(typeof chosen === "function" ? chosen(world) : chosen),
  });
}

/** A good key, with a project that is chosen by the id of the one there is. */
function choosingProject(write: (id: string) => string) {
  return choosing(({ ids }) => ({
    ZENML_ACTIVE_PROJECT_ID: write(ids.project),
  }));
}

/** A good key, with a stack that is chosen by the id of the one there is. */
function choosingStack(write: (id: string) => string) {
  return choosing(({ ids }) => ({ ZENML_ACTIVE_STACK_ID: write(ids.stack) }));
}

const BAD_ID = /badly formed hexadecimal UUID string/u;

/** The project of a good connection: a fresh server has one, called default. */
const CHOSEN_PROJECTS: readonly Case[] = [
  {
    name: "no project and no stack chosen, where there is one of each",
    variables: choosing({}),
    exit: 0,
    login: "pass",
    client: "run",
  },
  {
    name: "a project and a stack that are set to nothing",
    variables: choosing({
      ZENML_ACTIVE_PROJECT_ID: "",
      ZENML_ACTIVE_STACK_ID: "",
    }),
    exit: 0,
    warnings: ["value-empty"],
    login: "pass",
    client: "look",
  },
  {
    name: "a project and a stack by their ids",
    needsProjects: true,
    variables: choosing(({ ids }) => ({
      ZENML_ACTIVE_PROJECT_ID: ids.project,
      ZENML_ACTIVE_STACK_ID: ids.stack,
    })),
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "a project by its id in capitals",
    needsProjects: true,
    variables: choosingProject((id) => id.toUpperCase()),
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "a project by its id in braces",
    needsProjects: true,
    variables: choosingProject((id) => `{${id}}`),
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "a project by its id without hyphens",
    needsProjects: true,
    variables: choosingProject((id) => id.replaceAll("-", "")),
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "a project by its id as a URN",
    needsProjects: true,
    variables: choosingProject((id) => `urn:uuid:${id}`),
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "a project by its id and a line end",
    needsProjects: true,
    variables: choosingProject((id) => `${id}\n`),
    exit: 1,
    errors: ["project-id-malformed"],
    login: "pass",
    client: "look",
  },
  {
    name: "a project by its id after a blank",
    needsProjects: true,
    variables: choosingProject((id) => ` ${id}`),
    exit: 1,
    errors: ["project-id-malformed"],
    login: "pass",
    client: "look",
  },
  {
    name: "a project by its id in quotes",
    needsProjects: true,
    variables: choosingProject((id) => `"${id}"`),
    exit: 1,
    errors: ["project-id-malformed"],
    login: "pass",
    client: "look",
  },
  {
    name: "a project by the beginning of its id",
    needsProjects: true,
    variables: choosingProject((id) => id.slice(0, 8)),
    exit: 1,
    errors: ["project-unknown"],
    login: "pass",
    client: "look",
  },
  {
    name: "a project by the id of a stack",
    needsProjects: true,
    variables: choosing(({ ids }) => ({ ZENML_ACTIVE_PROJECT_ID: ids.stack })),
    exit: 1,
    errors: ["project-unknown"],
    login: "pass",
    client: "look",
  },
  {
    name: "a project that is not there",
    variables: choosing({ ZENML_ACTIVE_PROJECT_ID: UNKNOWN_ID }),
    exit: 1,
    errors: ["project-unknown"],
    login: "pass",
    client: "look",
    clientSays: /No project with this ID found/u,
  },
  {
    name: "a project's name that is not there",
    variables: choosing({ ZENML_ACTIVE_PROJECT_ID: "nope" }),
    exit: 1,
    errors: ["project-unknown"],
    login: "pass",
    client: "look",
    clientSays: /No projects have been found/u,
  },
  {
    name: "a project's name in place of its id",
    variables: choosing({ ZENML_ACTIVE_PROJECT_ID: "default" }),
    exit: 1,
    errors: ["project-id-is-name"],
    login: "pass",
    client: "run",
    clientSays: BAD_ID,
  },
  {
    name: "a project that is not there, for Terraform",
    variables: ({ oss, credentials }) => ({
      ...terraform(oss.url, credentials.valid),
      ZENML_ACTIVE_PROJECT_ID: UNKNOWN_ID,
    }),
    exit: 0,
    login: "pass",
  },
];

/** The stack of a good connection: a fresh server has one, called default. */
const CHOSEN_STACKS: readonly Case[] = [
  {
    name: "a stack by its id in capitals and braces",
    variables: choosingStack((id) => `{${id.toUpperCase()}}`),
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "a stack by its id and a line end",
    variables: choosingStack((id) => `${id}\n`),
    exit: 1,
    errors: ["stack-id-malformed"],
    login: "pass",
    client: "look",
  },
  {
    name: "a stack by the id of a project",
    needsProjects: true,
    variables: choosing(({ ids }) => ({ ZENML_ACTIVE_STACK_ID: ids.project })),
    exit: 1,
    errors: ["stack-unknown"],
    login: "pass",
    client: "look",
  },
  {
    name: "a stack that is not there",
    variables: choosing({ ZENML_ACTIVE_STACK_ID: UNKNOWN_ID }),
    exit: 1,
    errors: ["stack-unknown"],
    login: "pass",
    client: "look",
    clientSays: /No stack with this ID found|Stack with ID \S+ not found/u,
  },
  {
    name: "a stack's name that is not there",
    variables: choosing({ ZENML_ACTIVE_STACK_ID: "nope" }),
    exit: 1,
    errors: ["stack-unknown"],
    login: "pass",
    client: "look",
    clientSays: /No stacks have been found/u,
  },
  {
    name: "a stack's name in place of its id",
    variables: choosing({ ZENML_ACTIVE_STACK_ID: "default" }),
    exit: 1,
    errors: ["stack-id-is-name"],
    login: "pass",
    client: "look",
    clientSays: BAD_ID,
  },
];

/** What options name. */
const OPTIONS: readonly Case[] = [
  {
    name: "a project and a stack by their names on the command line",
    variables: choosing({}),
    options: ["--project=default", "--stack=default"],
    exit: 0,
    login: "pass",
  },
  {
    name: "a project on the command line that is not there",
    variables: choosing({}),
    options: ["--project=nope"],
    exit: 1,
    errors: ["project-unknown"],
    login: "pass",
  },
  {
    name: "a stack on the command line that is not there",
    variables: choosing({}),
    options: ["--stack=nope"],
    exit: 1,
    errors: ["stack-unknown"],
    login: "pass",
  },
  {
    name: "a client that does not go with the server",
    variables: choosing({}),
    options: ["--client-version=0.90.0"],
    exit: 1,
    errors: ["version-mismatch"],
    login: "pass",
  },
];

/** The project and the stack of a good connection. */
export const PROJECT_CASES: readonly Case[] = [
  ...CHOSEN_PROJECTS,
  ...CHOSEN_STACKS,
  ...OPTIONS,
];
