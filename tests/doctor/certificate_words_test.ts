import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Code } from "../../lib/codes/codes.ts";
import {
  certificateWords,
  daysBetween,
  renewal,
} from "../../lib/doctor/certificate_text.ts";
import type { PresentedCertificate } from "../../lib/http/certificate.ts";
import { contextOf } from "../helpers/context.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";

const URL = "https://zenml.example.com";
const DAY = 86_400_000;
const PLAIN = { message: "refused", fix: null, origin: null };

const presented = (
  from: number,
  to: number,
  facts: Partial<PresentedCertificate> = {},
): PresentedCertificate => ({
  tlsVersion: "TLSv1.3",
  subject: "zenml.example.com",
  issuer: "Plum CA",
  names: ["zenml.example.com"],
  validFrom: new Date(Date.now() + from * DAY),
  validTo: new Date(Date.now() + to * DAY),
  isSelfSigned: false,
  chain: [Uint8Array.of(1)],
  ...facts,
});

/** Why a certificate was refused, its dates in days from now, and the code. */
const DATES: readonly (readonly [Code, number, number, Code])[] = [
  ["tls-untrusted", -9, 9, "tls-untrusted"],
  ["tls-untrusted", -9, -1, "tls-expired"],
  ["tls-untrusted", 1, 9, "tls-not-yet-valid"],
  // What is known to be wrong is not replaced by what the dates say, too.
  ["tls-wrong-host", -9, -1, "tls-wrong-host"],
  ["tls-failed", -9, -1, "tls-failed"],
  ["tls-not-yet-valid", -9, 9, "tls-not-yet-valid"],
];

for (const [refused, from, to, code] of DATES) {
  Deno.test(`certificateWords() makes ${code} of ${refused} for a certificate from day ${from} to day ${to}`, () => {
    const context = contextOf(clientWith(URL, KEY));
    const words = certificateWords(
      refused,
      PLAIN,
      presented(from, to),
      context,
    );
    assertEquals(words.code, code);
  });
}

const clientAlone = clientWith(URL, KEY);
const terraformAlone = { ZENML_SERVER_URL: URL, ZENML_API_KEY: KEY };

/** Who uses a connection, and whose roots are named. */
const USERS = [
  ["the client", clientAlone, false, true],
  ["Terraform", terraformAlone, true, false],
  ["both", { ...clientAlone, ...terraformAlone }, true, true],
  [
    "neither",
    { ZENML_STORE_API_KEY: KEY, ZENML_SERVER_URL: URL },
    true,
    true,
  ],
] as const;

for (const [who, environment, system, certifi] of USERS) {
  Deno.test(`certificateWords() names the roots of ${who}`, () => {
    const context = contextOf(environment);
    const { message, fix } = certificateWords(
      "tls-untrusted",
      PLAIN,
      presented(-1, 9),
      context,
    );
    assertEquals(
      [message.includes("Terraform"), message.includes("certifi's")],
      [system, certifi],
    );
    // What the client alone reads is of no use to Terraform.
    assertEquals(
      JSON.stringify(fix).includes("ZENML_STORE_VERIFY_SSL"),
      who !== "Terraform",
    );
  });
}

/** What a server presents, and what is said of who signed it. */
const SIGNERS = [
  [{ isSelfSigned: true }, "self-signed"],
  [{ chain: [Uint8Array.of(1)] }, "lacks an intermediate"],
  [
    { chain: [Uint8Array.of(1), Uint8Array.of(2)] },
    "not among the trusted roots",
  ],
] as const;

for (const [facts, words] of SIGNERS) {
  Deno.test(`certificateWords() says '${words}' of a certificate with ${Object.keys(facts)}`, () => {
    const context = contextOf(clientAlone);
    const { message } = certificateWords(
      "tls-untrusted",
      PLAIN,
      presented(-1, 9, facts),
      context,
    );
    assertStringIncludes(message, words);
  });
}

Deno.test(
  "certificateWords() names the roots without the permission to read which",
  {
    permissions: "none",
  },
  () => {
    const context = contextOf(clientAlone);
    const words = certificateWords("tls-untrusted", PLAIN, null, context);
    assert(words.message.length > 0);
  },
);

Deno.test("renewal() asks for the name of a host, and for no address as a name", () => {
  const typed = (url: string) => JSON.stringify(renewal(url));
  const name = typed("https://zenml.example.com:8443");
  assertStringIncludes(name, '"-connect","zenml.example.com:8443"');
  assertStringIncludes(name, '"-servername","zenml.example.com"');
  for (const url of ["https://127.0.0.1", "https://[::1]:8443"]) {
    assertEquals(typed(url).includes("-servername"), false);
  }
});

Deno.test("daysBetween() counts whole days, downwards", () => {
  const at = (days: number) => new Date(days * DAY);
  assertEquals(daysBetween(at(0), at(1.9)), 1);
  assertEquals(daysBetween(at(0), at(0.9)), 0);
  assertEquals(daysBetween(at(0), at(-0.1)), -1);
});
