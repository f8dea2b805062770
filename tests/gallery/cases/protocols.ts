/**
 * What answers is silent, slow, or no HTTP server.
 *
 * @module
 */
import { bytes, hanging, http, nothing } from "../../helpers/replies.ts";
import { interim, paced, resetting } from "../../helpers/rude_replies.ts";
import { type GalleryCase, same } from "../case.ts";

const JSON_HEADER = { "content-type": "application/json" };
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

const SLOW: readonly GalleryCase[] = [
  ["silence", hanging()] as const,
  ["half a status line and silence", hanging("HTTP/1.1 2")] as const,
  ["half a header and silence", hanging(`${HEAD}content-le`)] as const,
  ["headers and silence", hanging(`${HEAD}content-length: 9\r\n\r\n`)] as const,
  [
    "half a body and silence",
    hanging(`${HEAD}content-length: 9\r\n\r\n{`),
  ] as const,
  [
    "chunks and silence",
    hanging(`${HEAD}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`),
  ] as const,
  ["headers byte by byte", paced(`${HEAD}x-slow: `)] as const,
  [
    "a body byte by byte",
    paced(`${HEAD}content-length: 100000\r\n\r\n`),
  ] as const,
  ["one interim answer after the other", interim] as const,
  [
    "an answer to come, and silence",
    hanging("HTTP/1.1 103 X\r\n\r\n"),
  ] as const,
].map(([name, reply]) => same(name, reply, "response-timeout"));

const GONE: readonly GalleryCase[] = [
  same("a connection that is closed at once", nothing, "connect-reset"),
  same("a connection that is reset at once", resetting(""), "connect-reset"),
  same(
    "a reset in the middle of the headers",
    resetting(`${HEAD}content-le`),
    "connect-reset",
  ),
  same(
    "a reset in the middle of the body",
    resetting(`${HEAD}content-length: 100\r\n\r\n{"id":`),
    "response-invalid",
  ),
  same(
    "an end in the middle of the status line",
    bytes("HTTP/1.1 2"),
    "connect-reset",
  ),
  same("an end before the blank line", bytes(HEAD), "connect-reset"),
];

const FOREIGN: readonly GalleryCase[] = [
  ["an SSH server", "SSH-2.0-OpenSSH_9.7\r\n"],
  ["a mail server", "220 mail.example.com ESMTP ready\r\n"],
  ["an FTP server", "220 (vsFTPd 3.0.5)\r\n"],
  ["a Redis server", "-ERR unknown command 'GET'\r\n"],
  [
    "a MySQL server",
    "\x4a\x00\x00\x00\x0a8.0.36\x00\x08\x00\x00\x00abcdefgh\x00\xff\xf7\x08",
  ],
  ["a Postgres server", "E\x00\x00\x00\x1aSFATAL\x00C08P01\x00\x00"],
  [
    "HTTP/2 alone",
    "\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80\x00\x04\x00\x01\x00\x00\x00\x05\x00\xff\xff\xff",
  ],
  ["an answer of HTTP/3", "HTTP/3.0 200 OK\r\ncontent-length: 2\r\n\r\n{}"],
  ["an answer without a status line", '{"id":"x","version":"0.98.0"}\r\n\r\n'],
  ["a status that is no number", "HTTP/1.1 OK 200\r\n\r\n"],
  ["a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"],
  ["a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"],
  ["a status of zeros", "HTTP/1.1 000 OK\r\ncontent-length: 0\r\n\r\n"],
  ["a status of 999", "HTTP/1.1 999 OK\r\ncontent-length: 0\r\n\r\n"],
  [
    "another protocol to switch to",
    "HTTP/1.1 101 X\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
  ],
  ["zeros", "\0".repeat(1000)],
  ["escape sequences", "\u001b[2J\u001b]0;owned\u0007\r\n\r\n"],
  [
    "a length that is no number",
    "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}",
  ],
  [
    "a length below nothing",
    "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}",
  ],
  [
    "two lengths",
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}x",
  ],
  ["a header without a name", "HTTP/1.1 200 OK\r\n: x\r\n\r\n{}"],
  ["a header without a colon", "HTTP/1.1 200 OK\r\nnothing\r\n\r\n{}"],
  [
    "a header with an escape sequence",
    "HTTP/1.1 302 OK\r\nlocation: /\u001b[2J\r\n\r\n",
  ],
  ["a header with a zero", "HTTP/1.1 302 OK\r\nlocation: /\0x\r\n\r\n"],
].map(([name = "", text = ""]) =>
  same(name, bytes(latin1(text)), "response-invalid")
);

const HEADERS: readonly GalleryCase[] = [
  same(
    "a header of 1 MB",
    http(200, "{}", { ...JSON_HEADER, "x-huge": "a".repeat(1 << 20) }),
    "response-invalid",
  ),
  same(
    "10,000 headers",
    http(
      200,
      "{}",
      Object.fromEntries(
        Array.from({ length: 10_000 }, (_, index) => [`x-${index}`, "a"]),
      ),
    ),
    "response-invalid",
  ),
  same(
    "headers that a line break injects",
    http(302, "", {
      location: "/x\r\nset-cookie: session=1\r\nx-zenml: 1",
    }),
    "redirected",
  ),
  same(
    "a place to go in letters of no header",
    http(302, "", { location: "/ünïcode-\u202E::error::" }),
    "redirected",
  ),
];

/** The bytes of a text whose characters are bytes. */
function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Every answer that is none, or not one of HTTP. */
export const PROTOCOLS = [...SLOW, ...GONE, ...FOREIGN, ...HEADERS];
