import { assert, assertEquals } from "@std/assert";
import { secretSet } from "../../lib/resolver/secret_set.ts";

const SECRETS = [
  "pl&um/jam~(4)'\"<x>+%",
  "Zwetschgen-Müß 42 €",
  "plum\\b%41&amp;c+jam",
  "\u{1F351}peach-und-kern",
  "0123456789abcdef",
];

const percented = (text: string, kept: RegExp) =>
  Array.from(
    new TextEncoder().encode(text),
    (byte) =>
      kept.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`,
  ).join("");
const lower = (text: string) =>
  text.replaceAll(/%[\dA-F]{2}/gu, (escape) => escape.toLowerCase());
const between = (text: string, mark: string) => [...text].join(mark);
const base64 = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const escapedUnits = (text: string) =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
const html = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#x27;");

/** A form in which a server may echo a secret. */
const FORMS: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (text) => text,
  "by encodeURIComponent": encodeURIComponent,
  "by Python's quote": (text) => percented(text, /[\w.~\/-]/u),
  "by Python's quote_plus": (text) =>
    percented(text, /[\w.~ -]/u).replaceAll(" ", "+"),
  "in lower case escapes": (text) => lower(percented(text, /[\w]/u)),
  "every byte escaped": (text) => percented(text, /^$/u),
  "escaped twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "as HTML": html,
  "as HTML in JSON": (text) => JSON.stringify(html(text)),
  "as decimal entities": (text) =>
    Array.from(text, (each) => `&#${each.codePointAt(0)};`).join(""),
  "as hex entities": (text) =>
    Array.from(text, (each) => `&#x${each.codePointAt(0)?.toString(16)};`)
      .join(""),
  "as JSON": (text) => JSON.stringify(text),
  "as JSON in JSON": (text) => JSON.stringify(JSON.stringify(text)),
  "as escaped units": escapedUnits,
  "as hex": (text) =>
    Array.from(
      new TextEncoder().encode(text),
      (byte) => byte.toString(16).padStart(2, "0"),
    ).join(""),
  "split by control characters": (text) => between(text, "\u0001"),
  "split by zero-width characters": (text) => between(text, "\u200B"),
  "split by colours": (text) => between(text, "\u001b[31m"),
  "split by escaped zero-width characters": (text) =>
    between(encodeURIComponent(text), "%E2%80%8B"),
  "over lines": (text) => between(text, "\n      "),
};

for (const [form, write] of Object.entries(FORMS)) {
  Deno.test(`secretSet() finds secrets ${form}`, () => {
    for (const secret of SECRETS) {
      const { redact, gate } = secretSet([secret]);
      // A blank is what parts of it may be split by: it is no part of what is left.
      for (const text of [redact, gate].map((take) => take(write(secret)))) {
        const left = text.replace("[redacted]", "").replaceAll(/["\\%+]/gu, "")
          .replaceAll(/25|2B/giu, "");
        assert(left.length < 6, `${secret}: ${text}`);
      }
    }
  });
}

for (const before of ["", "u", "me", "bot:", "user:"]) {
  for (const behind of ["", "!", "!!"]) {
    Deno.test(`secretSet() finds a secret in base64 between '${before}' and '${behind}'`, () => {
      for (const secret of [...SECRETS, "plum-jam and-cream ".repeat(9)]) {
        const whole = base64(before + secret + behind);
        const url = whole.replaceAll("+", "-").replaceAll("/", "_");
        const wrapped = whole.replaceAll(/.{76}/gu, "$&\r\n");
        for (
          const text of [whole, url, whole.replaceAll("=", ""), wrapped]
        ) {
          const { redact, gate } = secretSet([secret]);
          const room = Math.ceil((before.length + behind.length) * 4 / 3) + 6;
          for (const left of [redact(text), gate(text)]) {
            assert(left.includes("[redacted]"), text);
            assert(left.length - "[redacted]".length <= room + 4, left);
          }
        }
      }
    });
  }
}

Deno.test("secretSet() leaves nothing of a text from outside that holds a short secret", () => {
  for (const secret of ["a", "in", "abc", "4711", "plum4", "tést"]) {
    const { redact } = secretSet([secret]);
    assertEquals(redact(`Retry-After: ${secret}`), "[redacted]");
    assertEquals(redact("xyzzy"), "xyzzy");
  }
});

Deno.test("secretSet() changes nothing in our own words, whatever word is a secret", () => {
  const text =
    "127.0.0.1: the server refuses the key; export ZENML_STORE_API_KEY=… # see --timeout";
  for (
    const secret of [
      "a",
      "the",
      "server",
      "refuses",
      "the server",
      "--timeout",
      "127.0.0.1",
      "ZENML_STORE_API_KEY",
      "Terraform",
    ]
  ) {
    assertEquals(secretSet([secret]).gate(text), text, secret);
  }
});

Deno.test("secretSet() looks at megabytes for a thousand secrets, also where all of them nearly begin", () => {
  const secrets = Array.from(
    { length: 1000 },
    (_, index) =>
      `ZENKEY_${btoa(`{"id":"${index}","key":"${"x".repeat(60)}"}`)}`,
  );
  const { gate } = secretSet(secrets);
  const text = "ZENKEY_eyJpZCI6Ij".repeat(300_000);
  assertEquals(gate(text), text);
  assertEquals(gate(text + secrets[999]).length, text.length + 10);
});
