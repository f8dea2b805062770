import { assertEquals } from "@std/assert";
import { type Failure, failureOf } from "../../lib/http/failure.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { closedPort } from "../helpers/hosts.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { bytes, http, nothing } from "../helpers/replies.ts";
import { resetting } from "../helpers/rude_replies.ts";

/** Returns how `fetch` failed, in requesting or in reading the body. */
async function fetchFailure(
  url: string,
  client?: Deno.HttpClient,
): Promise<Failure | null> {
  try {
    await (await fetch(url, client ? { client } : {})).text();
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

const REPLIES = [
  ["an empty reply", nothing, { kind: "connection-reset" }],
  ["a reset", resetting(""), { kind: "connection-reset" }],
  ["garbage", bytes("hello\r\n\r\n"), { kind: "not-http" }],
  [
    "a body that ends too early",
    bytes("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"),
    { kind: "response-broken-off", whileReading: false },
  ],
  [
    "a chunk without a length",
    bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
    { kind: "response-broken-off", whileReading: false },
  ],
  [
    "gzip that is none",
    http(200, "abc", { "content-encoding": "gzip" }),
    { kind: "response-broken-off", whileReading: false },
  ],
] as const;

for (const [what, reply, failure] of REPLIES) {
  Deno.test(`failureOf() finds ${failure.kind} in ${what}`, async () => {
    const resets = () => "leavesUnread" in reply;
    await using server = listenRaw(() => reply, undefined, resets);
    assertEquals(await fetchFailure(`${server.url}/tls/dns/proxy`), failure);
  });
}

const root = rootOf();

const CERTIFICATES = [
  ["self-signed", {}, "certificate-untrusted"],
  ["of an unknown CA", { issuer: rootOf("Other") }, "certificate-untrusted"],
  ["expired", { issuer: root, from: -9, to: -1 }, "certificate-expired"],
  ["expired and untrusted", { from: -9, to: -1 }, "certificate-expired"],
  ["for later", { issuer: root, from: 5 }, "certificate-not-yet-valid"],
  [
    "for another host",
    { issuer: root, hosts: ["tunnel.example.com"] },
    "certificate-wrong-host",
  ],
] as const;

for (const [what, facts, kind] of CERTIFICATES) {
  Deno.test(`failureOf() finds ${kind} in a certificate ${what}`, async () => {
    await using server = listenRaw(() => http(200), certificateOf(facts));
    using client = Deno.createHttpClient({ caCerts: [root.pem] });
    assertEquals(await fetchFailure(server.url, client), { kind });
  });
}

Deno.test("failureOf() finds tls-not-spoken where https meets a plain port", async () => {
  await using server = listenRaw(() => http(200));
  const url = server.url.replace("http:", "https:");
  assertEquals(await fetchFailure(url), { kind: "tls-not-spoken" });
});

Deno.test("failureOf() finds tls-not-spoken where a server speaks before TLS", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const greeting = (async () => {
    using connection = await listener.accept();
    await connection.write(new TextEncoder().encode("220 mail\r\n"));
    while (await connection.read(new Uint8Array(512)) !== null);
  })().catch(() => {});
  const failure = await fetchFailure(
    `https://127.0.0.1:${listener.addr.port}`,
  );
  listener.close();
  await greeting;
  assertEquals(failure, { kind: "tls-not-spoken" });
});

Deno.test("failureOf() finds connection-refused and name-not-found, of fetch and of Deno.connect alike", async () => {
  const port = closedPort();
  for (
    const [hostname, kind] of [
      ["127.0.0.1", "connection-refused"],
      ["nonexistent.invalid", "name-not-found"],
    ] as const
  ) {
    assertEquals(await fetchFailure(`http://${hostname}:${port}`), { kind });
    const error = await Deno.connect({ hostname, port }).catch((e) => e);
    assertEquals(failureOf(error), { kind });
  }
});

Deno.test("failureOf() finds port-blocked where fetch refuses the port", async () => {
  assertEquals(await fetchFailure("http://127.0.0.1:1"), {
    kind: "port-blocked",
  });
});

Deno.test("failureOf() finds permission where Deno was not given it", {
  permissions: "none",
}, async () => {
  assertEquals(await fetchFailure("http://127.0.0.1:2222"), {
    kind: "permission",
    host: null,
  });
});

const AT =
  "error sending request for url (https://proxy.example.com/tls): client error";

/** What fetch says where no server on loopback makes it, with a host whose name reads like a failure. */
const TEXTS: readonly (readonly [text: string, failure: Failure])[] = [
  [`${AT} (Connect): unexpected eof while tunneling`, { kind: "proxy-failed" }],
  [`${AT} (Connect): Proxy server unreachable`, { kind: "proxy-failed" }],
  [`${AT} (Connect): unsuccessful tunnel`, { kind: "proxy-refused" }],
  [`${AT} (Connect): proxy authentication required`, {
    kind: "proxy-authentication",
  }],
  [
    `${AT} (Connect): invalid peer certificate: certificate not valid for name "socks.example.com"; certificate is only valid for DnsName("tunnel.example.com")`,
    { kind: "certificate-wrong-host" },
  ],
  [
    `${AT} (Connect): invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))`,
    { kind: "certificate-untrusted" },
  ],
  [`${AT} (Connect): received fatal alert: HandshakeFailure`, {
    kind: "tls-failed",
    alert: "fatal alert: HandshakeFailure",
  }],
  [`${AT} (Connect): received fatal alert: x; hunter2`, {
    kind: "tls-failed",
    alert: null,
  }],
  [`${AT} (Connect): tcp connect error: Connexion refusée (os error 111)`, {
    kind: "connection-refused",
  }],
  [
    `${AT} (Connect): tcp connect error: No route to host (os error 113)`,
    { kind: "unreachable" },
  ],
  [
    `${AT} (Connect): tcp connect error: Connection timed out (os error 110)`,
    { kind: "connect-timeout" },
  ],
  [
    `${AT} (Connect): tcp connect error: Invalid argument (os error 22)`,
    { kind: "address-unusable" },
  ],
  [`${AT} (Connect): tcp connect error: something new`, {
    kind: "address-unusable",
  }],
  [`${AT} (SendRequest): connection closed before message completed`, {
    kind: "connection-reset",
  }],
  ['Invalid header value: "Bearer hunter2"', { kind: "not-http" }],
];

for (const [text, failure] of TEXTS) {
  Deno.test(`failureOf() finds ${failure.kind} in '${text.replace(AT, "").slice(0, 60)}'`, () => {
    const error = new TypeError("fetch failed", { cause: new Error(text) });
    assertEquals(failureOf(error), failure);
  });
}

const CODES = [
  ["ENOTFOUND", "name-not-found"],
  ["ECONNREFUSED", "connection-refused"],
  ["ENETUNREACH", "unreachable"],
  ["ETIMEDOUT", "connect-timeout"],
  ["EADDRNOTAVAIL", "address-unusable"],
  ["ECONNRESET", "connection-reset"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-not-spoken"],
  ["CERT_HAS_EXPIRED", "certificate-expired"],
  ["ERR_UNHEARD_OF", "not-http"],
] as const;

for (const [code, kind] of CODES) {
  Deno.test(`failureOf() finds ${kind} by the code ${code}, whatever the text`, () => {
    const error = Object.assign(new Error("nothing that was ever said"), {
      code,
    });
    assertEquals(failureOf(error), { kind });
    assertEquals(failureOf(new TypeError("x", { cause: error })), { kind });
  });
}

Deno.test("failureOf() takes what is no error for not-http", () => {
  assertEquals(failureOf("thrown"), { kind: "not-http" });
});
