import { assertEquals } from "@std/assert";
import type { DiagnoseOptions } from "../../lib/doctor/diagnose.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

/** What nothing may be sent for. */
const CHOICES: readonly (readonly [string, DiagnoseOptions])[] = [
  ["offline", { offline: true }],
  ["with target alone", { only: ["target"] }],
  ["with config alone", { only: ["config"] }],
  ["with dns and login, offline", { offline: true, only: ["dns", "login"] }],
  ["without target", { skip: ["target"] }],
  ["with nothing", { only: [] }],
];

for (const [what, options] of CHOICES) {
  Deno.test(`diagnose() makes no connection to any of two servers ${what}`, async () => {
    await using first = listenAsZenml();
    await using second = listenAsZenml();
    const diagnosis = await examine({
      ...clientWith(first.url, KEY),
      ZENML_SERVER_URL: second.url,
      ZENML_API_KEY: KEY,
    }, options);
    assertEquals(diagnosis.connections.length, 2);
    assertEquals([
      await first.countConnections(),
      await second.countConnections(),
    ], [0, 0]);
  });
}
