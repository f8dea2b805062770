import { assertEquals } from "@std/assert";
import { findingOf } from "../../lib/finding/finding.ts";
import { words } from "../../lib/finding/fix.ts";
import { shellWord } from "../../lib/finding/quoting.ts";
import { failingFindings, firstFailure } from "../../lib/report/exit_status.ts";
import { withoutIgnored } from "../../lib/report/ignored.ts";
import { finding, target } from "./reports.ts";

/** A text, and the word that a shell reads back as it. */
const WORDS = {
  "https://a.example:8080/x_y-z,+%20@b": "https://a.example:8080/x_y-z,+%20@b",
  "": "''",
  "a b": "'a b'",
  "it's": "'it'\\''s'",
  "''": "''\\'''\\'''",
  "$HOME": "'$HOME'",
  "a;b": "'a;b'",
  "a=b": "'a=b'",
  "~": "'~'",
  "*": "'*'",
  "a\nb": "'a\nb'",
  "-x": "'-x'",
  "ünï": "'ünï'",
} as const;

for (const [text, word] of Object.entries(WORDS)) {
  Deno.test(`shellWord() writes ${word.replaceAll("\n", "(line break)")}`, () => {
    assertEquals(shellWord(text), word);
  });
}

const variable = "ZENML_STORE_URL";

Deno.test("findingOf() takes from the table of codes what is not said, and keeps to one line", () => {
  const source = { kind: "file", file: "a.env", line: 3 } as const;
  const facts = { message: "a\nb\u2028c\u0001", fix: words("x\r\ny") };
  assertEquals(findingOf("dns-failed", facts), {
    code: "dns-failed",
    severity: "error",
    message: "a\uFFFDb\uFFFDc\uFFFD",
    fix: { kind: "words", text: "x\r\ny", when: null },
    hint: "x\uFFFD\uFFFDy",
    transient: true,
    consumers: [],
    variable: null,
    source: null,
    file: null,
    line: null,
  });
  const found = findingOf("url-has-path", {
    ...facts,
    severity: "info",
    consumers: ["client"],
    setting: { variable, source },
    variable: "other",
    source: { kind: "environment" },
  });
  assertEquals(
    [found.severity, found.transient, found.consumers, found.variable],
    ["info", false, ["client"], variable],
  );
  assertEquals([found.source, found.file, found.line], ["a.env:3", "a.env", 3]);
  const place = findingOf("url-missing", { ...facts, variable, source });
  assertEquals([place.variable, place.source, place.line], [
    variable,
    "a.env:3",
    3,
  ]);
});

const [ERROR, WARNING, INFO] = [
  finding({ code: "key-inactive", severity: "error" }),
  finding({ code: "url-insecure", severity: "warning" }),
  finding({ code: "account-is-user", severity: "info" }),
];

Deno.test("failingFindings() lists errors, with strictness warnings after them, and never an info", () => {
  const { diagnosis } = target({
    findings: [INFO, WARNING],
    loginFindings: [WARNING, ERROR],
  });
  const codes = (strict: boolean) =>
    failingFindings(diagnosis, { strict }).map(({ code }) => code);
  assertEquals(codes(false), ["key-inactive"]);
  assertEquals(codes(true), ["key-inactive", "url-insecure", "url-insecure"]);
  // An error says more than a warning that comes before it.
  assertEquals(firstFailure(diagnosis, { strict: true })?.code, "key-inactive");
  assertEquals(
    firstFailure(diagnosis, { strict: false })?.code,
    "key-inactive",
  );
  const mild = target({ findings: [INFO, WARNING] }).diagnosis;
  assertEquals(firstFailure(mild, { strict: true })?.code, "url-insecure");
  assertEquals(firstFailure(mild, { strict: false }), undefined);
});

Deno.test("withoutIgnored() takes out what does not count, and says of a failed step that it was ignored", () => {
  const { diagnosis } = target({
    findings: [WARNING, ERROR],
    loginFindings: [ERROR, WARNING, INFO],
  });
  const login = (codes: readonly ("key-inactive" | "url-insecure")[]) => {
    const left = withoutIgnored(diagnosis, new Set(codes));
    const check = left.connections[0]?.checks.find(({ id }) => id === "login");
    return [
      left.findings.map(({ code }) => code),
      check?.status,
      check?.reason,
      check?.findings.map(({ code }) => code),
    ];
  };
  assertEquals(login([]), [
    ["url-insecure", "key-inactive"],
    "fail",
    null,
    ["key-inactive", "url-insecure", "account-is-user"],
  ]);
  assertEquals(login(["url-insecure"]), [
    ["key-inactive"],
    "fail",
    null,
    ["key-inactive", "account-is-user"],
  ]);
  // It is not known what the step would have found: that it passed cannot be said.
  assertEquals(login(["key-inactive"])[2], "ignored: key-inactive");
  assertEquals(login(["key-inactive"])[3], ["url-insecure", "account-is-user"]);
  assertEquals(login(["key-inactive", "url-insecure"]), [
    [],
    "skip",
    "ignored: key-inactive, url-insecure",
    ["account-is-user"],
  ]);
});
