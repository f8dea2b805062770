/**
 * What the tables of the measured behaviour share.
 *
 * @module
 */
import type { ConsumerView, HostFacts } from "../../mod.ts";
import { CLIENT, type Environment } from "./support.ts";

/** What a view says, where the rule says something. */
export type Expected = Partial<ConsumerView>;

/** A rule of the measured behaviour, variables that show it, and what comes of it. */
export type Rule = readonly [
  rule: string,
  environment: Environment,
  expected: Expected,
  codes: readonly string[],
  hostFacts?: HostFacts,
];

/** A program that refuses by itself. */
export const REFUSED: Expected = { status: "error", serverUrl: null };
/** A client that works on a database of its own. */
export const LOCAL: Expected = { status: "local", serverUrl: null };
/** A program that asks a server, by the credential of a variable. */
export const remote = (serverUrl: string, variable?: string): Expected => ({
  status: "remote",
  serverUrl,
  ...(variable ? { credentialVariable: variable } : {}),
});

/** The client's variables, with others. */
export const client = (more: Environment): Environment => ({
  ...CLIENT,
  ...more,
});
/** The client's variables, with another URL. */
export const at = (url: string) => client({ ZENML_STORE_URL: url });
