import { assertEquals } from "@std/assert";
import { accessToken } from "../../lib/token/access_token.ts";
import { formsOf, KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { json, page, redirect } from "../helpers/replies.ts";
import {
  INFO,
  listenAsZenml,
  type Question,
} from "../helpers/zenml_listener.ts";
import { configurationIn, findingsOf } from "./support.ts";

const holdsKey = (text: string) =>
  formsOf(KEY).some((form) => text.includes(form));

/** What answers in place of a ZenML server. */
const STRANGERS: readonly (readonly [string, Reply])[] = [
  ["a page", page(200)],
  ["something of another make", json(200, { name: "x", version: "1" })],
  ["a refusal", json(401, { detail: "Not authenticated" })],
];

for (const [name, info] of STRANGERS) {
  Deno.test(`accessToken() sends no credential to what answers with ${name}`, async () => {
    await using server = listenAsZenml({ info });
    await findingsOf(
      accessToken(configurationIn(clientWith(server.url, KEY))),
    );
    assertEquals(holdsKey(server.received), false);
  });
}

for (const question of ["info", "login"] satisfies Question[]) {
  for (const status of [301, 307]) {
    Deno.test(`accessToken() follows no redirect ${status} of the ${question}`, async () => {
      await using other = listenAsZenml();
      await using server = listenAsZenml({
        [question]: redirect(status, `${other.url}/api/v1/${question}`),
      });
      const findings = await findingsOf(
        accessToken(configurationIn(clientWith(server.url, KEY))),
      );
      assertEquals(findings.map(({ code }) => code), ["redirected"]);
      assertEquals(other.received, "");
      assertEquals(holdsKey(server.received), question === "login");
    });
  }
}

Deno.test("accessToken() sends nothing more to what its own info calls the Pro API", async () => {
  await using server = listenAsZenml((url) => ({
    info: json(200, { ...INFO, deployment_type: "cloud", pro_api_url: url }),
  }));
  const findings = await findingsOf(
    accessToken(configurationIn(clientWith(server.url, KEY))),
  );
  assertEquals(findings.map(({ code }) => code), ["url-is-pro-management-api"]);
  assertEquals(holdsKey(server.received), false);
});
