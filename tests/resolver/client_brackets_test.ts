import { assertEquals } from "@std/assert";
import { clientTargetOf } from "../../lib/resolver/client_url.ts";

/** URLs with brackets, and whether Python's urlsplit takes them. */
const URLS = [
  ["https://[::1]", true],
  ["https://[::1]:8080/x", true],
  ["https://[fe80::1%eth0]", true],
  ["https://me:pw@[::1]", true],
  ["https://[::1", false],
  ["https://::1]", false],
  ["https://a]b", false],
  ["https://a[b", false],
  ["https://[]", false],
  ["https://[a]", false],
  // Behind the host they are as good as any other character.
  ["https://a.example/[", true],
  ["https://a.example?]", true],
] as const;

for (const [url, isTaken] of URLS) {
  Deno.test(`clientTargetOf() says ${isTaken ? "remote" : "error"} of ${url}`, () => {
    assertEquals(clientTargetOf(url).kind, isTaken ? "remote" : "error");
  });
}

for (const slashes of ["", "/", "//", "///"]) {
  Deno.test(`clientTargetOf() drops all ${slashes.length} slashes at the end`, () => {
    assertEquals(clientTargetOf(`https://a.example/x${slashes}`), {
      kind: "remote",
      url: "https://a.example/x",
    });
  });
}
