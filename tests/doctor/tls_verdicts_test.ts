import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import {
  type Certificate,
  certificateOf,
  rootOf,
  withChain,
} from "../helpers/certificates.ts";
import { formsOf, KEY } from "../helpers/credentials.ts";
import {
  clientWith,
  examine,
  outputsOf,
  stepOf,
} from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { assertExamined, failedAt, HEALTHY } from "../helpers/steps.ts";

const root = rootOf();
const intermediate = certificateOf({
  name: "Test intermediate",
  issuer: root,
  isAuthority: true,
});
const leaf = certificateOf({ issuer: intermediate });
const good = withChain(leaf, intermediate);

const trusting = (url: string, ca: Certificate = root) => ({
  ...clientWith(url, KEY),
  ZENML_STORE_VERIFY_SSL: ca.pem,
});

Deno.test("diagnose() reports the facts of a certificate that holds", async () => {
  await using server = listenAsZenml({}, good);
  const diagnosis = await examine(trusting(server.url));
  assertExamined(diagnosis.connections[0], {
    steps: { ...HEALTHY, tls: "pass" },
    found: [],
  });
  const { details, summary } = stepOf(diagnosis, "tls");
  const { validFrom, validTo, ...rest } = details;
  assertEquals(rest, {
    verified: true,
    tlsVersion: "TLSv1.3",
    subject: "localhost",
    issuer: "Test intermediate",
    names: ["localhost", "127.0.0.1"],
    daysLeft: 89,
  });
  assertMatch(`${validFrom} ${validTo}`, /^\d{4}-\S+Z \d{4}-\S+Z$/u);
  assertMatch(
    summary,
    /^the certificate is verified: TLSv1\.3, signed by 'Test intermediate', valid to \d{4}-\d\d-\d\d \(89 days left\)$/u,
  );
});

/** What is wrong with a certificate, its code, and what the message says of it. */
type VerdictCase = readonly [
  criterion: string,
  certificate: Certificate,
  code: string,
  message: RegExp,
];

const VERDICTS: readonly VerdictCase[] = [
  [
    "is self-signed",
    certificateOf(),
    "tls-untrusted",
    /self-signed; this check trusts Deno's roots \(Mozilla's, .*the client trusts only that CA/u,
  ],
  [
    "is self-signed as a CA does",
    certificateOf({ isAuthority: true }),
    "tls-untrusted",
    /self-signed/u,
  ],
  [
    "is of an unknown CA",
    withChain(certificateOf({ issuer: rootOf("Other") }), rootOf("Other")),
    "tls-untrusted",
    /signed by 'Other', which is not among the trusted roots/u,
  ],
  [
    "comes without its intermediate",
    leaf,
    "tls-untrusted",
    /signed by 'Test intermediate', .*the server lacks an intermediate certificate/u,
  ],
  [
    "has expired",
    certificateOf({ issuer: root, from: -20, to: -2 }),
    "tls-expired",
    /expired on \d{4}-\d\d-\d\d, 2 days ago/u,
  ],
  [
    "has expired and is of nobody",
    certificateOf({ from: -20, to: -2 }),
    "tls-expired",
    /expired on/u,
  ],
  [
    "is not valid yet",
    certificateOf({ issuer: root, from: 2.5, to: 20 }),
    "tls-not-yet-valid",
    /valid from \d{4}-\d\d-\d\d, by this machine's clock in 2 days/u,
  ],
  [
    "is for another host",
    certificateOf({ issuer: root, hosts: ["a.example", "b.example"] }),
    "tls-wrong-host",
    /is for a\.example, b\.example, not for 127\.0\.0\.1/u,
  ],
];

for (const [criterion, certificate, code, message] of VERDICTS) {
  Deno.test(`diagnose() finds ${code} where the certificate ${criterion}, and sends no key`, async () => {
    await using server = listenAsZenml({}, certificate);
    const diagnosis = await examine(trusting(server.url));
    assertExamined(diagnosis.connections[0], {
      steps: failedAt("tls"),
      found: [`tls ${code} error`],
    });
    assertMatch(stepOf(diagnosis, "tls").findings[0]?.message ?? "", message);
    assertEquals(stepOf(diagnosis, "tls").details["verified"], false);
    assertEquals(server.requests, []);
    for (const form of formsOf(KEY)) {
      assertEquals(server.received.includes(form), false);
    }
  });
}

Deno.test("diagnose() says whose roots each program asks", async () => {
  await using server = listenAsZenml({}, certificateOf());
  const messageFor = async (environment: Record<string, string>) =>
    stepOf(await examine(environment), "tls").findings[0]?.message ?? "";
  assertMatch(
    await messageFor(clientWith(server.url, KEY)),
    /; the client trusts certifi's, which are Mozilla's too(?:;|$)/u,
  );
  assertMatch(
    await messageFor({ ZENML_SERVER_URL: server.url, ZENML_API_KEY: KEY }),
    /; Terraform trusts the system's(?:;|$)/u,
  );
});

Deno.test("diagnose() finds tls-expiring within 14 days, and goes on", async () => {
  for (
    const [to, found] of [[10, true], [13.9, true], [14.1, false]] as const
  ) {
    const certificate = certificateOf({ issuer: root, to });
    await using server = listenAsZenml({}, certificate);
    const diagnosis = await examine(trusting(server.url));
    assertExamined(diagnosis.connections[0], {
      steps: found ? { ...HEALTHY, tls: "warn" } : { ...HEALTHY, tls: "pass" },
      found: found ? ["tls tls-expiring warning"] : [],
    });
  }
});

Deno.test("diagnose() makes the names in a certificate harmless", async () => {
  const name = "\u001b[31mx\u202e\n::error::y##vso[z";
  const issuer = rootOf(name);
  const hosts = ["a\u001b[2Jb\n::error::c", "x.example"];
  for (const facts of [{ issuer }, { issuer, hosts, name }]) {
    await using server = listenAsZenml({}, certificateOf(facts));
    const outputs = outputsOf(await examine(clientWith(server.url, KEY)));
    for (const output of outputs) {
      // deno-lint-ignore no-control-regex
      assertNotMatch(output, /\u001b|\u202e|::error::|##vso\[/u);
    }
  }
});
