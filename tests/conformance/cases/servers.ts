import { UNKNOWN_KEY } from "../keys.ts";
import { type Case, store, terraform } from "./case.ts";

/** Servers that need no login, and that nobody has activated. */
export const SERVER_CASES: readonly Case[] = [
  {
    name: "NO_AUTH: no credential",
    variables: ({ open }) => ({ ZENML_STORE_URL: open.url }),
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "NO_AUTH: a good key of another server",
    variables: ({ open }) => store(open.url, UNKNOWN_KEY),
    exit: 0,
    login: "pass",
    client: "look",
  },
  {
    name: "NO_AUTH: a key that is none, for terraform",
    variables: ({ open }) => terraform(open.url, "x"),
    exit: 0,
    login: "pass",
  },
  {
    name: "NO_AUTH: a project's name in place of its id",
    needsProjects: true,
    variables: ({ open }) => ({
      ZENML_STORE_URL: open.url,
      ZENML_ACTIVE_PROJECT_ID: "default",
    }),
    exit: 1,
    errors: ["project-id-is-name"],
    login: "pass",
    client: "look",
  },
  {
    name: "a server that is not activated",
    variables: ({ fresh, credentials }) => store(fresh.url, credentials.valid),
    exit: 1,
    errors: ["server-not-activated"],
    login: "skip",
    client: "login",
  },
  {
    name: "a server that is not activated, for terraform",
    variables: ({ fresh, credentials }) =>
      terraform(fresh.url, credentials.valid),
    exit: 1,
    errors: ["server-not-activated"],
    login: "skip",
  },
];
