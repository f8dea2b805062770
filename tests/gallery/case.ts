/**
 * What a row of the gallery says: an answer that no ZenML server gives, and what the doctor must make of it.
 *
 * @module
 */
import type { Reply } from "../helpers/raw_listener.ts";

/** Where a gallery server listens, and another that must never be asked. */
export interface Place {
  /** The origin of the server itself. */
  readonly own: string;
  /** The origin of another server. */
  readonly elsewhere: string;
}

/** An answer, or how to make it once it is known where the server listens. */
export type PlacedReply = Reply | { readonly at: (place: Place) => Reply };

/** A hostile or half-dead server. */
export interface GalleryCase {
  /** What is wrong with it. */
  readonly name: string;
  /** What it answers. */
  readonly reply: PlacedReply;
  /** The code at the question for the info, found by the step `server`. */
  readonly info: string;
  /** The code at the login, found by the step `login`. */
  readonly login: string;
  /** The code at the request for the account, found by the step `identity`. */
  readonly currentUser: string;
  /** The verdicts on a credential that the server really gives. */
  readonly says: readonly string[];
}

/**
 * Makes a case that means the same whatever was asked.
 *
 * @param name What is wrong.
 * @param reply The answer.
 * @param code The code.
 * @returns The case.
 */
export function same(
  name: string,
  reply: PlacedReply,
  code: string,
): GalleryCase {
  return { name, reply, info: code, login: code, currentUser: code, says: [] };
}

/**
 * Makes a case that means, of the info, that no ZenML server answers; else that nothing is known of the credential.
 *
 * @param name What is wrong.
 * @param reply The answer.
 * @param later The code at the login and the account.
 * @returns The case.
 */
export function foreign(
  name: string,
  reply: PlacedReply,
  later: string,
): GalleryCase {
  return { ...same(name, reply, later), info: "server-not-zenml" };
}

/**
 * Makes a case in which the server gives a verdict, which is then the only one that may be reported.
 *
 * @param name What it says.
 * @param reply The answer.
 * @param login The code at the login.
 * @param currentUser The code at the account.
 * @param says Every verdict that may be reported of a key, of a token, or of the session.
 * @returns The case.
 */
export function verdict(
  name: string,
  reply: Reply,
  [login, currentUser]: readonly [login: string, currentUser: string],
  says: readonly string[],
): GalleryCase {
  return { name, reply, info: "server-not-zenml", login, currentUser, says };
}

/**
 * Returns whether a case is one that has to be waited for.
 *
 * @param one The case.
 * @returns Whether only the limit on time ends it.
 */
export function isSlow({ info }: GalleryCase): boolean {
  return info === "response-timeout";
}
