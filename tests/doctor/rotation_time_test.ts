import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

const ROTATED = "2026-03-01T12:00:00Z";
const MINUTES = 10;

/** Seconds since the rotation by the server's clock, and whether the old value still works. */
const TIMES = [[0, true], [599, true], [600, false], [601, false]] as const;

for (const [seconds, works] of TIMES) {
  Deno.test(`diagnose() ${works ? "finds" : "does not find"} key-rotating ${seconds} s after a rotation that keeps the old value for ten minutes`, async () => {
    const date = new Date(Date.parse(ROTATED) + seconds * 1000).toUTCString();
    await using server = listenAsZenml({
      info: json(200, INFO, { date }),
      key: json(200, {
        body: { active: true },
        metadata: { last_rotated: ROTATED, retain_period_minutes: MINUTES },
      }),
    });
    const { findings, details } = stepOf(
      await examine(clientWith(server.url, KEY)),
      "rotation",
    );
    assertEquals(
      findings.map(({ code }) => code),
      works ? ["key-rotating"] : [],
    );
    assertEquals([details["rotatedAt"], details["retainedUntil"]], [
      ROTATED,
      works ? "2026-03-01T12:10:00Z" : undefined,
    ]);
  });
}
