import { assertEquals } from "@std/assert";
import { isExempt } from "../../lib/http/no_proxy.ts";
import { EXEMPTIONS } from "./exemptions.ts";

// proxy_test.ts compares the same table with fetch.
for (const [list, host, exempt] of EXEMPTIONS) {
  Deno.test(`isExempt() ${exempt ? "exempts" : "does not exempt"} ${host} by '${list}'`, () => {
    assertEquals(isExempt(host, list), exempt);
  });
}
