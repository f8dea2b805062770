/**
 * Configurations of variables, and what a server was asked.
 *
 * @module
 */
import type { DemoRequest } from "../../lib/demo/listener.ts";
import { AccessError, type Finding } from "../../lib/token/access_token.ts";
import { type Configuration, resolve } from "../../mod.ts";
import type { Environment } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";

/**
 * Makes a configuration of variables.
 *
 * @param environment The variables.
 * @returns The merged configuration.
 */
export function configurationIn(environment: Environment): Configuration {
  // As it is, even where configurationOf() would refuse it: a program may hand it in all the same.
  const { configuration } = resolve({ environment });
  if (!configuration) throw new TypeError("There is no configuration");
  return configuration;
}

/**
 * Counts the logins among requests.
 *
 * @param requests What a server was asked.
 * @returns How many were logins.
 */
export function loginsIn(
  requests: readonly Pick<DemoRequest, "method" | "path">[],
): number {
  return requests.filter(({ path }) => path.endsWith("/login")).length;
}

/**
 * Answers only once a promise resolves.
 *
 * @param gate The promise.
 * @param reply The answer.
 * @returns The answer, held back.
 */
export function after(gate: Promise<unknown>, reply: Reply): Reply {
  return async (connection) => {
    await gate;
    await reply(connection);
  };
}

/**
 * Takes the findings of an expected error.
 *
 * @param promise What must reject with an `AccessError`.
 * @returns The error's findings.
 */
export async function findingsOf(
  promise: Promise<unknown>,
): Promise<readonly Finding[]> {
  return (await accessErrorOf(promise)).findings;
}

/**
 * Takes an expected error.
 *
 * @param promise What must reject with an `AccessError`.
 * @returns The error.
 */
export async function accessErrorOf(
  promise: Promise<unknown>,
): Promise<AccessError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AccessError) return error;
    throw error;
  }
  throw new TypeError("There is no error");
}
