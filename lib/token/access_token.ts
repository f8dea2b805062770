/**
 * The short-lived token for a program's requests to a ZenML server, in exchange for the credential of its variables.
 *
 * ```ts
 * import { configurationOf, resolve } from "@mlops/zenml-env";
 * import { AccessError, authorizedFetch } from "@mlops/zenml-env/access-token";
 * import { assertRejects } from "@std/assert";
 *
 * async function currentUser(environment: Readonly<Record<string, string>>): Promise<Response> {
 *   using send = authorizedFetch(configurationOf(resolve({ environment })));
 *   return await send("/api/v1/current-user");
 * }
 *
 * const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
 * await using server = Deno.serve(options, () => new Response("This is no ZenML server"));
 * const url = `http://127.0.0.1:${server.addr.port}`;
 * const variables = { ZENML_SERVER_URL: url, ZENML_API_KEY: "ZENPROKEY_abc" };
 * await assertRejects(() => currentUser(variables), AccessError);
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
  type AuthorizedFetch,
  authorizedFetch,
  type AuthorizedFetchOptions,
} from "./authorized_fetch.ts";
import { takeToken } from "./shared_tokens.ts";
import type { AccessToken, AccessTokenOptions } from "./token_cache.ts";

export {
  AccessError,
  type AccessToken,
  type AccessTokenOptions,
  type AuthorizedFetch,
  authorizedFetch,
  type AuthorizedFetchOptions,
  type Code,
  type Configuration,
  type Finding,
  Secret,
};

/**
 * Exchanges the credential of a configuration for a short-lived token, once for all callers.
 *
 * An API key, or user name and password, is posted to `/api/v1/login` of the server; an API token is given as it is, once
 * the server has accepted it. A credential is sent only to an origin that proved to be a ZenML server, never across a
 * redirect, and never to the ZenML Pro management API. Certificates are verified as `ZENML_STORE_VERIFY_SSL` says; those
 * of a program's own requests are not, unless it sends them by {@linkcode authorizedFetch}.
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
 * import { AccessError, accessToken } from "@mlops/zenml-env/access-token";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
 * await using server = Deno.serve(options, () => new Response("This is no ZenML server"));
 * const environment = { ZENML_SERVER_URL: `http://127.0.0.1:${server.addr.port}`, ZENML_API_KEY: "ZENPROKEY_abc" };
 *
 * const configuration = configurationOf(resolve({ environment }));
 * const error = await assertRejects(() => accessToken(configuration, { timeoutMs: 5_000 }), AccessError);
 * assertEquals(error.findings.map(({ code }) => code), ["server-not-zenml"]);
 * ```
 */
export async function accessToken(
  configuration: Configuration,
  options: AccessTokenOptions = {},
): Promise<AccessToken> {
  return await takeToken(configuration, options);
}
