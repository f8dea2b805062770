import { assertEquals, assertRejects } from "@std/assert";
import { delay, timeoutSignal, timer } from "../../lib/http/timer.ts";

const LONG_MS = 600_000;

Deno.test("timer() calls back", async () => {
  await new Promise<void>((resolve) => timer(0, resolve));
});

Deno.test("timer() leaves nothing behind once it is cleared", () => {
  timer(LONG_MS, () => {})();
});

Deno.test("timer() does not call back at once for a time beyond what timers can count", async () => {
  let calls = 0;
  const clear = timer(2 ** 33, () => calls++);
  await delay(5);
  clear();
  assertEquals(calls, 0);
});

Deno.test("delay() rejects with the reason as soon as the signal aborts", async () => {
  const controller = new AbortController();
  const waiting = delay(LONG_MS, controller.signal);
  controller.abort(new RangeError("enough"));
  await assertRejects(() => waiting, RangeError, "enough");
  await assertRejects(() => delay(LONG_MS, controller.signal), RangeError);
});

Deno.test("timeoutSignal() aborts", async () => {
  const { signal } = timeoutSignal(0);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  assertEquals(signal.aborted, true);
});

Deno.test("timeoutSignal() does not abort once it is cleared", () => {
  const { signal, clear } = timeoutSignal(LONG_MS);
  clear();
  assertEquals(signal.aborted, false);
});
