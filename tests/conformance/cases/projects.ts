import { type Case, store, terraform, type Variables } from "./case.ts";
import type { World } from "../world.ts";

const UNKNOWN_ID = "0f6e4c1b-1f0d-4a0d-9c55-1f0b7c0a9e01";

/** A good key, with a project or a stack that is chosen. */
function choosing(chosen: Variables): (world: World) => Variables {
  return ({ oss, credentials }) => ({
    ...store(oss.url, credentials.valid),
    ...chosen,
  });
}

/** The project and the stack of a good connection; a fresh server has one of each, both called default. */
export const PROJECT_CASES: readonly Case[] = [
  {
    name: "a project that is not there",
    variables: choosing({ ZENML_ACTIVE_PROJECT_ID: UNKNOWN_ID }),
    exit: 1,
    errors: ["project-unknown"],
    login: "pass",
  },
  {
    name: "a project's name that is not there",
    variables: choosing({ ZENML_ACTIVE_PROJECT_ID: "nope" }),
    exit: 1,
    errors: ["project-unknown"],
    login: "pass",
  },
  {
    name: "a project's name in place of its id",
    variables: choosing({ ZENML_ACTIVE_PROJECT_ID: "default" }),
    exit: 1,
    errors: ["project-id-is-name"],
    login: "pass",
  },
  {
    name: "a stack that is not there",
    variables: choosing({ ZENML_ACTIVE_STACK_ID: UNKNOWN_ID }),
    exit: 1,
    errors: ["stack-unknown"],
    login: "pass",
  },
  {
    name: "a stack's name that is not there",
    variables: choosing({ ZENML_ACTIVE_STACK_ID: "nope" }),
    exit: 1,
    errors: ["stack-unknown"],
    login: "pass",
  },
  {
    name: "a stack's name in place of its id",
    variables: choosing({ ZENML_ACTIVE_STACK_ID: "default" }),
    exit: 1,
    errors: ["stack-id-is-name"],
    login: "pass",
  },
  {
    name: "a project and a stack by their names on the command line",
    variables: choosing({}),
    options: ["--project=default", "--stack=default"],
    exit: 0,
    login: "pass",
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
  {
    name: "a client that does not go with the server",
    variables: choosing({}),
    options: ["--client-version=0.90.0"],
    exit: 1,
    errors: ["version-mismatch"],
    login: "pass",
  },
];
