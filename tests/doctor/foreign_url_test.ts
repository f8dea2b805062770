import { assertFalse, assertStringIncludes } from "@std/assert";
import { responseProblemText } from "../../lib/doctor/response_problem_text.ts";
import { secretSet } from "../../lib/resolver/secret_set.ts";

/** Where a server redirects to, and what of it is a secret. */
const LOCATIONS: ReadonlyArray<readonly [string, string]> = [
  ["https://h/ZENKEY_abc123", "abc123"],
  ["https://h/zenprokey_abc123", "abc123"],
  ["https://h/ZENKEY%5Fabc123", "abc123"],
  ["/login?next=%2F&access_token=abc123", "abc123"],
  ["https://h/#id_token=abc123", "abc123"],
  ["https://me:abc123@h/", "abc123"],
  ["https://zenkey_abc123.example.com/", "abc123"],
];

for (const [location, secret] of LOCATIONS) {
  Deno.test({
    name: `responseProblemText() shows no secret of a redirect to ${location}`,
    permissions: "none",
    fn() {
      const text = responseProblemText({
        kind: "response",
        code: "redirected",
        step: "server",
        cause: "redirected",
        status: 302,
        location,
        target: null,
      }, secretSet().redact);
      assertFalse(text.includes(secret), text);
      assertStringIncludes(text, "[redacted]");
    },
  });
}
