import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  type Certificate,
  certificateOf,
  rootOf,
} from "../helpers/certificates.ts";
import { formsOf, KEY } from "../helpers/credentials.ts";
import { clientVerifying, examine, stepOf } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import {
  bytes,
  endless,
  gzip,
  hanging,
  http,
  redirect,
} from "../helpers/replies.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";
import {
  assertEachExamined,
  assertExamined,
  assertSteps,
  failedAt,
  HEALTHY,
} from "../helpers/steps.ts";
import { untilAsked } from "../helpers/until_asked.ts";

const root = rootOf();

/** A certificate that verification would refuse, and what is said of it. */
const REFUSED: readonly (readonly [Certificate, RegExp])[] = [
  [certificateOf(), /self-signed/u],
  [certificateOf({ issuer: root }), /signed by 'Test root'/u],
  [certificateOf({ from: -9, to: -2 }), /expired on/u],
  [certificateOf({ from: 2 }), /valid from/u],
];

for (const [certificate, message] of REFUSED) {
  Deno.test(`diagnose() examines everything without verification, and finds tls-not-verified that says ${message.source}`, async () => {
    await using server = listenAsZenml({}, certificate);
    const diagnosis = await examine(clientVerifying(server.url, "false"));
    assertExamined(diagnosis.connections[0], {
      steps: { ...HEALTHY, tls: "warn" },
      found: ["tls tls-not-verified warning"],
    });
    const { details, findings } = stepOf(diagnosis, "tls");
    assertMatch(findings[0]?.message ?? "", message);
    assertEquals(findings[0]?.variable, "ZENML_STORE_VERIFY_SSL");
    assertEquals(findings[0]?.source, "environment");
    assertEquals(details["verified"], false);
    assertEquals(
      server.requests.map(({ method, path }) =>
        `${method} ${path.replaceAll(/[\da-f-]{36}/gu, "ID")}`
      ).sort(),
      [
        "GET /api/v1/current-user",
        "GET /api/v1/info",
        "GET /api/v1/projects?size=20&hydrate=false",
        "GET /api/v1/service_accounts/ID/api_keys/ID",
        "GET /ready",
        "POST /api/v1/login",
      ].sort(),
    );
  });
}

Deno.test("diagnose() finds tls-not-verified alone for the client, and examines Terraform verified", async () => {
  await using server = listenAsZenml({}, certificateOf());
  const { connections } = await examine({
    ...clientVerifying(server.url, "false"),
    ZENML_SERVER_URL: server.url,
    ZENML_API_KEY: KEY,
  });
  assertEachExamined(connections, [
    {
      steps: { ...HEALTHY, tls: "warn" },
      found: ["tls tls-not-verified warning"],
    },
    {
      steps: failedAt("tls"),
      found: ["tls tls-untrusted error"],
    },
  ]);
});

/** An answer without verification, and what is found. */
const ANSWERS: readonly (readonly [string, Reply, string])[] = [
  ["a redirect", redirect(302, "/elsewhere"), "server redirected error"],
  ["an endless body", endless, "server response-too-large error"],
  [
    "a body that hangs",
    hanging("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
    "server response-timeout error",
  ],
  ["no head", hanging(), "server response-timeout error"],
  [
    "a body that breaks off",
    bytes("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
    "server response-invalid error",
  ],
  [
    "what is no HTTP",
    bytes("SSH-2.0-x\r\n\r\n"),
    "server response-invalid error",
  ],
  ["an empty answer", http(204), "server server-not-zenml error"],
  [
    "a bomb of gzip",
    http(200, await gzip(" ".repeat(2_000_000)), {
      "content-encoding": "gzip",
    }),
    "server response-too-large error",
  ],
];

for (const [what, info, found] of ANSWERS) {
  Deno.test(`diagnose() keeps every limit without verification: ${what}`, async () => {
    await using server = listenAsZenml({ info }, certificateOf());
    const environment = clientVerifying(server.url, "off");
    const { connections } = found.includes("timeout")
      ? await untilAsked(
        server,
        "/info",
        () => examine(environment, { timeoutMs: 500 }),
      )
      : await examine(environment);
    assertExamined(connections[0], {
      steps: { ...failedAt("server"), tls: "warn" },
      found: ["tls tls-not-verified warning", found],
    });
    for (const form of formsOf(KEY)) {
      assertEquals(server.received.includes(form), false);
    }
  });
}

Deno.test("diagnose() decodes without verification what is compressed unasked", async () => {
  const info = http(200, await gzip(JSON.stringify(INFO)), {
    "content-type": "application/json",
    "content-encoding": "gzip",
  });
  await using server = listenAsZenml({ info }, certificateOf());
  const { connections } = await examine(clientVerifying(server.url, "no"));
  assertSteps(connections[0]?.checks ?? [], { ...HEALTHY, tls: "warn" });
});

Deno.test("diagnose() stops at once without verification", async () => {
  await using server = listenAsZenml({ login: hanging() }, certificateOf());
  const controller = new AbortController();
  const running = examine(clientVerifying(server.url, "0"), {
    signal: controller.signal,
  });
  await server.seen("/login");
  controller.abort();
  const diagnosis = await running;
  assert(diagnosis.interrupted);
  assertEquals(stepOf(diagnosis, "login").status, "skip");
});
