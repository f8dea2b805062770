import { assertEquals, assertStringIncludes } from "@std/assert";
import { KEY, tokenOf } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const DAY = 86_400_000;

/** How the server writes a time: UTC without saying so. */
const daysAgo = (days: number) =>
  new Date(Date.now() - days * DAY - 60_000).toISOString().replace("Z", "000");

/** When a key was made and rotated, in days; the greatest age that is allowed; how old it is, and whether that is too old. */
const AGES: readonly (readonly [
  made: number | null,
  rotated: number | null,
  most: number | null,
  age: string | null,
  isOld: boolean,
])[] = [
  [12, null, null, "12 days", false],
  [12, null, 90, "12 days", false],
  [91, null, 90, "91 days", true],
  [400, 3, 90, "3 days", false],
  [400, 100, 90, "100 days", true],
  [400, null, null, "400 days", false],
  [0.5, null, 90, "12 hours", false],
  [1.5, null, 1, "1 day", true],
  [null, null, 90, null, false],
];

for (const [made, rotated, most, age, isOld] of AGES) {
  Deno.test(`diagnose() finds ${isOld ? "key-old" : "nothing"} for a key made ${made} and rotated ${rotated} days ago where ${most} are allowed`, async () => {
    await using server = listenAsZenml({
      key: json(200, {
        body: made === null ? {} : { created: daysAgo(made) },
        metadata: {
          last_rotated: rotated === null ? null : daysAgo(rotated),
          retain_period_minutes: 0,
        },
      }),
    });
    const diagnosis = await examine(
      clientWith(server.url, KEY),
      most === null ? {} : { maxKeyAgeMs: most * DAY },
    );
    const { summary, findings } = stepOf(diagnosis, "rotation");
    assertEquals(
      foundIn(diagnosis.connections[0]),
      isOld ? ["rotation key-old warning"] : [],
    );
    assertStringIncludes(
      summary,
      age === null ? "never rotated" : `the API key is ${age} old`,
    );
    if (isOld) assertStringIncludes(findings[0]?.hint ?? "", "--retain");
  });
}

/** In how many minutes a token ends, and what is said of it. */
const LIVES: readonly (readonly [number | null, string])[] = [
  [52.5, "; this one ends in 52 minutes"],
  [180.5, "; this one ends in 3 hours"],
  [-5, ""],
  [null, "; this one has no end"],
];

for (const [minutes, expected] of LIVES) {
  Deno.test(`diagnose() says how long a token lives that ends in ${minutes} minutes`, async () => {
    await using server = listenAsZenml();
    const exp = Math.floor(Date.now() / 1000 + (minutes ?? 0) * 60);
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_TOKEN: tokenOf(minutes === null ? {} : { exp }),
    });
    assertEquals(
      stepOf(diagnosis, "login").reason,
      `a token needs no login${expected}`,
    );
  });
}
