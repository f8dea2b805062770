import { assertEquals } from "@std/assert";
import { isExempt } from "../../lib/http/no_proxy.ts";
import {
  reservation,
  reservationOfAll,
} from "../../lib/http/reserved_address.ts";

/** A list of NO_PROXY, the hosts that it exempts, and those that it does not. */
const LISTS: readonly (readonly [
  list: string,
  exempt: readonly string[],
  others: readonly string[],
])[] = [
  ["", [], ["a.example", "127.0.0.1"]],
  ["a.example", ["a.example", "b.a.example", "c.b.a.example"], [
    "ba.example",
    "example",
    "a.example.com",
  ]],
  [".a.example", ["b.a.example", "a.example"], ["ba.example", "xa.example"]],
  ["*", ["a.example", "localhost"], ["127.0.0.1"]],
  ["*.a.example", [], ["b.a.example", "a.example"]],
  [" b.example ,\ta.example", ["a.example", "b.example"], ["c.example"]],
  ["a.example b.example", [], ["a.example", "b.example"]],
  ["127.0.0.1", ["127.0.0.1"], ["127.0.0.2", "1.127.0.0.1.example"]],
  ["127.0.0.0/8", ["127.0.0.1", "127.255.255.255"], ["128.0.0.1"]],
  ["10.1.0.0/15", ["10.0.0.1", "10.1.255.255"], ["10.2.0.0"]],
  ["10.0.0.0/32", ["10.0.0.0"], ["10.0.0.1"]],
  ["0.0.0.0/0", ["1.2.3.4"], ["[::1]", "a.example"]],
  ["10.0.0.0/33", [], ["10.0.0.0"]],
  ["10.0.0", [], ["10.0.0.0", "10.0.0.1"]],
  ["010.0.0.1", [], ["10.0.0.1"]],
  ["::1", ["[::1]"], ["[::2]", "127.0.0.1"]],
  ["fd00::/8", ["[fd12::1]"], ["[fe00::1]"]],
  ["FD00:0::/8", ["[fd12::1]"], []],
  ["::/0", ["[::1]"], ["127.0.0.1"]],
];

for (const [list, exempt, others] of LISTS) {
  Deno.test(`isExempt() by ${JSON.stringify(list)}: ${exempt.join(" ") || "none"}, and not ${others.join(" ") || "none"}`, () => {
    assertEquals(exempt.filter((host) => !isExempt(host, list)), []);
    assertEquals(others.filter((host) => isExempt(host, list)), []);
  });
}

/** Addresses by what they are that no server can have; null where one can. */
const ADDRESSES: readonly (readonly [string | null, readonly string[]])[] = [
  ["unspecified", ["0.0.0.0", "::"]],
  ["broadcast", ["255.255.255.255"]],
  ["multicast", [
    "224.0.0.1",
    "229.1.1.1",
    "239.255.255.255",
    "ff02::1",
    "FF0e::1",
  ]],
  ["link-local", ["fe80::1", "febf::1", "FE80::1"]],
  [null, [
    "0.0.0.1",
    "10.0.0.0",
    "127.0.0.1",
    "223.255.255.255",
    "240.0.0.1",
    "255.255.255.254",
    "::1",
    "fe80::1%eth0",
    "fec0::1",
    "fe7f::1",
    "fd00::1",
    "2001:db8::ff02:1",
  ]],
];

for (const [what, addresses] of ADDRESSES) {
  Deno.test(`reservation() finds ${what ?? "nothing"} in ${addresses.join(" ")}`, () => {
    for (const address of addresses) {
      const found = reservation(address);
      assertEquals(
        what === null ? found : found?.includes(what),
        what === null ? null : true,
        address,
      );
    }
  });
}

Deno.test("reservationOfAll() says nothing while one address is of use", () => {
  assertEquals(reservationOfAll([]), null);
  assertEquals(reservationOfAll(["127.0.0.1", "::"]), null);
  assertEquals(reservationOfAll(["::", "127.0.0.1"]), null);
  const all = reservationOfAll(["0.0.0.0", "ff02::1"]);
  assertEquals(all?.split("; ").map((one) => one.split(" ")[0]), [
    "0.0.0.0",
    "ff02::1",
  ]);
});
