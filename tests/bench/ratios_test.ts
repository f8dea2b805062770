import { assertEquals, assertRejects } from "@std/assert";
import {
  ratiosOf,
  readRatios,
  regressionsIn,
  storeRatios,
} from "../../bench/ratios.ts";
import { type Comparison, type Limit, summaryOf } from "../../bench/row.ts";
import { tableOf } from "../../bench/table.ts";

function comparison(options: Partial<Comparison> = {}): Comparison {
  return {
    name: "doctor",
    against: "curl",
    unit: "ms",
    ours: [30, 33, 36],
    theirs: [30, 30, 30],
    limit: null,
    isKept: true,
    ...options,
  };
}

async function temporaryFile(): Promise<URL> {
  const folder = await Deno.makeTempDir();
  return new URL(`file://${folder}/ratios.json`);
}

Deno.test({
  name: "summaryOf() holds the median against the limit",
  permissions: "none",
  fn() {
    const within = (limit: Limit) =>
      summaryOf(comparison({ limit })).isWithinLimit;
    assertEquals(within({ of: "ratio", atMost: 1.1 }), true);
    assertEquals(within({ of: "ratio", atMost: 1.09 }), false);
    assertEquals(within({ of: "difference", atMost: 3 }), true);
    assertEquals(within({ of: "difference", atMost: 2.9 }), false);
    assertEquals(within({ of: "ours", atMost: 33 }), true);
    assertEquals(within({ of: "ours", atMost: 32 }), false);
    assertEquals(summaryOf(comparison()).isWithinLimit, null);
  },
});

Deno.test({
  name:
    "ratiosOf() takes the ratios of comparisons that are kept, and no times",
  permissions: "none",
  fn() {
    const rows = [
      comparison(),
      comparison({ name: "the network's", isKept: false }),
      { name: "modules", text: "3 modules" },
      { name: "real server", reason: "not there" },
    ];
    assertEquals(ratiosOf(rows), { doctor: 1.1 });
  },
});

Deno.test({
  name: "regressionsIn() finds what grew by more than 15 %",
  permissions: "none",
  fn() {
    const stored = { a: 1, b: 2, c: 4, gone: 1 };
    const present = { a: 1.14, b: 2.31, c: 1, new: 9 };
    assertEquals(regressionsIn(present, stored), [
      { name: "b", stored: 2, present: 2.31 },
    ]);
  },
});

Deno.test("storeRatios() keeps what was not measured", async () => {
  const file = await temporaryFile();
  assertEquals(await readRatios(file), {});
  await storeRatios(file, {}, { a: 1, b: 2 });
  await storeRatios(file, await readRatios(file), { b: 3 });
  assertEquals(await readRatios(file), { a: 1, b: 3 });
});

Deno.test("readRatios() refuses what is no ratio", async () => {
  const file = await temporaryFile();
  await Deno.writeTextFile(file, '{"a":"1"}');
  await assertRejects(() => readRatios(file), TypeError, '"a"');
});

Deno.test({
  name:
    "tableOf() shows spread, stored ratio and limit, and says what is missing",
  permissions: "none",
  fn() {
    const limit = { of: "ratio", atMost: 1.05 } as const;
    const table = tableOf(
      [
        comparison({ limit }),
        { name: "modules", text: "3 modules" },
        { name: "real", reason: "not there" },
      ],
      { doctor: 1 },
    );
    const cells = table.trimEnd().split("\n").slice(2).map((line) =>
      line.split("|").map((it) => it.trim()).filter(Boolean)
    );
    assertEquals(cells, [
      [
        "doctor",
        "33.0 (31.5–34.5) ms",
        "curl",
        "30.0 ms",
        "1.10 (1.05–1.15)",
        "1.00",
        "ratio ≤ 1.05: OVER",
      ],
      ["modules", "3 modules"],
      ["real", "not measured: not there"],
    ]);
  },
});
