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
