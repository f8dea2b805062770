import { assertEquals, assertMatch } from "@std/assert";
import { reservationOfAll } from "../../lib/http/reserved_address.ts";

/** Addresses of a host, and what is said of them. */
const RESERVED: readonly (readonly [
  addresses: readonly string[],
  said: RegExp | null,
])[] = [
  [[], null],
  [["127.0.0.1"], null],
  [["0.0.0.0", "10.0.0.1"], null],
  [["169.254.10.20"], null],
  [["2001:db8::1"], null],
  [["0.0.0.0"], /^0\.0\.0\.0 is the unspecified address/u],
  [["::"], /^:: is the unspecified address/u],
  [["0.0.0.0", "::"], /unspecified.*; :: is the unspecified/u],
  [["255.255.255.255"], /broadcast/u],
  [["224.0.0.1"], /multicast/u],
  [["ff02::1"], /multicast/u],
  [["fe80::1"], /link-local address without a zone/u],
  [["fe80::1%eth0"], null],
];

for (const [addresses, said] of RESERVED) {
  Deno.test(`reservationOfAll() says ${said ?? "nothing"} of '${addresses}'`, () => {
    const words = reservationOfAll(addresses);
    if (said === null) assertEquals(words, null);
    else assertMatch(words ?? "", said);
  });
}
