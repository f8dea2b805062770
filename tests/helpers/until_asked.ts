/**
 * Examinations with a short limit, which may run out before the server is asked at all.
 *
 * @module
 */

/** Something that keeps the requests that it got. */
export interface Asked {
  /** The requests. */
  readonly requests: readonly { readonly path: string }[];
}

/**
 * Examines a server until it has got a request: where a machine has much else to do, a limit that is meant for a response
 * that hangs may run out sooner, and then the examination says nothing about that response.
 *
 * @param server The server.
 * @param path A part of the path of the request that hangs.
 * @param examine Examines it.
 * @returns What came of the first examination in which the request was made.
 */
export async function untilAsked<Result>(
  server: Asked,
  path: string,
  examine: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const result = await examine();
    if (server.requests.some((request) => request.path.includes(path))) {
      return result;
    }
  }
}
