import { assertEquals } from "@std/assert";
import { acceptConnections } from "../helpers/accept_connections.ts";
import { type Certificate, certificateOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { serveByOpenssl } from "../helpers/openssl.ts";
import { needing } from "../helpers/programs.ts";
import { writeAll } from "../helpers/replies.ts";

const HANDSHAKE = 22;
const SERVER_KEY_EXCHANGE = 12;

/** Breaks the signature by which a server of TLS 1.2 proves that it has the key of its certificate. */
function withoutProof(records: Uint8Array): Uint8Array {
  const view = new DataView(records.buffer, records.byteOffset);
  for (let start = 0; start + 9 <= records.length;) {
    const end = start + 5 + view.getUint16(start + 3);
    const isProof = records[start] === HANDSHAKE &&
      records[start + 5] === SERVER_KEY_EXCHANGE;
    if (isProof && end <= records.length) records[end - 1]! ^= 1;
    start = end;
  }
  return records;
}

/** Passes everything between a client and a server on, but for the proof. */
function listenBefore(port: number) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const pass = async (
    from: Deno.Conn,
    to: Deno.Conn,
    change: (bytes: Uint8Array) => Uint8Array,
  ) => {
    const buffer = new Uint8Array(65_536);
    try {
      for (let count; (count = await from.read(buffer)) !== null;) {
        await writeAll(to, change(buffer.slice(0, count)));
      }
    } finally {
      await to.closeWrite();
    }
  };
  const serve = async (client: Deno.Conn) => {
    using near = client;
    using far = await Deno.connect({ hostname: "127.0.0.1", port });
    await Promise.allSettled([
      pass(near, far, (bytes) => bytes),
      pass(far, near, withoutProof),
    ]);
  };
  const accepting = acceptConnections(listener, serve);
  return {
    url: `https://localhost:${listener.addr.port}`,
    [Symbol.asyncDispose]: () => accepting[Symbol.asyncDispose](),
  };
}

/** The certificate that a server has no key for, and how it is verified. */
const WAYS: readonly (readonly [
  what: string,
  certificate: Certificate,
  verification: (pem: string) => string,
])[] = [
  [
    "its own CA",
    certificateOf({ isAuthority: true, hosts: ["localhost"] }),
    (pem) => pem,
  ],
  ["itself", certificateOf({ hosts: ["localhost"] }), (pem) => pem],
  ["nothing", certificateOf({ hosts: ["localhost"] }), () => "false"],
];

for (const [what, certificate, verification] of WAYS) {
  Deno.test(
    needing(
      "openssl",
      `diagnose() verifies no certificate without the proof of its key, by ${what}`,
    ),
    async () => {
      await using server = await serveByOpenssl(certificate, ["-tls1_2"]);
      await using relay = listenBefore(server.port);
      const diagnosis = await examine({
        ...clientWith(relay.url, KEY),
        ZENML_STORE_VERIFY_SSL: verification(certificate.pem),
      });
      const { status, details } = stepOf(diagnosis, "tls");
      assertEquals([status, details["verified"] === true], ["fail", false]);
      assertEquals(stepOf(diagnosis, "login").status, "skip");
    },
  );
}
