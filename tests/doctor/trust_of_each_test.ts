import { assertEquals } from "@std/assert";
import { beginRun } from "../../lib/doctor/begin.ts";
import { resolve } from "../../mod.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { foundIn } from "../helpers/steps.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const [root, other] = [rootOf("Same"), rootOf("Same")];

/** How two configurations of a run verify one server, and what each finds. */
const ORDERS = [
  [root.pem, other.pem],
  [other.pem, root.pem],
  ["false", "true"],
  ["true", "false"],
  [root.pem, "true"],
] as const;

const FOUND: Readonly<Record<string, readonly string[]>> = {
  [root.pem]: [],
  [other.pem]: ["tls tls-untrusted error"],
  "true": ["tls tls-untrusted error"],
  "false": ["tls tls-not-verified warning"],
};

for (const order of ORDERS) {
  Deno.test(`diagnose() of a run trusts by ${order.map((verify) => verify === root.pem ? "the CA" : verify === other.pem ? "another CA" : verify).join(", then by ")}, each for itself`, async () => {
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const run = beginRun({});
    for (const verify of order) {
      const { connections } = await run.diagnose(resolve({
        environment: {
          ...clientWith(server.url, KEY),
          ZENML_STORE_VERIFY_SSL: verify,
        },
      }));
      assertEquals(foundIn(connections[0]), [...FOUND[verify] ?? []]);
    }
    await run.end();
  });
}
