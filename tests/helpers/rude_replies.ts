/**
 * Answers that keep a client busy: slow, without an end, or broken off with a reset.
 *
 * @module
 */
import { constants, deflateRawSync } from "node:zlib";
import type { Reply } from "./raw_listener.ts";
import { writeAll } from "./replies.ts";

/** The pause between two bytes of a slow server, in milliseconds. */
const PACE_MS = 20;

/**
 * Answers a start, and then byte after byte, each behind a pause, until the client goes away.
 *
 * @param start What is written first, byte by byte as well.
 * @returns The answer.
 */
export function paced(start: string): Reply {
  return async (connection) => {
    for (let index = 0;; index++) {
      await writeAll(connection, start[index] ?? "a");
      // The pace is what this server is; no test waits for it.
      const { promise, resolve } = Promise.withResolvers<void>();
      setTimeout(resolve, index < start.length ? 0 : PACE_MS);
      await promise;
    }
  };
}

/** Answers that an answer will come, again and again, until the client goes away. */
export const interim: Reply = async (connection) => {
  for (;;) {
    await writeAll(connection, "HTTP/1.1 100 Continue\r\n\r\n");
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, PACE_MS);
    await promise;
  }
};

/**
 * Answers the same again and again, until the client goes away.
 *
 * @param part What is repeated.
 * @param start What is written first.
 * @returns The answer.
 */
export function repeated(part: string, start = ""): Reply {
  return async (connection) => {
    await writeAll(connection, start);
    for (;;) await writeAll(connection, part);
  };
}

/**
 * Answers a part, and resets the connection: what the client sent is left unread.
 *
 * @param part What is written.
 * @returns The answer.
 */
export function resetting(part: string): Reply {
  const reply: Reply = (connection) => writeAll(connection, part);
  return Object.assign(reply, { leavesUnread: true });
}

/**
 * Answers a large body without keeping it.
 *
 * @param start How the body begins.
 * @param part What it repeats.
 * @param times How often.
 * @param status The status code.
 * @returns The answer.
 */
export function streamed(
  start: string,
  part: string,
  times: number,
  status = 200,
): Reply {
  return async (connection) => {
    const length = start.length + part.length * times;
    await writeAll(
      connection,
      `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${start}`,
    );
    const content = new TextEncoder().encode(part);
    for (let index = 0; index < times; index++) {
      await writeAll(connection, content);
    }
  };
}

const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3);

/** 4 MiB of blanks as a part of a deflate stream that can be repeated: 4 kB. */
const DEFLATED = deflateRawSync(" ".repeat(4 << 20), {
  finishFlush: constants.Z_SYNC_FLUSH,
});

/** Answers a gzip body that grows a thousandfold and has no end. */
export const gzipBomb: Reply = async (connection) => {
  await writeAll(
    connection,
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n",
  );
  await writeAll(connection, GZIP_HEADER);
  for (;;) await writeAll(connection, DEFLATED);
};
