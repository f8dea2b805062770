/**
 * The short-lived token with which a program asks a ZenML server, for the credential that its variables give.
 *
 * ```ts ignore
 * import { configurationOf, resolve } from "@mlops/zenml-env";
 * import { accessToken } from "@mlops/zenml-env/access-token";
 *
 * const configuration = configurationOf(resolve({ environment: Deno.env.toObject() }));
 * const token = await accessToken(configuration);
 * const url = `${configuration.serverUrl.value}/api/v1/current-user`;
 * const response = await fetch(url, { headers: token.headers() });
 * ```
 *
 * It needs the permission `net` for the host of the URL alone; `read`, too, where `ZENML_STORE_VERIFY_SSL` names a file.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import type { Configuration } from "../resolver/configuration.ts";
import type { Finding } from "../finding/finding.ts";
import { Secret } from "../resolver/secret.ts";
import { AccessError } from "./access_error.ts";
import {
  type AccessToken,
  type AccessTokenOptions,
  tokenKeeper,
} from "./token_cache.ts";

export {
  AccessError,
  type AccessToken,
  type AccessTokenOptions,
  type Code,
  type Configuration,
  type Finding,
  Secret,
};

const take = tokenKeeper();

/**
 * Exchanges the credential of a configuration for a short-lived token, once for all who ask.
 *
 * An API key, or user name and password, is posted to `/api/v1/login` of the server; an API token is given as it is, once
 * the server has accepted it. A credential is sent only to an origin that proved to be a ZenML server, never across a
 * redirect, and never to the ZenML Pro management API. Certificates are verified as `ZENML_STORE_VERIFY_SSL` says, which
 * the requests that a program makes by itself know nothing of.
 *
 * The token is kept with the configuration object, until a minute before its end, or a tenth of its life if that is
 * shorter. A failure is not kept: the next call tries again.
 *
 * @param configuration What `configurationOf` returned; the same object shares a token, a copy of it does not.
 * @param options What ends the waiting, a token that was refused, and the time that a request may take.
 * @returns The token.
 * @throws {AccessError} If there is none; it carries the doctor's findings, such as `key-inactive` or `connect-refused`.
 *
 * @example Usage
 * ```ts
 * import { configurationOf, resolve } from "@mlops/zenml-env";
 * import { accessToken } from "@mlops/zenml-env/access-token";
 * import { startDemoServer } from "../demo/server.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * await using server = await startDemoServer("healthy");
 * const configuration = configurationOf(resolve({ environment: server.environment }));
 *
 * const token = await accessToken(configuration, { signal: AbortSignal.timeout(30_000) });
 * assertEquals(`${token.value}`, "[redacted]");
 * const url = `${configuration.serverUrl.value}/api/v1/current-user`;
 * const response = await fetch(url, { headers: token.headers() });
 * assert(response.ok);
 * await response.body?.cancel();
 * ```
 */
export async function accessToken(
  configuration: Configuration,
  options: AccessTokenOptions = {},
): Promise<AccessToken> {
  return await take(configuration, options);
}
