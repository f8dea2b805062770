import { assertEquals, assertThrows } from "@std/assert";
import { idealMs, spreadOf, spreadOfPairs } from "../../bench/statistics.ts";

Deno.test({
  name: "spreadOf() finds the median and the quartiles in any order",
  permissions: "none",
  fn() {
    assertEquals(spreadOf([5, 1, 4, 2, 3]), { low: 2, median: 3, high: 4 });
    assertEquals(spreadOf([4, 1, 3, 2]), {
      low: 1.75,
      median: 2.5,
      high: 3.25,
    });
    assertEquals(spreadOf([7]), { low: 7, median: 7, high: 7 });
    assertThrows(() => spreadOf([]), RangeError);
  },
});

Deno.test({
  name: "spreadOf() leaves its values as they were",
  permissions: "none",
  fn() {
    const values = [3, 1, 2];
    spreadOf(values);
    assertEquals(values, [3, 1, 2]);
  },
});

Deno.test({
  name: "spreadOfPairs() relates pair by pair",
  permissions: "none",
  fn() {
    const over = (our: number, their: number) => our / their;
    // One slow pair is slow on both sides.
    const spread = spreadOfPairs([20, 200, 20], [10, 100, 10], over);
    assertEquals(spread, { low: 2, median: 2, high: 2 });
    assertThrows(() => spreadOfPairs([1], [1, 2], over), RangeError);
  },
});

Deno.test({
  name: "idealMs() counts turns of as many targets as there are jobs",
  permissions: "none",
  fn() {
    const load = {
      jobs: 32,
      roundTrips: 3,
      sharedRoundTrips: 0,
      latencyMs: 50,
    };
    assertEquals(idealMs({ ...load, targets: 10 }), 150);
    assertEquals(idealMs({ ...load, targets: 32 }), 150);
    assertEquals(idealMs({ ...load, targets: 33 }), 300);
    assertEquals(
      idealMs({ ...load, targets: 1000, roundTrips: 2, sharedRoundTrips: 1 }),
      3250,
    );
  },
});
