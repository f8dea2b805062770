import { assert, assertEquals, assertMatch } from "@std/assert";
import { fleetProgress } from "../../lib/cli/progress.ts";
import { openLineOutputs } from "../../lib/cli/line_outputs.ts";
import { keepingHost } from "../helpers/gated_host.ts";
import { target } from "../report/reports.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { runInProcess } from "../helpers/run_in_process.ts";

/** Shows progress, and keeps what it shows. */
function shownOf(total: number) {
  const shown: (string | null)[] = [];
  const progress = fleetProgress(total, (line) => void shown.push(line));
  return { shown, progress };
}

Deno.test("fleetProgress() says in ASCII how many targets are done, how many failed, and how many are left", () => {
  const { shown, progress } = shownOf(3);
  progress.add(true);
  progress.clear();
  assertEquals(shown, ["1 of 3 targets done, 1 failed, 2 left", null]);
});

Deno.test("fleetProgress() shows thousands of targets that end in one moment in a few lines, the last count too", async () => {
  const last = "10000 of 10000 targets done, 0 failed, 0 left";
  const { promise: isShown, resolve } = Promise.withResolvers<void>();
  let lines = 0;
  const progress = fleetProgress(10_000, (line) => {
    lines++;
    if (line === last) resolve();
  });
  for (let count = 0; count < 10_000; count++) progress.add(false);
  await mustEnd(isShown);
  assert(lines < 100, `${lines}`);
  progress.clear();
});

Deno.test("fleetProgress() says about how long the others will take, where that is a second or more", () => {
  const { shown, progress } = shownOf(100_000_000);
  progress.add(false);
  progress.clear();
  assertMatch(
    shown[0] ?? "",
    /^1 of 100000000 targets done, 0 failed, 99999999 left, about \d+ (?:second|minute|hour|day)s?$/u,
  );
});

Deno.test("zenml-env doctor --each shows its progress, and takes it away at the end", async () => {
  const { progress, stdout } = await runInProcess([
    "doctor",
    "--offline",
    "--format=jsonl",
    "--each",
    "a.env",
    "b.env",
  ], { files: { "a.env": "A=1\n", "b.env": "B=2\n" } });
  assertEquals(stdout.split("\n").length, 3);
  const shown = progress.filter((line) => line !== "");
  assertEquals(shown[0], "1 of 2 targets done, 1 failed, 1 left");
  assertEquals(progress.at(-1), "");
});

for (const isPipe of [false, true]) {
  Deno.test(`openLineOutputs() ${isPipe ? "leaves the progress where it is before a line for a pipe" : "takes the progress away before a line for a terminal"}`, async () => {
    const screen = { columns: 80, color: false, isPipe };
    const { host, left } = keepingHost({ screen });
    const destinations = [{ format: "jsonl", file: null }] as const;
    const lines = await openLineOutputs(destinations, { strict: false }, host);
    host.showProgress?.("1 of 2");
    assertEquals(await lines.write(target({ file: "a.env" })), true);
    const [progress, ...others] = left;
    assertEquals(progress, "1 of 2");
    assertEquals(others.length, isPipe ? 1 : 2);
    assertEquals(others[0] === "nothing", !isPipe);
    assertMatch(others.at(-1) ?? "", /^\{"file":"a\.env",.*\}\n$/u);
  });
}
