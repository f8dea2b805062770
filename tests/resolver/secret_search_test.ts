import { assert, assertEquals } from "@std/assert";
import { secretSet } from "../../lib/resolver/secret_set.ts";
import { base64, ECHOES, piecesOf, squeeze } from "../helpers/secret_echoes.ts";

const SECRETS = [
  "pl&um/jam~(4)'\"<x>+%",
  "Zwetschgen-Müß 42 €",
  "plum\\b%41&amp;c+jam",
  "\u{1F351}peach-und-kern",
  "0123456789abcdef",
];

for (const [form, write] of Object.entries(ECHOES)) {
  Deno.test(`secretSet() finds secrets ${form}`, () => {
    for (const secret of SECRETS) {
      const { redact, gate } = secretSet([secret]);
      const pieces = piecesOf(write, secret);
      for (const text of [redact, gate].map((take) => take(write(secret)))) {
        assert(text.includes("[redacted]"), `${secret}: ${text}`);
        const left = squeeze(text);
        const shown = [...pieces].filter((piece) => left.includes(piece));
        assertEquals(shown, [], `${secret}: ${text}`);
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
  for (
    const secret of [
      "a",
      "in",
      "abc",
      "a&b",
      "+++",
      "?",
      "4711",
      "plum4",
      "tést",
    ]
  ) {
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

for (const secret of SECRETS) {
  Deno.test(`secretSet() finds '${secret}' in lower case and in capitals`, () => {
    const { redact, gate } = secretSet([secret]);
    for (const echo of [secret.toLowerCase(), secret.toUpperCase()]) {
      for (const text of [redact, gate].map((take) => take(`no: ${echo}`))) {
        assertEquals(text, "no: [redacted]");
      }
    }
  });
}

const KEY_VALUE = "s3cr3tKeyValue0123456789abcdefXYZ";

for (
  const [way, write] of Object.entries({
    "without its first characters": (key: string) => key.slice(4),
    "without its last characters": (key: string) => key.slice(0, -4),
    "without its middle": (key: string) =>
      `${key.slice(0, 14)}...${key.slice(-14)}`,
    "with an element inside": (key: string) =>
      `${key.slice(0, 16)}<wbr>${key.slice(16)}`,
    "with emphasis inside": (key: string) =>
      `${key.slice(0, 16)}**${key.slice(16)}**`,
    "with a comment inside": (key: string) =>
      `${key.slice(0, 16)}<!-- -->${key.slice(16)}`,
    "with a link of a terminal inside": (key: string) =>
      `${key.slice(0, 16)}\x1b]8;;http://x.example\x07${key.slice(16)}`,
    "backwards": (key: string) => [...key].reverse().join(""),
  })
) {
  Deno.test(`secretSet().redact() finds a long secret ${way}`, () => {
    const text = secretSet([KEY_VALUE]).redact(
      `the key ${write(KEY_VALUE)} is bad`,
    );
    const backwards = [...KEY_VALUE].reverse().join("");
    for (let at = 0; at + 10 <= KEY_VALUE.length; at++) {
      assert(!text.includes(KEY_VALUE.slice(at, at + 10)), text);
      assert(!text.includes(backwards.slice(at, at + 10)), text);
    }
    assert(text.startsWith("the key ") && text.endsWith(" is bad"), text);
  });
}

Deno.test("secretSet().redact() leaves words and names that a long secret has, too", () => {
  const { redact } = secretSet([
    "https-zenml-example-com-administration-2026-production",
  ]);
  const text = "administration of production, at https://zenml.example.com";
  assertEquals(redact(text), text);
});
