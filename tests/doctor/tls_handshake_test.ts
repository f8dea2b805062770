import { assertEquals } from "@std/assert";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { resolve } from "../../mod.ts";
import { acceptConnections } from "../helpers/accept_connections.ts";
import { certificateOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import { bytes, hanging, nothing, writeAll } from "../helpers/replies.ts";

/** A port that takes every connection, and replies to the first bytes, whatever they are. */
function listenToBytes(reply: Reply) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serve = async (connection: Deno.Conn) => {
    using open = connection;
    if (await open.read(new Uint8Array(4096)) !== null) await reply(open);
  };
  const accepting = acceptConnections(listener, serve);
  return {
    url: `https://localhost:${listener.addr.port}`,
    [Symbol.asyncDispose]: () => accepting[Symbol.asyncDispose](),
  };
}

const hex = (text: string): Reply => bytes(Uint8Array.fromHex(text));

const silent: Reply = hanging();
const halfARecord: Reply = async (connection) => {
  await writeAll(connection, Uint8Array.fromHex("1603030040020000"));
  await hanging()(connection);
};

/** What is in the place of a handshake, and how `tls` ends. */
const HANDSHAKES: readonly (readonly [
  what: string,
  reply: Reply,
  status: "fail" | "skip",
])[] = [
  ["a text", bytes("hello\r\n"), "fail"],
  ["SSH", bytes("SSH-2.0-OpenSSH_9.6\r\n"), "fail"],
  ["plain HTTP", bytes("HTTP/1.1 400 Bad\r\n\r\n"), "fail"],
  ["an alert", hex("15030300020228"), "fail"],
  ["an alert that nobody knows", hex("150303000202ff"), "fail"],
  ["a record without a payload", hex("1603030000"), "fail"],
  ["a record that is too large", hex("160303ffff"), "fail"],
  ["garbage in a record", hex(`16030300ff${"ab".repeat(255)}`), "fail"],
  ["data", hex("170303000401020304"), "fail"],
  [
    "a greeting that is broken",
    hex(`160303002a0200002603${"00".repeat(33)}c02f00000000`),
    "fail",
  ],
  [
    "an old version",
    hex(`160301002a020000260301${"00".repeat(33)}c01300`),
    "fail",
  ],
  ["half a record", hex("1603030040020000"), "fail"],
  ["the end", nothing, "fail"],
  ["half a record, and silence", halfARecord, "skip"],
  ["silence", silent, "skip"],
];

const authority = certificateOf({ isAuthority: true, hosts: ["localhost"] });
const VERIFICATIONS = {
  "Deno's roots": {},
  "no verification": { ZENML_STORE_VERIFY_SSL: "false" },
  "a pinned CA": { ZENML_STORE_VERIFY_SSL: authority.pem },
} as const;

for (const [what, reply, status] of HANDSHAKES) {
  for (const [how, verification] of Object.entries(VERIFICATIONS)) {
    Deno.test(`diagnose() says no word of a verified certificate where ${what} comes instead of a handshake, with ${how}`, async () => {
      await using server = listenToBytes(reply);
      const diagnosis = await examine(
        { ...clientWith(server.url, KEY), ...verification },
        { timeoutMs: status === "skip" ? 300 : 10_000 },
      );
      const tls = stepOf(diagnosis, "tls");
      assertEquals([tls.status, tls.details["verified"] === true], [
        status,
        false,
      ]);
    });
  }
}

Deno.test("diagnose() calls a certificate that nobody vouches for not verified where no HTTP came over it", async () => {
  await using server = listenRaw(
    () => bytes("garbage\r\n\r\n"),
    certificateOf(),
  );
  const diagnosis = await diagnose(resolve({
    environment: {
      ...clientWith(server.url, KEY),
      ZENML_STORE_VERIFY_SSL: "false",
    },
  }));
  const { status, details } = stepOf(diagnosis, "tls");
  assertEquals([status, details["verified"]], ["warn", false]);
  assertEquals(stepOf(diagnosis, "server").status, "fail");
});
