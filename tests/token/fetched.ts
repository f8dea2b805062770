/**
 * A ZenML server whose other paths a test answers, and a new token at each login.
 *
 * @module
 */
import type { Certificate } from "../helpers/certificates.ts";
import { tokenOf } from "../helpers/credentials.ts";
import {
  listenRaw,
  type RawListener,
  type RawRequest,
  type Reply,
} from "../helpers/raw_listener.ts";
import { json } from "../helpers/replies.ts";
import { INFO } from "../helpers/zenml_listener.ts";

/** A token has a signature of its own each time that it is made. */
const TOKENS: string[] = [];

/**
 * Makes the token that a login yields.
 *
 * @param login Which login it is, counted from 1.
 * @returns The token.
 */
export function tokenOfLogin(login: number): string {
  return TOKENS[login] ??= tokenOf({ sub: "bot", login });
}

/**
 * Starts the server.
 *
 * @param answer Answers all that is neither its info nor a login.
 * @param certificate What it presents over TLS; without one it speaks plain http.
 * @returns The listener.
 */
export function listenForRequests(
  answer: (request: RawRequest) => Reply,
  certificate?: Certificate,
): RawListener {
  let logins = 0;
  return listenRaw((request) => {
    if (request.path.endsWith("/api/v1/info")) return json(200, INFO);
    if (!request.path.endsWith("/api/v1/login")) return answer(request);
    return json(200, { access_token: tokenOfLogin(++logins) });
  }, certificate);
}

/**
 * Takes what a program sent, without the server's proof and logins.
 *
 * @param listener The server.
 * @returns The requests.
 */
export function sentTo(listener: RawListener): readonly RawRequest[] {
  return listener.requests.filter(({ path }) =>
    !/\/(?:info|login)$/u.test(path)
  );
}

/**
 * Finds a header of a request.
 *
 * @param request The request.
 * @param name The header's name, in lower case.
 * @returns Its values.
 */
export function headersOf(
  { text }: RawRequest,
  name: string,
): readonly string[] {
  const [head = ""] = text.split("\r\n\r\n");
  return head.split("\r\n").flatMap((line) => {
    const [key = "", ...value] = line.split(":");
    return key.toLowerCase() === name ? [value.join(":").trim()] : [];
  });
}
