import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { PERMISSIONS, run } from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

const MINUTE = 60_000;

/** What the server says of the key's rotation: at this time, in these words, kept this long. */
const rotated = (last_rotated: unknown, retain_period_minutes: unknown) =>
  json(200, { metadata: { last_rotated, retain_period_minutes } });

/** A time that the server gives, and the time that is meant. */
const WRITTEN = [
  ["2026-11-21T22:58:49.970390", "2026-11-21T22:58:49Z"],
  ["2026-11-21T22:58:49Z", "2026-11-21T22:58:49Z"],
  ["2026-11-21T22:58:49+02:00", "2026-11-21T20:58:49Z"],
  ["2026-11-21T22:58:49-05:30", "2026-11-22T04:28:49Z"],
] as const;

for (const zone of ["America/New_York", "Asia/Kolkata", "UTC"]) {
  Deno.test(`zenml-env doctor reads when a key was rotated as UTC on a machine in ${zone}`, async () => {
    for (const [written, meant] of WRITTEN) {
      await using server = listenAsZenml({ key: rotated(written, 0) });
      const { stdout } = await run(["doctor", "--format=json"], {
        env: { ...clientWith(server.url, KEY), TZ: zone },
        permissions: [...PERMISSIONS, "--allow-env=TZ"],
      });
      assertStringIncludes(stdout, `"rotatedAt": "${meant}"`);
      assertStringIncludes(stdout, `rotated at ${meant}`);
    }
  });
}

/** How long ago a key was rotated and how long its old value works, in minutes, and how far the server's clock is ahead. */
const RETAINED: readonly (readonly [
  criterion: string,
  ago: number,
  retained: unknown,
  ahead: number,
  isKept: boolean,
])[] = [
  ["still works", 50, 60, 0, true],
  ["does not work any more", 70, 60, 0, false],
  ["works by the server's clock alone", 70, 60, -20, true],
  ["works by this machine's clock alone", 50, 60, 20, false],
  ["is not kept", 0, 0, 0, false],
  ["is kept for less than nothing", 0, -5, 0, false],
  ["is kept for no number", 0, "60", 0, false],
  ["was replaced in the future", -30, 60, 0, true],
];

for (const [criterion, ago, retained, ahead, isKept] of RETAINED) {
  Deno.test(`diagnose() ${isKept ? "finds key-rotating" : "finds nothing"} where the old value of a key ${criterion}`, async () => {
    const now = Date.now();
    const at = new Date(now - ago * MINUTE);
    await using server = listenAsZenml({
      info: json(200, INFO, {
        date: new Date(now + ahead * MINUTE).toUTCString(),
      }),
      key: rotated(at.toISOString(), retained),
    });
    const diagnosis = await examine(clientWith(server.url, KEY));
    const { findings, details } = stepOf(diagnosis, "rotation");
    const text = (time: Date) => time.toISOString().replace(/\.\d+/u, "");
    assertEquals(details["rotatedAt"], text(at));
    assertEquals(
      findings.map(({ code, severity }) => `${code} ${severity}`),
      isKept ? ["key-rotating warning"] : [],
    );
    if (!isKept) return;
    const end = text(new Date(at.getTime() + 60 * MINUTE));
    assertEquals(details["retainedUntil"], end);
    assertStringIncludes(findings[0]?.message ?? "", `stops working at ${end}`);
  });
}

/** How far the server's clock is ahead, in seconds, and what is said of it. */
const CLOCKS = [
  [-3600, "behind"],
  [-90, "behind"],
  [-50, null],
  [0, null],
  [50, null],
  [90, "ahead of"],
  [3600, "ahead of"],
] as const;

for (const [ahead, side] of CLOCKS) {
  Deno.test(`diagnose() ${side ? `says ${side}` : "finds nothing"} of a clock that is ${ahead} s ahead`, async () => {
    await using server = listenAsZenml({
      info: (connection) =>
        json(200, INFO, {
          date: new Date(Date.now() + ahead * 1000).toUTCString(),
        })(connection),
    });
    const { summary, details, findings } = stepOf(
      await examine(clientWith(server.url, KEY)),
      "clock",
    );
    // A header has no fractions, and a request takes its time.
    const skew = Number(details["skewSeconds"]);
    assert(Math.abs(skew - ahead) <= 5, `${skew}`);
    assertEquals(findings.map(({ code }) => code), side ? ["clock-skew"] : []);
    if (side === null) return;
    assertEquals(summary, `${Math.abs(skew)} s apart`);
    assertStringIncludes(
      findings[0]?.message ?? "",
      `server's clock is ${Math.abs(skew)} s ${side} this machine's`,
    );
  });
}
