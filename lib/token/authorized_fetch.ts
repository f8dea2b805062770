// A fetch of a configuration's own, which shows the token to that server alone.
import { unlessAborted } from "../http/streams.ts";
import { ownConnections } from "../http/connections.ts";
import { openTransport, type Transport } from "../http/transport.ts";
import type { Configuration } from "../resolver/configuration.ts";
import { type Connection, connectionOf } from "../resolver/connection.ts";
import { AccessError } from "./access_error.ts";
import { takeToken } from "./shared_tokens.ts";
import type { AccessToken } from "./token_cache.ts";

/** How to send. */
export interface AuthorizedFetchOptions {
  /**
   * The longest that one request of a login may take, in milliseconds. The program's own requests end by their signal.
   *
   * @default {10_000}
   */
  readonly timeoutMs?: number;
}

/** Sends requests as `fetch` does, with the token of a configuration, to its server alone. */
export interface AuthorizedFetch extends Disposable {
  /**
   * Sends a request. A path such as `/api/v1/pipelines` is one below the server's URL.
   *
   * It rejects as `fetch` does; with a `TypeError` before anything is sent if the request is for another origin, and
   * with an `AccessError` if there is no token.
   */
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

/** A request, read so far that it can be sent twice. */
interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly mayRedirect: boolean;
  readonly signal: AbortSignal;
}

/**
 * Makes a `fetch` that is authorized for the server of a configuration.
 *
 * - It adds the token, in place of any `Authorization` header of the request. After a response 401 it sends the request
 *   once more with a fresh token, and returns the second response.
 * - So that it can be sent twice, a body is read to its end first, a stream's too: it has to fit into memory.
 * - The token goes to the server's origin alone: scheme, host and port. Requests to any other are refused and not sent.
 * - No redirect is followed: the response has its status and `location`; with `redirect: "error"` it rejects.
 * - Certificates are verified as `ZENML_STORE_VERIFY_SSL` says.
 * - A server that needs no login gets the request without a token; whether that is still so is checked each time.
 * - Signals end the login, the request and the reading of its response.
 *
 * Once disposed of, it has closed its connections and refuses to send anything.
 *
 * @param configuration What `configurationOf` returned; its token is the one that `accessToken` gives.
 * @param options The limit of a login.
 * @returns The function, to be disposed of at the end of a program's work with the server.
 * @throws {TypeError} If the configuration was made by hand, and its URL is not valid.
 *
 * @example Usage
 * ```ts
 * import { configurationOf, resolve } from "@mlops/zenml-env";
 * import { authorizedFetch } from "@mlops/zenml-env/access-token";
 * import { assertRejects } from "@std/assert";
 *
 * const environment = { ZENML_STORE_URL: "https://zenml.example.com", ZENML_STORE_API_KEY: "ZENPROKEY_abc" };
 * using send = authorizedFetch(configurationOf(resolve({ environment })));
 * // const response = await send("/api/v1/pipelines");
 *
 * // The token is for that server alone.
 * await assertRejects(() => send("https://other.example.com/api/v1/pipelines"), TypeError, "origin");
 * ```
 */
export function authorizedFetch(
  configuration: Configuration,
  { timeoutMs }: AuthorizedFetchOptions = {},
): AuthorizedFetch {
  const connection = connectionOf(configuration);
  if (connection === null) {
    throw new TypeError("Cannot connect as the server's URL is not valid");
  }
  const way = openWay(connection);
  const take = (signal: AbortSignal, refused?: AccessToken) =>
    takeToken(configuration, {
      signal,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(refused === undefined ? {} : { refused }),
    }).catch(nullWithoutLogin);
  const send = async (
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    way.assertOpen();
    const outgoing = await outgoingOf(input, init, connection.serverUrl);
    const { signal } = outgoing;
    try {
      const token = await take(signal);
      const response = await sendOver(await way.transport(), outgoing, token);
      if (response.status !== 401 || token === null) return response;
      await response.body?.cancel();
      const next = await take(signal, token);
      return await sendOver(await way.transport(), outgoing, next);
    } catch (error) {
      // Whatever a way makes of an abort, the caller gets its own reason.
      signal.throwIfAborted();
      throw error;
    }
  };
  return Object.assign(send, { [Symbol.dispose]: way.close });
}

/** A server without login has no token to give, and needs none. */
function nullWithoutLogin(error: unknown): null {
  const isSo = error instanceof AccessError &&
    error.findings.every(({ code }) => code === "server-without-login");
  if (!isSo) throw error;
  return null;
}

/** The way to the server, which is opened for the first request. */
function openWay({ serverUrl, tlsVerification }: Connection) {
  const ending = new AbortController();
  let opening: Promise<Transport> | null = null;
  const assertOpen = () => {
    if (ending.signal.aborted) {
      throw new TypeError("Cannot send as this fetch was disposed of");
    }
  };
  return {
    assertOpen,
    async transport(): Promise<Transport> {
      assertOpen();
      opening ??= openTransport(
        serverUrl,
        tlsVerification,
        ending.signal,
        ownConnections,
      );
      const transport = await opening;
      assertOpen();
      if (typeof transport.ca !== "string") return transport;
      // The login needed it as well; the file may have changed since, and may again.
      opening = null;
      transport.close();
      throw new TypeError(
        `Cannot verify the server's certificate: the CA is ${transport.ca}`,
      );
    },
    close() {
      if (ending.signal.aborted) return;
      ending.abort();
      opening?.then((transport) => transport.close()).catch(() => {});
    },
  };
}

async function sendOver(
  transport: Transport,
  { url, method, headers, body, mayRedirect, signal }: Outgoing,
  token: AccessToken | null,
): Promise<Response> {
  if (token !== null) {
    headers.set("authorization", token.headers().authorization);
  }
  const response = await transport.send(url, {
    method,
    headers: Object.fromEntries(headers),
    signal,
    ...(body === null ? {} : { body }),
  });
  if (mayRedirect || !isRedirect(response)) return response;
  await response.body?.cancel();
  throw new TypeError("Cannot follow a redirect with a token");
}

/** Reads a request to its end, if it is one for the server. */
async function outgoingOf(
  input: string | URL | Request,
  init: RequestInit,
  serverUrl: string,
): Promise<Outgoing> {
  const origin = originOf(new URL(serverUrl));
  const url = new URL(
    input instanceof Request
      ? input.url
      : typeof input === "string" && input.startsWith("/")
      ? serverUrl + input
      : input,
  );
  if (originOf(url) !== origin) {
    throw new TypeError(
      `Cannot send the token to the origin ${
        originOf(url)
      }: it is for ${origin} alone`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("Cannot send a request whose URL has a user name");
  }
  const request = new Request(input instanceof Request ? input : url, init);
  const { method, headers, body, redirect, signal } = request;
  return {
    url: url.href,
    method,
    headers: new Headers(headers),
    body: body === null ? null : await unlessAborted(request.bytes(), signal),
    mayRedirect: redirect !== "error",
    signal,
  };
}

/** That of a URL with the scheme `blob` would be another one's. */
function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

function isRedirect({ status, headers }: Response): boolean {
  return status >= 300 && status < 400 && headers.has("location");
}
