import { assertEquals } from "@std/assert";
import { refusalOf } from "../../lib/zenml/refusal.ts";
import { accessTokenOf } from "../../lib/zenml/api.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { http, json } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { foundIn } from "../helpers/steps.ts";

const SAID =
  "Authentication error: API key ci associated with service account bot is not active";

Deno.test("diagnose() believes no refusal of a login that has not the form of ZenML's", async () => {
  for (
    const [detail, code] of [
      [SAID, "login-failed"],
      [[SAID], "blocked-by-proxy"],
      [[401, SAID], "blocked-by-proxy"],
      [["A", SAID, "B"], "blocked-by-proxy"],
      [["CredentialsNotValid", SAID], "key-inactive"],
    ] as const
  ) {
    await using server = listenAsZenml({ login: json(401, { detail }) });
    const { connections } = await examine(clientWith(server.url, KEY));
    assertEquals(foundIn(connections[0]), [`login ${code} error`]);
  }
});

Deno.test("refusalOf() does not look for a refusal in a text longer than any of ZenML's", () => {
  // Matching takes time by the square of its length: a megabyte held the whole program up for half a minute.
  const long = `API key ${" associated with service account x".repeat(30_000)}`;
  for (const shown of ["key", "token", "password", "session"] as const) {
    assertEquals(refusalOf(`${long} is not active`, shown), null);
  }
});

Deno.test("accessTokenOf() takes no token that is larger than a header", () => {
  const answer = (length: number) => ({
    text: JSON.stringify({ access_token: "a".repeat(length) }),
  });
  assertEquals(accessTokenOf(answer(16_384))?.length, 16_384);
  assertEquals(accessTokenOf(answer(16_385)), null);
});

for (
  const [header, shown] of [
    ["3", " (retry after 3 s)"],
    [
      "Wed, 21 Oct 2037 07:28:00 GMT",
      " (retry after Wed, 21 Oct 2037 07:28:00 GMT)",
    ],
    ["soon \u202E::error::", " (retry after 'soon"],
    ["", ""],
  ] as const
) {
  Deno.test(`diagnose() says when to come again of Retry-After '${header}'`, async () => {
    for (
      const [status, code] of [[429, "rate-limited"], [503, "server-error"]]
    ) {
      const reply = http(Number(status), "", { "retry-after": header });
      await using server = listenAsZenml({ info: reply, ready: reply });
      const { findings } = stepOf(
        await examine(clientWith(server.url, KEY)),
        "server",
      );
      assertEquals(findings.map(({ code }) => code), [code]);
      const message = findings[0]?.message ?? "";
      assertEquals(
        / \(retry.*$/u.exec(message)?.[0].slice(0, shown.length) ?? "",
        shown,
      );
    }
  });
}

for (const status of [101, 600, 999]) {
  Deno.test(`diagnose() finds response-invalid for the status ${status}`, async () => {
    const reply = http(status, "");
    for (const question of ["info", "login", "current-user"] as const) {
      await using server = listenAsZenml({ [question]: reply });
      const { connections } = await examine(clientWith(server.url, KEY));
      const found = foundIn(connections[0]);
      assertEquals(
        found.map((one) => one.split(" ")[1]),
        ["response-invalid"],
      );
    }
  });
}
