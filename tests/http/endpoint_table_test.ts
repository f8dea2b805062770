import { assertEquals } from "@std/assert";
import { endpointOf } from "../../lib/http/endpoint.ts";

/** A URL, its host without brackets, its port, how a permission names both, and whether the host is an address. */
const URLS: readonly (readonly [string, string, number, string, boolean])[] = [
  ["http://a.example", "a.example", 80, "a.example:80", false],
  ["https://a.example/x", "a.example", 443, "a.example:443", false],
  ["https://a.example:80", "a.example", 80, "a.example:80", false],
  ["http://a.example:8443", "a.example", 8443, "a.example:8443", false],
  ["http://a:1@b.example:2/c:3", "b.example", 2, "b.example:2", false],
  ["https://127.0.0.1", "127.0.0.1", 443, "127.0.0.1:443", true],
  ["https://127.1", "127.0.0.1", 443, "127.0.0.1:443", true],
  ["http://1.example", "1.example", 80, "1.example:80", false],
  ["http://[::1]", "::1", 80, "[::1]:80", true],
  ["https://[FD00::1]:9", "fd00::1", 9, "[fd00::1]:9", true],
];

for (const [url, hostname, port, permission, isAddress] of URLS) {
  Deno.test(`endpointOf() finds ${permission} in ${url}`, () => {
    assertEquals(endpointOf(url), { hostname, port, permission, isAddress });
  });
}
