import { assertEquals } from "@std/assert";
import { request } from "../../lib/http/request.ts";
import { openTransport, type Verification } from "../../lib/http/transport.ts";
import {
  type Certificate,
  certificateOf,
  rootOf,
} from "../helpers/certificates.ts";
import { connectionsOver } from "../helpers/connections.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http } from "../helpers/replies.ts";

const NEVER = new AbortController().signal;
const root = rootOf();
const signed = certificateOf({ issuer: root });
const own = certificateOf();
const ownCa = certificateOf({ isAuthority: true, hosts: ["localhost"] });
const LIMITS = { timeoutMs: 20_000, bodyBytes: 1024 };

type Ended = readonly [
  kind: string,
  overruled: string | null,
  requests: number,
];

/** Requests twice, and returns how the first ended, what was overruled, and how many requests came. */
async function exchange(
  certificate: Certificate,
  verification: Verification,
): Promise<Ended> {
  await using server = listenRaw(() => http(200, "hello"), certificate);
  const url = server.url.replace("127.0.0.1", "localhost");
  const transport = await openTransport(url, verification, NEVER);
  const { signal } = new AbortController();
  try {
    const { kind } = await request({ url }, LIMITS, signal, transport.send);
    await request({ url }, LIMITS, signal, transport.send);
    return [kind, transport.overruled()?.kind ?? null, server.requests.length];
  } finally {
    transport.close();
  }
}

const text = ({ pem }: Certificate) => ({ kind: "ca-text", pem }) as const;

/** A certificate, how it is verified, and how that ends. */
const WAYS: readonly (readonly [
  what: string,
  certificate: Certificate,
  verification: Verification,
  ended: Ended,
])[] = [
  ["Deno's roots", own, { kind: "on" }, ["certificate-untrusted", null, 0]],
  ["no verification", own, { kind: "off" }, [
    "response",
    "certificate-untrusted",
    2,
  ]],
  ["no verification, expired", certificateOf({ from: -9, to: -1 }), {
    kind: "off",
  }, ["response", "certificate-expired", 2]],
  ["its CA", signed, text(root), ["response", null, 2]],
  ["another CA", signed, text(rootOf("Other")), [
    "certificate-untrusted",
    null,
    0,
  ]],
  ["another CA of the same name", signed, text(rootOf()), [
    "certificate-untrusted",
    null,
    0,
  ]],
  ["itself", own, text(own), ["response", null, 2]],
  ["itself, a CA's", ownCa, text(ownCa), [
    "response",
    "certificate-untrusted",
    2,
  ]],
];

for (const [what, certificate, verification, ended] of WAYS) {
  Deno.test(`openTransport() ends with ${ended[0]} where a certificate is verified by ${what}`, async () => {
    assertEquals(await exchange(certificate, verification), ended);
  });
}

Deno.test("openTransport() verifies the names of a pinned certificate", async () => {
  const pinned = certificateOf({ isAuthority: true, hosts: ["a.example"] });
  assertEquals(await exchange(pinned, text(pinned)), [
    "certificate-wrong-host",
    null,
    0,
  ]);
});

Deno.test("openTransport() says why a CA cannot be used, and verifies by Deno's roots", async () => {
  const url = "https://localhost";
  for (
    const [pem, problem] of [["", "empty"], [
      root.pem.slice(0, 200),
      "broken",
    ]] as const
  ) {
    const { ca } = await openTransport(url, { kind: "ca-text", pem }, NEVER);
    assertEquals(ca, problem);
  }
  assertEquals(
    await exchange(own, { kind: "ca-file", path: "./no-such-ca.pem" }),
    ["certificate-untrusted", null, 0],
  );
});

Deno.test("openTransport() keeps to the strict way once a request went over it", async () => {
  const { signal } = new AbortController();
  const sent: string[] = [];
  let refuses = false;
  const { send, overruled } = await openTransport(
    "https://localhost:1",
    { kind: "off" },
    NEVER,
    connectionsOver((url) => {
      sent.push(url);
      return refuses
        ? Promise.reject(new Error("invalid peer certificate: UnknownIssuer"))
        : Promise.resolve(new Response("hello"));
    }),
  );
  const url = "https://localhost:1/";
  await request({ url }, LIMITS, signal, send);
  refuses = true;
  const { kind } = await request({ url }, LIMITS, signal, send);
  assertEquals([kind, overruled(), sent.length], [
    "certificate-untrusted",
    null,
    2,
  ]);
});
