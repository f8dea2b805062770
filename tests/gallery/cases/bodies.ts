/**
 * Bodies that are too large, broken, or not what their headers say.
 *
 * @module
 */
import { brotliCompressSync, constants, deflateSync } from "node:zlib";
import { bytes, endless, gzip, http } from "../../helpers/replies.ts";
import { gzipBomb, streamed } from "../../helpers/rude_replies.ts";
import { foreign, type GalleryCase, same } from "../case.ts";

const MEBIBYTE = 1 << 20;
const JSON_HEADER = { "content-type": "application/json" };
const encoded = (coding: string, body: string | Uint8Array) =>
  http(200, body, { ...JSON_HEADER, "content-encoding": coding });

/** The best quality takes twenty times as long, and makes as little of blanks. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const LARGE: readonly GalleryCase[] = [
  ["a body without an end", endless] as const,
  [
    "a body one byte over the limit",
    http(200, `{}${" ".repeat(MEBIBYTE - 1)}`, JSON_HEADER),
  ] as const,
  ["50 MB of JSON", streamed('{"a":[', "1,".repeat(32_768), 800)] as const,
  [
    "an error page of 50 MB",
    streamed("<html>", "x".repeat(65_536), 800, 500),
  ] as const,
  [
    "a small body that gzip made of a large one",
    encoded("gzip", await gzip(`{}${" ".repeat(20 * MEBIBYTE)}`)),
  ] as const,
  ["a body that gzip never ends", gzipBomb] as const,
  [
    "a small body that brotli made of a large one",
    encoded("br", brotliCompressSync(" ".repeat(20 * MEBIBYTE), QUICKLY)),
  ] as const,
].map(([name, reply]) => same(name, reply, "response-too-large"));

const BROKEN: readonly GalleryCase[] = [
  ["plain text called gzip", encoded("gzip", "no gzip")] as const,
  ["JSON called gzip", encoded("gzip", '{"id":"x"}')] as const,
  ["nothing but a header of gzip", encoded("gzip", "\x1f")] as const,
  [
    "gzip that breaks off",
    encoded("gzip", (await gzip('{"id":"x"}'.repeat(99))).slice(0, 20)),
  ] as const,
  ["JSON called brotli", encoded("br", '{"id":"x"}')] as const,
  [
    "deflate, for which nobody asked",
    encoded("deflate", deflateSync("{}")),
  ] as const,
  ["broken JSON", http(200, '{"id":', JSON_HEADER)] as const,
  ["no JSON at all", http(200, "", JSON_HEADER)] as const,
  ["JSON twice", http(200, "{}{}", JSON_HEADER)] as const,
  ["a page called JSON", http(200, "<html></html>", JSON_HEADER)] as const,
  [
    "JSON in letters of two bytes",
    http(200, utf16("{}"), JSON_HEADER),
  ] as const,
  [
    "bytes that are no UTF-8",
    http(200, Uint8Array.of(0xff, 0xc0, 0x80, 0xed, 0xa0), JSON_HEADER),
  ] as const,
  ["binary called JSON", http(200, binary(5000), JSON_HEADER)] as const,
  [
    "JSON that opens a million lists",
    http(200, "[".repeat(1_000_000), JSON_HEADER),
  ] as const,
  [
    "a body that breaks off",
    http(200, '{"id":"x', { ...JSON_HEADER, "content-length": "500" }),
  ] as const,
  [
    "chunks without an end",
    bytes(
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ),
  ] as const,
  [
    "broken chunks",
    bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{}\r\n"),
  ] as const,
].map(([name, reply]) => same(name, reply, "response-invalid"));

const OTHER: readonly GalleryCase[] = [
  foreign(
    "an image",
    http(200, binary(64), { "content-type": "image/png" }),
    "response-invalid",
  ),
  foreign(
    "a page without a type",
    http(200, "<html></html>"),
    "response-invalid",
  ),
  foreign(
    "a type that is none",
    http(200, "x", { "content-type": ";;;" }),
    "response-invalid",
  ),
];

/** Bytes of every value. */
function binary(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + 128) % 256);
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from(
    [0xff, 0xfe, ...[...text].flatMap((one) => [one.charCodeAt(0), 0])],
  );
}

/** Every answer whose body cannot be read. */
export const BODIES = [...LARGE, ...BROKEN, ...OTHER];
