/**
 * Certificates that are made at run time, so that no key lies in the repository.
 *
 * @module
 */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { der, derText, derTime, objectId } from "./der.ts";

/** A certificate with its key. */
export interface Certificate {
  /** The certificate as PEM text, with those that a server sends behind it. */
  readonly pem: string;
  /** Its key as PEM text. */
  readonly keyPem: string;
  /** Its subject's common name. */
  readonly name: string;
  /** Its key, to sign others. */
  readonly key: KeyObject;
}

/** What a certificate says. */
export interface CertificateFacts {
  /** The subject's common name. */
  readonly name?: string;
  /** The subject's organization; none by default. */
  readonly organization?: string;
  /** Who signs it; by default itself. */
  readonly issuer?: Certificate;
  /** Whether it may sign others. */
  readonly isAuthority?: boolean;
  /** The host names that it is for; by default also 127.0.0.1 is in it. */
  readonly hosts?: readonly string[];
  /** The days from now at which it begins. */
  readonly from?: number;
  /** The days from now at which it ends. */
  readonly to?: number;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = der("sequence", objectId("1.2.840.10045.4.3.2"));

/**
 * Makes a certificate.
 *
 * @param facts What it says; without any, one for the loopback host that is self-signed.
 * @returns The certificate with its key.
 */
export function certificateOf(facts: CertificateFacts = {}): Certificate {
  const { name = "localhost", issuer, from = -1, to = 90 } = facts;
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: "prime256v1",
  });
  const day = (days: number) => derTime(new Date(Date.now() + days * DAY_MS));
  const body = der(
    "sequence",
    der(0xa0, der("integer", Uint8Array.of(2))),
    der(
      "integer",
      Uint8Array.of(1, ...crypto.getRandomValues(new Uint8Array(8))),
    ),
    ECDSA_WITH_SHA256,
    nameOf(issuer?.name ?? name),
    der("sequence", day(from), day(to)),
    nameOf(name, facts.organization),
    new Uint8Array(publicKey.export({ type: "spki", format: "der" })),
    der(0xa3, der("sequence", ...extensionsOf(facts))),
  );
  const signature = sign("sha256", body, issuer?.key ?? privateKey);
  const bytes = der(
    "sequence",
    body,
    ECDSA_WITH_SHA256,
    der("bits", Uint8Array.of(0), new Uint8Array(signature)),
  );
  return {
    pem: pemOf(bytes),
    keyPem: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    name,
    key: privateKey,
  };
}

/**
 * Makes a root.
 *
 * @param name Its name.
 * @returns A certificate that may sign others.
 */
export function rootOf(name = "Test root"): Certificate {
  return certificateOf({ name, isAuthority: true });
}

function nameOf(name: string, organization?: string): Uint8Array {
  const parts = [
    ...(organization === undefined
      ? []
      : [der("sequence", objectId("2.5.4.10"), derText(organization))]),
    der("sequence", objectId("2.5.4.3"), derText(name)),
  ];
  return der("sequence", ...parts.map((part) => der("set", part)));
}

function extensionsOf(
  { isAuthority = false, hosts }: CertificateFacts,
): Uint8Array[] {
  const yes = der("boolean", Uint8Array.of(0xff));
  const constraints = der(
    "sequence",
    objectId("2.5.29.19"),
    yes,
    der("octets", der("sequence", ...(isAuthority ? [yes] : []))),
  );
  if (isAuthority && !hosts) return [constraints];
  const encoder = new TextEncoder();
  const names = (hosts ?? ["localhost"]).map((host) =>
    der(0x82, encoder.encode(host))
  );
  if (!hosts) names.push(der(0x87, Uint8Array.of(127, 0, 0, 1)));
  const alternatives = der(
    "sequence",
    objectId("2.5.29.17"),
    der("octets", der("sequence", ...names)),
  );
  return [constraints, alternatives];
}

function pemOf(bytes: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/gu) ?? [];
  return [
    "-----BEGIN CERTIFICATE-----",
    ...lines,
    "-----END CERTIFICATE-----",
    "",
  ].join("\n");
}

/**
 * Has a certificate sent together with those of its signers.
 *
 * @param certificate The server's certificate.
 * @param chain The certificates to send behind it.
 * @returns What to listen with.
 */
export function withChain(
  certificate: Certificate,
  ...chain: readonly Certificate[]
): Certificate {
  return {
    ...certificate,
    pem: [certificate, ...chain].map(({ pem }) => pem).join(""),
  };
}
