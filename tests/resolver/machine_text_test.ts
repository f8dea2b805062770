import { assert, assertEquals } from "@std/assert";
import { withoutMachineText } from "../../lib/resolver/machine_text.ts";
import { secretSet } from "../../lib/resolver/secret_set.ts";

const KEY =
  "ZENKEY_eyJpZCI6IjNmMmE5YzgxLTc3YjQtNGQwZS05YzFlLTVhNmI3YzhkOWUwZiIsImtleSI6IjlkM2Y0YTViNmM3ZDhlOWYifQ==";
const SIGNATURE = "jgNryP4j3JVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const spelled = (
  text: string,
  write: (byte: number) => string,
  separator: string,
) => [...bytesOf(text)].map(write).join(separator);
const hex = (byte: number) => byte.toString(16).padStart(2, "0");

/** Encodes as RFC 4648 has it, with 32 characters. */
function base32(text: string): string {
  const bits = [...bytesOf(text)]
    .map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/gu) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[parseInt(five, 2)])
    .join("");
}

const rot13 = (text: string) =>
  text.replaceAll(/[a-z]/giu, (letter) => {
    const code = letter.charCodeAt(0);
    return String.fromCharCode(
      (code & 0x1F) <= 13 ? code + 13 : code - 13,
    );
  });

const DISGUISES: Readonly<Record<string, (secret: string) => string>> = {
  "backwards": (secret) => [...secret].reverse().join(""),
  "in base32": base32,
  "in base32, lower case": (secret) => base32(secret).toLowerCase(),
  "in base64, twice": (secret) => btoa(btoa(secret)),
  "in base64, backwards": (secret) => [...btoa(secret)].reverse().join(""),
  "in rot13": rot13,
  "in hexadecimal digits, cut": (secret) => spelled(secret, hex, "").slice(9),
  "with colons between its bytes": (secret) => spelled(secret, hex, ":"),
  "with commas between its bytes": (secret) =>
    spelled(secret, (byte) => `0x${hex(byte)}`, ", "),
  "as decimal numbers": (secret) => spelled(secret, String, ", "),
  "as quoted-printable text": (secret) =>
    spelled(secret, (byte) => `=${hex(byte).toUpperCase()}`, ""),
  "with hyphens between its characters": (secret) => [...secret].join("-"),
  "with dots and blanks between its characters": (secret) =>
    [...secret].join(" . "),
  "with letters of another alphabet": (secret) =>
    secret.replaceAll("a", "\u0430").replaceAll("e", "\u0435"),
  "in full-width letters": (secret) =>
    spelled(secret, (byte) => String.fromCodePoint(byte + 0xFEE0), ""),
  "in bold letters of mathematics": (secret) =>
    secret.replaceAll(
      /[a-z]/gu,
      (letter) => String.fromCodePoint(letter.charCodeAt(0) - 97 + 0x1D41A),
    ),
};

for (const [disguise, write] of Object.entries(DISGUISES)) {
  Deno.test(`secretSet().redact() takes out a long secret ${disguise}`, () => {
    for (const secret of [KEY, SIGNATURE]) {
      const disguised = write(secret);
      const text = secretSet([secret]).redact(`no such key: ${disguised}`);
      for (let at = 0; at + 16 <= disguised.length; at++) {
        assert(!text.includes(disguised.slice(at, at + 16)), text);
      }
    }
  });
}

/** Puts something after every few characters. */
const parted = (text: string, size: number, mark: string) =>
  (text.match(new RegExp(`.{1,${size}}`, "gu")) ?? []).join(mark);
const swapped = (text: string) =>
  text.replaceAll(
    /[a-z]/giu,
    (letter) =>
      letter === letter.toUpperCase()
        ? letter.toLowerCase()
        : letter.toUpperCase(),
  );
const asUuids = (text: string) =>
  spelled(text, hex, "").match(/.{32}/gu)!.map((digits) =>
    digits.replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-")
  ).join(" ");

