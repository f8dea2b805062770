/**
 * Answers for a raw listener: good ones, and every way in which an answer can be broken.
 *
 * @module
 */
import type { Reply } from "./raw_listener.ts";

/** Headers by name; several of one name in a list. */
export type ReplyHeaders = Readonly<Record<string, string>>;

/**
 * Answers with these bytes and closes.
 *
 * @param bytes What to write; a text is written as UTF-8.
 * @returns The answer.
 */
export function bytes(bytes: string | Uint8Array): Reply {
  return (connection) => writeAll(connection, bytes);
}

/**
 * Answers as HTTP requires.
 *
 * @param status The status code.
 * @param body The body.
 * @param headers Headers besides `date`, `content-length` and `connection`.
 * @returns The answer.
 */
export function http(
  status: number,
  body: string | Uint8Array = "",
  headers: ReplyHeaders = {},
): Reply {
  const content = typeof body === "string"
    ? new TextEncoder().encode(body)
    : body;
  const all = {
    date: new Date().toUTCString(),
    "content-length": String(content.length),
    connection: "close",
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) =>
    `${name}: ${value}\r\n`
  );
  return async (connection) => {
    await writeAll(
      connection,
      `HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n`,
    );
    await writeAll(connection, content);
  };
}

/**
 * Answers with JSON.
 *
 * @param status The status code.
 * @param body What is written as JSON.
 * @param headers Further headers.
 * @returns The answer.
 */
export function json(
  status: number,
  body: unknown,
  headers: ReplyHeaders = {},
): Reply {
  return http(status, JSON.stringify(body), {
    "content-type": "application/json",
    ...headers,
  });
}

/**
 * Refuses as ZenML does.
 *
 * @param text What is the matter.
 * @returns The answer.
 */
export function refusal(text: string): Reply {
  return json(401, {
    detail: ["CredentialsNotValid", `Authentication error: ${text}`],
  });
}

/**
 * Answers with a page.
 *
 * @param status The status code.
 * @param title The page's title.
 * @returns The answer.
 */
export function page(status: number, title = "A page"): Reply {
  return http(status, `<html><title>${title}</title><body>x</body></html>`, {
    "content-type": "text/html",
  });
}

/**
 * Redirects.
 *
 * @param status The status code.
 * @param location Where to, or null to say nothing.
 * @returns The answer.
 */
export function redirect(status: number, location: string | null): Reply {
  return http(status, "", location === null ? {} : { location });
}

/** Closes without a byte. */
export const nothing: Reply = () => Promise.resolve();

/**
 * Answers a part, and then nothing until the client goes away.
 *
 * @param start What is written first.
 * @returns The answer.
 */
export function hanging(start = ""): Reply {
  return async (connection) => {
    if (start !== "") await writeAll(connection, start);
    const buffer = new Uint8Array(1024);
    while (await connection.read(buffer) !== null);
  };
}

/** Answers a body without an end. */
export const endless: Reply = async (connection) => {
  await writeAll(
    connection,
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n",
  );
  const chunk = new TextEncoder().encode(" ".repeat(65_536));
  // It ends when the client closes: the write then fails.
  for (;;) await writeAll(connection, chunk);
};

/**
 * Compresses.
 *
 * @param text What to compress.
 * @returns Its gzip form.
 */
export async function gzip(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(
    new CompressionStream("gzip"),
  );
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Writes to the last byte.
 *
 * @param connection Where to.
 * @param content What to write; a text is written as UTF-8.
 */
export async function writeAll(
  connection: Deno.Conn,
  content: string | Uint8Array,
): Promise<void> {
  let rest = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  while (rest.length > 0) {
    rest = rest.subarray(await connection.write(rest));
  }
}
