import { assertNotEquals } from "@std/assert";
import { brotliCompressSync } from "node:zlib";
import { KEY } from "../helpers/credentials.ts";
import {
  clientWith,
  examine,
  outputsOf,
  stepOf,
} from "../helpers/examination.ts";
import { assertHarmless } from "../helpers/assert_harmless.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { bytes, gzip, http, json, writeAll } from "../helpers/replies.ts";
import { assertExamined, HEALTHY } from "../helpers/steps.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

const TEXT = JSON.stringify(INFO);
const JSON_HEADER = { "content-type": "application/json" };
const LENGTH = `content-length: ${TEXT.length}`;

const bytewise: Reply = async (connection) => {
  const answer = `HTTP/1.1 200 OK\r\n${LENGTH}\r\n\r\n${TEXT}`;
  for (const byte of answer) await writeAll(connection, byte);
};

/** Answers that are odd, and those of a ZenML server all the same. */
const ODD: readonly (readonly [name: string, reply: Reply])[] = [
  ["byte by byte", bytewise],
  ["of HTTP/1.0", bytes(`HTTP/1.0 200 OK\r\n\r\n${TEXT}`)],
  [
    "behind interim ones",
    bytes(
      `HTTP/1.1 100 X\r\n\r\nHTTP/1.1 103 X\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n${LENGTH}\r\n\r\n${TEXT}`,
    ),
  ],
  [
    "in chunks of one byte",
    bytes(
      `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${
        [...TEXT].map((byte) => `1\r\n${byte}\r\n`).join("")
      }0\r\n\r\n`,
    ),
  ],
  ["called a page", http(200, TEXT, { "content-type": "text/html" })],
  ["without a type", http(200, TEXT)],
  ["behind a byte order mark", http(200, `\uFEFF${TEXT}`, JSON_HEADER)],
  [
    "of gzip",
    http(200, await gzip(TEXT), { ...JSON_HEADER, "content-encoding": "gzip" }),
  ],
  [
    "of brotli",
    http(200, brotliCompressSync(TEXT), {
      ...JSON_HEADER,
      "content-encoding": "br",
    }),
  ],
  [
    "with a prototype of its own",
    http(200, `{"__proto__":{"id":null},${TEXT.slice(1)}`, JSON_HEADER),
  ],
  ["with a field twice", http(200, `{"id":null,${TEXT.slice(1)}`, JSON_HEADER)],
  [
    "with a field 10,000 deep",
    http(
      200,
      `{"x":${"[".repeat(1e4)}${"]".repeat(1e4)},${TEXT.slice(1)}`,
      JSON_HEADER,
    ),
  ],
  [
    "with bytes that are no UTF-8",
    http(
      200,
      Uint8Array.from(
        TEXT.replace('"default"', '"default\xff"'),
        (one) => one.charCodeAt(0),
      ),
      JSON_HEADER,
    ),
  ],
  ["with cookies", json(200, INFO, { "set-cookie": "a=b; path=/" })],
  ["with a place to go", json(200, INFO, { location: "http://localhost:9/" })],
];

for (const [name, reply] of ODD) {
  Deno.test(`diagnose() takes a ZenML server's answer ${name}`, async () => {
    await using server = listenAsZenml({ info: reply });
    const diagnosis = await examine(clientWith(server.url, KEY));
    // An answer without a date tells no clock.
    const { status: clock } = stepOf(diagnosis, "clock");
    assertNotEquals(clock, "fail");
    assertExamined(diagnosis.connections[0], {
      steps: { ...HEALTHY, clock },
      found: [],
    });
    assertHarmless(outputsOf(diagnosis));
  });
}
