import { assertEquals } from "@std/assert";
import { sanitize } from "../../lib/http/sanitize.ts";

const same = (text: string) => text;

/** A text of a server, and what is shown of it. */
const TEXTS: readonly (readonly [string, string, string])[] = [
  ["plain text", "plain 服务器 é", "plain 服务器 é"],
  ["blanks around it", " \t a \n", "a"],
  ["control characters", "a\u0000\u001b[31m\r\nb", "a [31m b"],
  ["bidirectional characters", "a\u202eb\u2066c\u200bd", "a b c d"],
  ["separators of lines", "a\u2028b\u2029c", "a b c"],
  [
    "commands of CI systems",
    "::error::x ##[group]y ##VSO[z] ##teamcity[a] section_start:1:b travis_fold:c",
    ": :error: :x # #[group]y # #VSO[z] # #teamcity[a] section_start :1:b travis_fold :c",
  ],
  ["the start of a group of Buildkite", " --- a +++ b", "- -- a +++ b"],
  [
    "hashes before a secret, which might complete a command",
    "##",
    "# #",
  ],
  ["what is no command", "a:: b # c - d -- e", "a:: b # c - d -- e"],
  ["200 characters", "a".repeat(200), "a".repeat(200)],
  ["201 characters", "a".repeat(201), `${"a".repeat(199)}…`],
  ["characters of two units", "😀".repeat(200), "😀".repeat(200)],
];

for (const [what, text, shown] of TEXTS) {
  Deno.test(`what a server says is shown without harm: ${what}`, () => {
    assertEquals(sanitize(text, same), shown);
  });
}

Deno.test("what a server says is redacted before it is cut, and once its parts stand together", () => {
  const redact = (text: string) => text.replaceAll("plum jam", "[redacted]");
  assertEquals(
    sanitize(`${"a".repeat(195)}plum jam`, redact).includes("plum"),
    false,
  );
  assertEquals(sanitize("a plum\u0001jam", redact), "a [redacted]");
});
