import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Place } from "../../lib/finding/place.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { resolve } from "../../lib/resolver/resolve.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { stepOf } from "../helpers/examination.ts";

/** Where the variables are set, and what a loopback address is there. */
const MACHINES: readonly (readonly [Place, string])[] = [
  ["posix", "127.0.0.1 is this machine itself"],
  ["powershell", "127.0.0.1 is this machine itself"],
  ["github-actions", "127.0.0.1 is the runner itself"],
  ["gitlab-ci", "127.0.0.1 is the runner itself"],
  ["azure-pipelines", "127.0.0.1 is the agent itself"],
  ["kubernetes", "127.0.0.1 is the container itself"],
];

for (const [place, expected] of MACHINES) {
  Deno.test(`diagnose() says '${expected}' where nothing listens there, in ${place}`, async () => {
    await using server = await startDemoServer("down");
    const diagnosis = await diagnose(
      resolve({ environment: server.environment, hostFacts: { place } }),
    );
    const [finding] = stepOf(diagnosis, "connect").findings;
    assertEquals(finding?.code, "connect-refused");
    assertStringIncludes(finding?.message ?? "", expected);
  });
}
