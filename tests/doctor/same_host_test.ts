import { assertEquals } from "@std/assert";
import { certificateOf } from "../helpers/certificates.ts";
import { formsOf, KEY, PRO_KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenAsZenml, proInfo } from "../helpers/zenml_listener.ts";

Deno.test("diagnose() holds a control plane at the server's port, but of http, for another server", async () => {
  await using server = listenAsZenml(
    (url) => ({ info: proInfo(url.replace("https:", "http:")) }),
    certificateOf(),
  );
  const control = server.url.replace("https:", "http:");
  const diagnosis = await examine({
    ...clientWith(server.url, PRO_KEY),
    ZENML_PRO_API_URL: control,
    ZENML_STORE_VERIFY_SSL: "false",
  });
  assertEquals(stepOf(diagnosis, "login").status, "pass");
  assertEquals(stepOf(diagnosis, "pro").findings.map(({ code }) => code), [
    "pro-control-plane-unreachable",
  ]);
  // What was allowed for the server alone has let nothing through to the control plane.
  assertEquals(
    server.requests.filter(({ path }) => path.endsWith("/health")),
    [],
  );
});

Deno.test("diagnose() reads the certificate of each port of a host", async () => {
  await using first = listenAsZenml({}, certificateOf({ name: "first" }));
  await using second = listenAsZenml({}, certificateOf({ name: "second" }));
  const { connections } = await examine({
    ...clientWith(first.url, KEY),
    ZENML_SERVER_URL: second.url,
    ZENML_API_KEY: KEY,
  });
  const subjects = connections.map(({ checks }) =>
    checks.find(({ id }) => id === "tls")?.details["subject"]
  );
  assertEquals(subjects, ["first", "second"]);
});

Deno.test("diagnose() trusts nothing at one port for what it trusts at another of the same host", async () => {
  const own = certificateOf({ isAuthority: true, hosts: ["localhost"] });
  const other = certificateOf({ isAuthority: true, hosts: ["localhost"] });
  await using server = listenAsZenml({}, own);
  await using stranger = listenAsZenml({}, other);
  const atName = (url: string) => url.replace("127.0.0.1", "localhost");
  const { connections } = await examine({
    ...clientWith(atName(server.url), KEY),
    ZENML_STORE_VERIFY_SSL: own.pem,
    ZENML_SERVER_URL: atName(stranger.url),
    ZENML_API_KEY: KEY,
  });
  const logins = connections.map(({ checks }) =>
    checks.find(({ id }) => id === "login")?.status
  );
  assertEquals(logins, ["pass", "skip"]);
  for (const form of formsOf(KEY)) {
    assertEquals(stranger.received.includes(form), false);
  }
});
