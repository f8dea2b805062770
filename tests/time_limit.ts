/**
 * Preloaded into every test file: a test that hangs fails, and its file with it.
 *
 * @module
 */

/** Many times what the slowest test takes, also where the machine has much else to do. */
const LIMIT_MS = 120_000;

let timer: ReturnType<typeof setTimeout> | undefined;

Deno.test.beforeEach(() => {
  timer = setTimeout(() => {
    throw new Error(`A test had not ended after ${LIMIT_MS / 1000} s`);
  }, LIMIT_MS);
});

Deno.test.afterEach(() => clearTimeout(timer));
