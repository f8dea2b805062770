import { assertEquals, assertStringIncludes } from "@std/assert";
import { redirectTargetOf } from "../../lib/doctor/redirect.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { redirect } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const FROM = "http://zenml.example.com";

/** Where a redirect leads from which server, the server's URL that it means, and whether that is on the same host. */
const TARGETS: readonly (readonly [
  location: string | null,
  from: string,
  target: string | null,
  isSameHost?: boolean,
])[] = [
  [
    "https://zenml.example.com/api/v1/info",
    FROM,
    "https://zenml.example.com",
    true,
  ],
  ["https://zenml.example.com", FROM, "https://zenml.example.com", true],
  [
    "https://zenml.example.com/",
    `${FROM}/zenml`,
    "https://zenml.example.com/zenml",
    true,
  ],
  [
    "https://zenml.example.com:8443/api/v1/login",
    FROM,
    "https://zenml.example.com:8443",
    true,
  ],
  [
    "https://ZENML.example.com/api/v1/current-user",
    FROM,
    "https://zenml.example.com",
    true,
  ],
  ["/zenml/api/v1/info", FROM, "http://zenml.example.com/zenml", true],
  [
    "//zenml.example.com/zenml/api/v1/info",
    FROM,
    "http://zenml.example.com/zenml",
    true,
  ],
  [
    "https://www.example.com/api/v1/info",
    FROM,
    "https://www.example.com",
    false,
  ],
  [
    "https://www.example.com/zenml/api/v1/info?x=1",
    FROM,
    "https://www.example.com/zenml",
    false,
  ],
  ["https://www.example.com/", FROM, null],
  ["https://zenml.example.com/welcome", FROM, null],
  ["http://zenml.example.com/api/v1/info", FROM, null],
  ["/api/v1/info", FROM, null],
  [
    "http://zenml.example.com/zenml/api/v1/info",
    "https://zenml.example.com",
    null,
  ],
  ["/api/v1/info/", FROM, null],
  ["/", FROM, null],
  ["https://u:p@zenml.example.com/api/v1/info", FROM, null],
  ["ftp://zenml.example.com/api/v1/info", FROM, null],
  ["javascript:alert(1)", FROM, null],
  ["http://[::", FROM, null],
  ["", FROM, null],
  [null, FROM, null],
];

for (const [location, from, target, isSameHost] of TARGETS) {
  Deno.test({
    name:
      `redirectTargetOf() reads ${target} in a redirect from ${from} to ${location}`,
    permissions: "none",
    fn() {
      assertEquals(
        redirectTargetOf(location, from),
        target === null
          ? null
          : { serverUrl: target, isSameHost: isSameHost ?? false },
      );
    },
  });
}

Deno.test("diagnose() says the exact URL where http is redirected to https of the same host", async () => {
  await using server = listenAsZenml((url) => ({
    info: redirect(308, `${url.replace("http:", "https:")}/api/v1/info`),
  }));
  const diagnosis = await examine(clientWith(server.url, KEY));
  const [finding] = stepOf(diagnosis, "server").findings;
  assertEquals(finding?.code, "redirected");
  assertEquals(
    finding?.hint,
    `export ZENML_STORE_URL=${server.url.replace("http:", "https:")}`,
  );
});

Deno.test("diagnose() sets no other host's URL without a condition", async () => {
  await using server = listenAsZenml({
    info: redirect(301, "https://zenml.example.com/api/v1/info"),
  });
  const diagnosis = await examine(clientWith(server.url, KEY));
  const [finding] = stepOf(diagnosis, "server").findings;
  assertStringIncludes(finding?.hint ?? "", "# if that is your server");
});
