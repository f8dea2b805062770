import { assertEquals } from "@std/assert";
import { secretPartsOf } from "../../lib/resolver/credential.ts";
import { redactForms, redactValue } from "../../lib/resolver/redaction.ts";
import { secretSet } from "../../lib/resolver/secret_set.ts";
import { KEY, KEY_VALUE, PRO_KEY, TOKEN } from "../helpers/credentials.ts";

const PRO_KEY_VALUE = JSON.parse(atob(PRO_KEY.replace("ZENPROKEY_", ""))).key;

/** A secret, a text that quotes it in some form, and what may be left of that. */
const QUOTED: readonly (readonly [
  form: string,
  secret: string,
  text: string,
  left: string,
])[] = [
  ["as it is", "plum jam", "<plum jam>", "<[redacted]>"],
  ["every time", "plumjam", "plumjam, plumjam", "[redacted], [redacted]"],
  ["without the blanks around it", "  plumjam\n", "<plumjam>", "<[redacted]>"],
  ["in a URL", "pl&um jam", "x=pl%26um%20jam;", "x=[redacted];"],
  ["in a form", "pl&um jam!", "x=pl%26um+jam%21;", "x=[redacted];"],
  ["in a URL, in lower case", "pl/um=jam", "pl%2fum%3djam", "[redacted]"],
  ["in a form, in lower case", "pl/um jam=", "pl%2fum+jam%3d", "[redacted]"],
  ["as JSON", 'pl"um\tjam', 'pl\\"um\\tjam.', "[redacted]."],
  ["with half a character", "plum\uD800jam", "plum%EF%BF%BDjam", "[redacted]"],
  ["of six characters", "plum42", "a plum42", "a [redacted]"],
  ["of five characters, and nothing else", "plum4", "a plum4", "[redacted]"],
  ["in other case, which is another", "plumjam", "PLUMJAM", "PLUMJAM"],
];

for (const [form, secret, text, left] of QUOTED) {
  Deno.test(`secretSet().redact() finds a secret ${form}`, () => {
    assertEquals(secretSet([secret]).redact(text), left);
  });
}

Deno.test("secretSet().redact() takes the longest secret first, in whatever order they come", () => {
  const secrets = ["plumjam", "plumjam-and-cream", "sour plumjam-and-cream"];
  for (const order of [secrets, secrets.toReversed()]) {
    const redact = secretSet(order).redact;
    assertEquals(redact("sour plumjam-and-cream"), "[redacted]");
    assertEquals(redact("plumjam-and-cream"), "[redacted]");
    assertEquals(redact("plumjam-and-butter"), "[redacted]-and-butter");
  }
});

Deno.test("secretSet().redact() takes what has the form of a secret, without being told any", () => {
  const redact = secretSet([]).redact;
  assertEquals(redact(`got ${KEY}`), "got [redacted]");
  assertEquals(redact("http://a:b@c"), "http://[redacted]@c");
});

Deno.test("redactForms() takes out tokens of other services, and no host", () => {
  const letters = "aB3dEf6hIjKlMn0pQrStUvWxYz1234567890";
  for (
    const token of [
      `ghp_${letters}`,
      `github_pat_${letters}_${letters}`,
      `glpat-${letters.slice(0, 20)}`,
      `xoxb-1234567890-${letters}`,
      `hf_${letters}`,
      `npm_${letters}`,
    ]
  ) {
    assertEquals(redactForms(`no file "${token}"`), 'no file "[redacted]"');
  }
  const host = "https://npm-mirror-of-github-pat-tests.xoxb.example.com/hf_1";
  assertEquals(redactForms(host), host);
});

Deno.test("secretSet().redact() takes a needle for text, not for a pattern", () => {
  assertEquals(secretSet(["pl.m$&jam"]).redact("plum$&jam"), "plum$&jam");
  assertEquals(secretSet(["pl.m$&jam"]).redact("(pl.m$&jam)"), "([redacted])");
});

