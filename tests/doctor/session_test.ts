import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { json, refusal } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { foundIn } from "../helpers/steps.ts";

/** What a server may say of the token that it gave a moment ago; none of it is a word about the key. */
const REFUSALS = [
  "Authentication error: Signature has expired.",
  "Authentication error: error decoding access token: Invalid JWT token",
];

for (const text of REFUSALS) {
  Deno.test(`diagnose() does not blame the key for '${text}' after its login`, async () => {
    for (const answer of [refusal(text), json(401, { detail: text })]) {
      await using server = listenAsZenml({ "current-user": answer });
      const { connections } = await examine(clientWith(server.url, KEY));
      assertEquals(foundIn(connections[0]), [
        "identity login-failed error",
      ]);
    }
  });
}
