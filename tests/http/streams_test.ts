import { assertEquals, assertRejects } from "@std/assert";
import { readUpTo, unlessAborted } from "../../lib/http/streams.ts";
import { watchedSignal } from "../helpers/watched_signal.ts";

/** Gives this many bytes, at most so many at a time. */
function sourceOf(length: number, most: number) {
  let left = length;
  return {
    read: (bytes: Uint8Array) => {
      if (left === 0) return Promise.resolve(null);
      const count = Math.min(left, most, bytes.length);
      bytes.fill(7, 0, count);
      left -= count;
      return Promise.resolve(count);
    },
  };
}

for (const length of [0, 1, 4095, 4096, 4097, 9999]) {
  for (const most of [1000, 4096, 99_999]) {
    Deno.test(`readUpTo() reads ${length} bytes, ${most} at a time, and none of what is larger`, async () => {
      const whole = await readUpTo(sourceOf(length, most), length);
      assertEquals(whole, new Uint8Array(length).fill(7));
      assertEquals(await readUpTo(sourceOf(length + 1, most), length), null);
    });
  }
}

Deno.test("unlessAborted() gives the result, and no longer listens then", async () => {
  const { signal, listeners, added } = watchedSignal();
  assertEquals(await unlessAborted(Promise.resolve(7), signal), 7);
  await assertRejects(
    () => unlessAborted(Promise.reject(new RangeError("x")), signal),
    RangeError,
  );
  assertEquals([added(), listeners()], [2, 0]);
});

Deno.test("unlessAborted() rejects with the reason, also of an earlier abort", async () => {
  const never = new Promise<never>(() => {});
  const reason = new RangeError("enough");
  await assertRejects(
    () => unlessAborted(never, AbortSignal.abort(reason)),
    RangeError,
  );
  const controller = new AbortController();
  const waiting = unlessAborted(never, controller.signal);
  controller.abort(reason);
  await assertRejects(() => waiting, RangeError);
});