/** A sentence, and what may be left of it. */
const FORMS: readonly (readonly [string, string])[] = [
  ["https://me:jam@zenml.example", "https://[redacted]@zenml.example"],
  ["https://me@zenml.example", "https://[redacted]@zenml.example"],
  ["see https://a@b@c and d@e", "see https://[redacted]@c and d@e"],
  ["https://a:1@b, ftp://c:2@d", "https://[redacted]@b, ftp://[redacted]@d"],
  ["<http://a:b@c>", "<http://[redacted]@c>"],
  ["https://zenml.example/x", "https://zenml.example/x"],
  ["/@zenml.example", "/@zenml.example"],
  ["me@zenml.example", "me@zenml.example"],
  [`"${KEY}"`, '"[redacted]"'],
  [`key=${PRO_KEY}.`, "key=[redacted]"],
  [`'${KEY.toLowerCase()}'`, "'[redacted]'"],
  ["ZENKEY_, ZENPROKEY_", "ZENKEY_, ZENPROKEY_"],
  ["ZENKEY_x", "[redacted]"],
  [`Bearer ${TOKEN}`, "Bearer [redacted]"],
  [`token=${TOKEN};`, "token=[redacted];"],
  [`x.${TOKEN}`, "x.[redacted]"],
  ["eyJ0.eyJ1", "eyJ0.eyJ1"],
  ["eyJ0.eyJ1.", "[redacted]"],
  ["a.b.c", "a.b.c"],
];

for (const [text, left] of FORMS) {
  Deno.test(`redactForms() leaves ${left} of ${text.slice(0, 40)}`, () => {
    assertEquals(redactForms(text), left);
  });
}

/** A value that may be a URL, and what may be left of it. */
const VALUES: readonly (readonly [string, string])[] = [
  ["https://me:a/b@zenml.example", "https://[redacted]@zenml.example"],
  ["https://me:a b@zenml.example", "https://[redacted]@zenml.example"],
  ["me:jam@zenml.example", "[redacted]@zenml.example"],
  ["me@home:jam@zenml.example", "[redacted]@zenml.example"],
  [' "https://a:b@c"', ' "https://[redacted]@c"'],
  ["'https:/a:b@c", "'https:/[redacted]@c"],
  ["https:a:b@c", "[redacted]"],
  ["hunter2@secretpass", "[redacted]"],
  ["https://u:pass%40host", "https://[redacted]%40host"],
  ["u:pass%40host.example", "[redacted]%40host.example"],
  ["https://a@b@c", "https://[redacted]@c"],
  ["HTTPS://a:b@c", "HTTPS://[redacted]@c"],
  ["https://zenml.example", "https://zenml.example"],
  [KEY, "[redacted]"],
  [`a@${KEY}`, "[redacted]"],
];

for (const [value, left] of VALUES) {
  Deno.test(`redactValue() leaves ${left} of ${value.slice(0, 40)}`, () => {
    assertEquals(redactValue(value), left);
  });
}

Deno.test("secretPartsOf() lists a key with its value, and a token with its signature", () => {
  const content = KEY.replace("ZENKEY_", "");
  const signature = TOKEN.split(".")[2] ?? "";
  for (
    const [text, parts] of [
      [KEY, [KEY, content, KEY_VALUE]],
      [` "${KEY}"\n`, [` "${KEY}"\n`, KEY, content, KEY_VALUE]],
      // Servers tolerate a key without its prefix.
      [content, [content, KEY_VALUE]],
      [PRO_KEY, [PRO_KEY, PRO_KEY.replace("ZENPROKEY_", ""), PRO_KEY_VALUE]],
      [TOKEN, [TOKEN, signature]],
      [`'${TOKEN}'`, [`'${TOKEN}'`, TOKEN, signature]],
      ["plum.jam.tart", ["plum.jam.tart"]],
      ["", []],
    ] as const
  ) {
    assertEquals(new Set(secretPartsOf(text)), new Set(parts), text);
  }
});

Deno.test("secretSet() takes out what it began with, and whatever is added later", () => {
  const secrets = secretSet(["plum jam"]);
  const text = "plum jam, fig jam, lime jam";
  assertEquals(secrets.redact(text), "[redacted], fig jam, lime jam");
  secrets.add("fig jam", "lime jam");
  assertEquals(secrets.redact(text), "[redacted], [redacted], [redacted]");
  secrets.add("fig jam", "plum jam, fig jam");
  assertEquals(secrets.redact(text), "[redacted], [redacted]");
  assertEquals(secretSet().redact(text), text);
});
