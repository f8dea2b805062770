import { assertEquals } from "@std/assert";
import { KEY, TOKEN } from "../helpers/credentials.ts";
import { examine, stepOf } from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

/** Any credential, and whether a proxy would see it. */
const CREDENTIALS: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  seen: boolean,
])[] = [
  ["a key", { ZENML_STORE_API_KEY: KEY }, true],
  ["a token", { ZENML_STORE_API_TOKEN: TOKEN }, true],
  [
    "a password",
    { ZENML_STORE_USERNAME: "me", ZENML_STORE_PASSWORD: "hunter2hunter2" },
    true,
  ],
  ["no credential", {}, false],
];

for (const [what, credential, seen] of CREDENTIALS) {
  Deno.test(`diagnose() ${seen ? "warns" : "does not warn"} of a proxy that sees ${what} for this machine`, async () => {
    await using server = listenAsZenml();
    const diagnosis = await examine(
      { ZENML_STORE_URL: server.url, ...credential },
      { proxies: { HTTP_PROXY: "http://proxy.example.com:3128" } },
    );
    assertEquals(
      stepOf(diagnosis, "connect").findings.map(({ code }) => code),
      seen ? ["url-insecure"] : [],
    );
  });
}
