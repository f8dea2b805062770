import { assertEquals } from "@std/assert";
import { lifetimeOf } from "../../lib/token/lifetime.ts";
import { tokenOf } from "../helpers/credentials.ts";

const RECEIVED = Date.UTC(2026, 10, 25, 12);
const at = (minutes: number) => new Date(RECEIVED + minutes * 60_000);
const exp = (minutes: number) => tokenOf({ exp: at(minutes).getTime() / 1000 });
const MINUTE = 60_000;

/** The token, `expires_in`, the server's time in minutes from here, and how long the token lives. */
const LIVES: readonly (readonly [
  token: string,
  expiresIn: unknown,
  date: number | null,
  lifetimeMs: number | null,
])[] = [
  ["opaque", 60, 0, MINUTE],
  ["opaque", 0, 0, 0],
  ["opaque", -60, 0, 0],
  ["opaque", null, 0, null],
  ["opaque", "60", 0, null],
  [tokenOf({}), null, 0, null],
  [exp(10), 60, 0, MINUTE],
  [exp(10), null, 0, 10 * MINUTE],
  [exp(10), null, null, 10 * MINUTE],
  [exp(10), null, 4, 6 * MINUTE],
  [exp(10), null, -4, 14 * MINUTE],
  [exp(10), null, 11, 0],
  [exp(-1), null, 0, 0],
];

for (const [token, expiresIn, date, lifetimeMs] of LIVES) {
  const kind = token === "opaque" ? token : "a JWT";
  Deno.test(`lifetimeOf() says ${lifetimeMs} ms of ${kind} with expires_in ${JSON.stringify(expiresIn)} and a server ${date} min ahead: ${LIVES.findIndex((row) => row[0] === token && row[1] === expiresIn && row[2] === date)}`, () => {
    assertEquals(
      lifetimeOf(token, {
        text: JSON.stringify({ expires_in: expiresIn }),
        headers: new Map(
          date === null ? [] : [["date", at(date).toUTCString()]],
        ),
        receivedAt: RECEIVED,
      }),
      lifetimeMs,
    );
  });
}
