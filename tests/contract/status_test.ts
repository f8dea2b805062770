import { assertEquals } from "@std/assert";
import { STATUS_TEXT } from "@std/http/status";

const texts: Record<number, string> = STATUS_TEXT;

const CASES: Array<[number, string | undefined]> = [
  [200, "OK"],
  [203, "Non Authoritative Info"],
  [204, "No Content"],
  [207, "Multi Status"],
  [301, "Moved Permanently"],
  [302, "Found"],
  [304, "Not Modified"],
  [307, "Temporary Redirect"],
  [308, "Permanent Redirect"],
  [400, "Bad Request"],
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [404, "Not Found"],
  [405, "Method Not Allowed"],
  [407, "Proxy Auth Required"],
  [408, "Request Timeout"],
  [413, "Content Too Large"],
  [418, "I'm a teapot"],
  [422, "Unprocessable Entity"],
  [429, "Too Many Requests"],
  [500, "Internal Server Error"],
  [501, "Not Implemented"],
  [502, "Bad Gateway"],
  [503, "Service Unavailable"],
  [504, "Gateway Timeout"],
  [511, "Network Authentication Required"],
  [299, undefined],
  [499, undefined],
  [509, undefined],
  [520, undefined],
];

Deno.test("STATUS_TEXT names the codes", () => {
  const actual = CASES.map(([code]) => [code, texts[code]]);
  assertEquals(actual, CASES);
});

Deno.test("STATUS_TEXT names the standard codes and no others", () => {
  const counts = [1, 2, 3, 4, 5].map((hundred) =>
    Object.keys(STATUS_TEXT).filter((code) => code.startsWith(`${hundred}`))
      .length
  );
  assertEquals(counts, [4, 10, 8, 29, 11]);
});
