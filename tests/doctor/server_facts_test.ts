import { assertEquals } from "@std/assert";
import type { CheckStatus } from "../../lib/doctor/diagnosis.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";
import { assertExamined, foundIn, HEALTHY } from "../helpers/steps.ts";

/** A version, and whether Terraform's provider gets on with it. */
const VERSIONS: readonly (readonly [version: string, good: boolean])[] = [
  ["0.80.0", true],
  ["0.80", true],
  ["0.98.0", true],
  ["1.0.0", true],
  ["0.100.0", true],
  ["0.81.0rc1", true],
  ["0.80.2.dev20250101", true],
  ["0.79.9", false],
  ["0.8.0", false],
  ["0.58.2", false],
  ["0.9.99", false],
  ["latest", false],
  ["v0.98.0", false],
];

for (const [version, good] of VERSIONS) {
  Deno.test(`diagnose() finds version ${version} ${good ? "new enough" : "unsupported"} for Terraform, and never says so of the client`, async () => {
    await using server = listenAsZenml({
      info: json(200, { ...INFO, version }),
    });
    const terraform = await examine({
      ZENML_SERVER_URL: server.url,
      ZENML_API_KEY: KEY,
    });
    assertExamined(
      terraform.connections[0],
      good ? { steps: HEALTHY, found: [] } : {
        steps: { ...HEALTHY, version: "fail" },
        found: ["version version-unsupported error"],
      },
    );
    const client = await examine(clientWith(server.url, KEY));
    assertEquals(foundIn(client.connections[0]), []);
    assertEquals(client.connections[0]?.server?.version, version);
  });
}

/** The server's clock against this machine's, in seconds, and the clock's status. */
const CLOCKS: readonly (readonly [
  criterion: string,
  seconds: number,
  clock: CheckStatus,
])[] = [
  ["finds nothing in a clock that is in sync", 0, "pass"],
  ["handles a clock half a minute ahead", 30, "pass"],
  ["handles a clock half a minute behind", -30, "pass"],
  ["finds clock-skew in a clock two minutes ahead", 120, "warn"],
  ["finds clock-skew in a clock two minutes behind", -120, "warn"],
  ["finds clock-skew in a clock ten years behind", -315_360_000, "warn"],
];

for (const [criterion, seconds, clock] of CLOCKS) {
  Deno.test(`diagnose() ${criterion}`, async () => {
    const date = new Date(Date.now() + seconds * 1000).toUTCString();
    await using server = listenAsZenml({ info: json(200, INFO, { date }) });
    const { connections } = await examine(clientWith(server.url, KEY));
    assertExamined(connections[0], {
      steps: { ...HEALTHY, clock },
      found: clock === "warn" ? ["clock clock-skew warning"] : [],
    });
  });
}

Deno.test("diagnose() skips the clock of a server that does not tell the time", async () => {
  for (const date of ["", "yesterday"]) {
    await using server = listenAsZenml({ info: json(200, INFO, { date }) });
    const diagnosis = await examine(clientWith(server.url, KEY));
    assertEquals(stepOf(diagnosis, "clock").status, "skip");
    assertEquals(foundIn(diagnosis.connections[0]), []);
  }
});

/** A rotation, and the status of its step. */
const ROTATIONS: readonly (readonly [
  criterion: string,
  agoMinutes: number,
  retainMinutes: number,
  status: string,
])[] = [
  ["finds key-rotating while the old value works", 10, 60, "warn"],
  ["finds no key-rotating after the retention", 61, 60, "pass"],
  ["finds no key-rotating without a retention", 10, 0, "pass"],
];

for (const [criterion, ago, retain, status] of ROTATIONS) {
  Deno.test(`diagnose() ${criterion}`, async () => {
    const rotated = new Date(Date.now() - ago * 60_000).toISOString();
    await using server = listenAsZenml({
      key: json(200, {
        metadata: {
          last_rotated: rotated.replace("Z", "000"),
          retain_period_minutes: retain,
        },
      }),
    });
    const diagnosis = await examine(clientWith(server.url, KEY));
    assertEquals(stepOf(diagnosis, "rotation").status, status);
    assertEquals(
      foundIn(diagnosis.connections[0]),
      status === "warn" ? ["rotation key-rotating warning"] : [],
    );
  });
}

Deno.test("diagnose() takes the server's clock for the end of a retention", async () => {
  // Two hours ago by the server's clock the key was rotated, for one hour; here it may seem to run still.
  const hour = 3_600_000;
  const serverNow = Date.now() + 2 * hour;
  await using server = listenAsZenml({
    info: json(200, INFO, { date: new Date(serverNow).toUTCString() }),
    key: json(200, {
      metadata: {
        last_rotated: new Date(serverNow - 2 * hour).toISOString(),
        retain_period_minutes: 60,
      },
    }),
  });
  const diagnosis = await examine(clientWith(server.url, KEY));
  assertEquals(stepOf(diagnosis, "rotation").status, "pass");
});

Deno.test("diagnose() survives a rotation beyond the calendar", async () => {
  for (const retain of [1e300, -5, "60", null]) {
    await using server = listenAsZenml({
      key: json(200, {
        metadata: {
          last_rotated: "2026-11-21T22:58:49.970390",
          retain_period_minutes: retain,
        },
      }),
    });
    const diagnosis = await examine(clientWith(server.url, KEY));
    assertEquals(stepOf(diagnosis, "identity").status, "pass");
  }
});
