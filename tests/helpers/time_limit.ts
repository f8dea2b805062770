/**
 * A limit for what must end by itself: without one a test that hangs fails nothing.
 *
 * @module
 */

/** Far more than what ends needs, on any machine, and far less than the limits that such tests give. */
const LIMIT_MS = 30_000;

/**
 * Waits for what must end, and rejects where it does not.
 *
 * @param running What must end.
 * @param giveUp Ends it all the same, so that nothing is left behind.
 * @returns Its result.
 */
export async function mustEnd<T>(
  running: Promise<T>,
  giveUp: () => void = () => {},
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    giveUp();
    reject(new Error(`It has not ended within ${LIMIT_MS} ms`));
  }, LIMIT_MS);
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