const PARTED: Readonly<Record<string, (secret: string) => string>> = {
  ...Object.fromEntries(
    ["-", "_", ".", "/", " ", ", ", "\\", "\u2800", "\u3164", "\u00E2 "].map(
      (mark) => [
        `with ${JSON.stringify(mark)} after every few characters`,
        (secret: string) => parted(secret, 5, mark),
      ],
    ),
  ),
  "in parts of ten characters": (secret) => parted(secret, 10, "-"),
  "in parts, in letters of the other case": (secret) =>
    parted(swapped(secret), 6, "."),
  "in parts, backwards": (secret) =>
    parted([...secret].reverse().join(""), 4, "/"),
  "in base64, in parts": (secret) => parted(btoa(secret), 7, "-"),
  "in hexadecimal digits, in parts": (secret) =>
    parted(spelled(secret, hex, ""), 4, " "),
  "as UUIDs": asUuids,
  "as the numbers of traces": (secret) =>
    parted(spelled(secret, hex, ""), 32, " "),
  "as code points": (secret) =>
    spelled(secret, (byte) => `U+00${hex(byte).toUpperCase()}`, " "),
};

for (const [disguise, write] of Object.entries(PARTED)) {
  Deno.test(`secretSet().redact() takes out a long secret ${disguise}`, () => {
    const squeezed = (text: string) => text.replaceAll(/[^a-z0-9]/giu, "");
    for (const secret of [KEY, SIGNATURE]) {
      const disguised = squeezed(write(secret));
      const text = squeezed(
        secretSet([secret]).redact(`no such key: ${write(secret)}`),
      );
      for (let at = 0; at + 16 <= disguised.length; at++) {
        assert(!text.includes(disguised.slice(at, at + 16)), text);
      }
    }
  });
}

Deno.test("secretSet().redact() takes out each password and the keys of many targets, in parts", () => {
  const passwords = ["correct_horse,4 battery", "Passw0rd,xyZ-2"];
  const keys = Array.from({ length: 150 }, (_, index) => `${KEY}${index}`);
  const { redact } = secretSet([...passwords, ...keys]);
  for (const secret of [...passwords, keys.at(-1)!]) {
    const said = `no such key: ${parted(secret, 3, "-")}`;
    assertEquals(redact(said), "[redacted]");
    assertEquals(redact([...said].reverse().join("")), "[redacted]");
  }
});

Deno.test("secretSet().redact() takes out a token that nobody knows, much of which is in one that is known", () => {
  const claims = btoa(`{"sub":"3f2a9c81-77b4-4d0e-9c1e-5a6b7c8d9e0f"}`)
    .replaceAll("=", "");
  const [known, other] = ["abcdefghijklmnop", "qrstuvwxyzabcdef"].map(
    (signature) => `eyJhbGciOiJIUzI1NiJ9.${claims}.${signature}`,
  );
  const { redact } = secretSet([known!]);
  assertEquals(redact(`no such token: ${other}`), "no such token: [redacted]");
});

Deno.test("secretSet().redact() leaves what only looks like a secret in parts", () => {
  const text = "no such key: a1b2c-d3e4f-a5b6c, 0a1b 2c3d 4e5f 6a7b";
  assertEquals(secretSet([KEY, SIGNATURE]).redact(text), text);
});

for (
  const text of [
    "server 3f2a9c81-77b4-4d0e-9c1e-5a6b7c8d9e0f is 0.98.0",
    "trace 4bf92f3577b34da6a3ce929d0e0e4736, commit 280e858c1d3f0a7b9e2c4d6f8a0b1c2d3e4f5a6b",
    "ip-10-0-12-34.eu-central-1.compute.internal, zenml-prod-01.eu-west-1.elb.amazonaws.com:8443",
    "pod zenml-7f9c8d6b5-x2x4z of apps/v1beta1 at 20261125T221336Z, 2026-11-25T22:13:36.123456+00:00",
    "ServiceAccountAuthorizationError: get_server_info_v2_response_model",
    "2001:db8:0:0:8a2e:370:7334:1 and 00:1b:44:11:3a:b7",
    "Do as I do: go to it, or be so far off as to be of no use to us at all",
    "(pymysql.err.OperationalError) (1040, 'Too many connections')",
    "https://zenml.example.com/api/v1/projects/default/stacks?size=1000&page=12",
  ]
) {
  Deno.test(`withoutMachineText() leaves ${text}`, () => {
    assertEquals(withoutMachineText(text), text);
  });
}
