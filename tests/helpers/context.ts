/**
 * The context of an examination, as the doctor opens it.
 *
 * @module
 */
import type { Context } from "../../lib/doctor/context.ts";
import { openContext, type RunFacts } from "../../lib/doctor/open_context.ts";
import { openRunCache } from "../../lib/doctor/run_cache.ts";
import { DEFAULT_LIMITS } from "../../lib/http/request.ts";
import { secretSet } from "../../lib/resolver/secret_set.ts";
import { resolve } from "../../mod.ts";
import type { Environment } from "./examination.ts";

/**
 * Opens the context of the first connection.
 *
 * @param environment The variables.
 * @param facts What differs from a run without options.
 * @returns The context.
 */
export function contextOf(
  environment: Environment,
  facts: Partial<RunFacts> = {},
): Context {
  const [connection] = resolve({ environment }).connections;
  if (!connection) throw new TypeError("There is no connection");
  return openContext(connection, {
    place: "posix",
    limits: DEFAULT_LIMITS,
    maxKeyAgeMs: null,
    signal: new AbortController().signal,
    secrets: secretSet(),
    reported: new Set(),
    proUrls: new Map(),
    proxies: undefined,
    cache: openRunCache(),
    ...facts,
  }).context;
}
