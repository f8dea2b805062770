import { assertMatch } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { redirect } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

Deno.test("diagnose() quotes a URL in a line to type", async () => {
  await using server = listenAsZenml({ info: redirect(302, "/elsewhere") });
  const url = `${server.url}/a;b&c`;
  const diagnosis = await examine(clientWith(url, KEY));
  const [finding] = stepOf(diagnosis, "server").findings;
  assertMatch(
    finding?.hint ?? "",
    /^curl -\w+ 'http:[^']*\/a;b&c\/api\/v1\/info'/u,
  );
});
