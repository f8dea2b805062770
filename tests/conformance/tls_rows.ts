/**
 * What a server presents, what variables say of roots, and which program trusts it.
 *
 * @module
 */
import {
  type Certificate,
  certificateOf,
  rootOf,
} from "../helpers/certificates.ts";

/** The CA that signs the servers' certificates, and another one. */
export const [CA, OTHER]: readonly [Certificate, Certificate] = [
  rootOf("Conformance"),
  rootOf("Other"),
];

/** Certificates by what is wrong with them. */
export const CERTIFICATES = {
  good: certificateOf({ issuer: CA }),
  selfSigned: certificateOf(),
  expired: certificateOf({ issuer: CA, from: -30, to: -1 }),
  future: certificateOf({ issuer: CA, from: 2, to: 30 }),
  otherHost: certificateOf({ issuer: CA, hosts: ["zenml.example"] }),
} as const;

/** Where files with certificates are. */
export interface Files {
  readonly ca: string;
  readonly other: string;
  readonly selfSigned: string;
  /** A folder with the CA in a file of any name, as Go reads it. */
  readonly folder: string;
  readonly empty: string;
  readonly nowhere: string;
}

/** A server's certificate, variables, and what becomes of it. */
export interface TlsRow {
  readonly certificate?: keyof typeof CERTIFICATES;
  readonly roots: (files: Files) => Readonly<Record<string, string>>;
  /** The codes of the client's and of Terraform's errors; none where the program works. */
  readonly client: string | null;
  readonly terraform: string | null;
  /** The first version whose client does so; older ones fail at the value itself. */
  readonly since?: string;
}

const UNTRUSTED = "tls-untrusted";
const MISSING = "ca-bundle-missing";

/** The rows of section 5 of `after-login.md`, and their neighbours. */
export const TLS_ROWS: Readonly<Record<string, TlsRow>> = {
  "no variable": {
    roots: () => ({}),
    client: UNTRUSTED,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE": {
    roots: ({ ca }) => ({ REQUESTS_CA_BUNDLE: ca }),
    client: null,
    terraform: UNTRUSTED,
  },
  "CURL_CA_BUNDLE": {
    roots: ({ ca }) => ({ CURL_CA_BUNDLE: ca }),
    client: null,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE with ZENML_STORE_VERIFY_SSL=true": {
    roots: ({ ca }) => ({
      REQUESTS_CA_BUNDLE: ca,
      ZENML_STORE_VERIFY_SSL: "true",
    }),
    client: null,
    terraform: UNTRUSTED,
  },
  "SSL_CERT_FILE": {
    roots: ({ ca }) => ({ SSL_CERT_FILE: ca }),
    client: UNTRUSTED,
    terraform: null,
  },
  "SSL_CERT_DIR": {
    roots: ({ folder }) => ({ SSL_CERT_DIR: folder }),
    client: UNTRUSTED,
    terraform: null,
  },
  "SSL_CERT_FILE of another CA, and SSL_CERT_DIR": {
    roots: ({ other, folder, nowhere }) => ({
      SSL_CERT_FILE: other,
      SSL_CERT_DIR: `${nowhere}:${folder}`,
    }),
    client: UNTRUSTED,
    terraform: null,
  },
  "SSL_CERT_FILE of another CA": {
    roots: ({ other }) => ({ SSL_CERT_FILE: other }),
    client: UNTRUSTED,
    terraform: UNTRUSTED,
  },
  "SSL_CERT_FILE that names no file": {
    roots: ({ nowhere }) => ({ SSL_CERT_FILE: nowhere }),
    client: UNTRUSTED,
    terraform: MISSING,
  },
  "DENO_CERT": {
    roots: ({ ca }) => ({ DENO_CERT: ca }),
    client: UNTRUSTED,
    terraform: UNTRUSTED,
  },
  "NODE_EXTRA_CA_CERTS": {
    roots: ({ ca }) => ({ NODE_EXTRA_CA_CERTS: ca }),
    client: UNTRUSTED,
    terraform: UNTRUSTED,
  },
  "ZENML_STORE_VERIFY_SSL with a path": {
    roots: ({ ca }) => ({ ZENML_STORE_VERIFY_SSL: ca }),
    client: null,
    terraform: UNTRUSTED,
  },
  "ZENML_STORE_VERIFY_SSL with the text of the CA": {
    roots: () => ({ ZENML_STORE_VERIFY_SSL: CA.pem }),
    client: null,
    terraform: UNTRUSTED,
    since: "0.92.0",
  },
  "ZENML_STORE_VERIFY_SSL=false": {
    roots: () => ({ ZENML_STORE_VERIFY_SSL: "false" }),
    client: null,
    terraform: UNTRUSTED,
  },
  "ZENML_STORE_VERIFY_SSL that names no file": {
    roots: ({ nowhere }) => ({ ZENML_STORE_VERIFY_SSL: nowhere }),
    client: "tls-verify-invalid",
    terraform: UNTRUSTED,
  },
  "ZENML_STORE_VERIFY_SSL of another CA, with REQUESTS_CA_BUNDLE": {
    roots: ({ ca, other }) => ({
      REQUESTS_CA_BUNDLE: ca,
      ZENML_STORE_VERIFY_SSL: other,
    }),
    client: UNTRUSTED,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE of another CA, with ZENML_STORE_VERIFY_SSL": {
    roots: ({ ca, other }) => ({
      REQUESTS_CA_BUNDLE: other,
      ZENML_STORE_VERIFY_SSL: ca,
    }),
    client: null,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE of another CA, before CURL_CA_BUNDLE": {
    roots: ({ ca, other }) => ({
      REQUESTS_CA_BUNDLE: other,
      CURL_CA_BUNDLE: ca,
    }),
    client: UNTRUSTED,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE set to nothing, before CURL_CA_BUNDLE": {
    roots: ({ ca }) => ({ REQUESTS_CA_BUNDLE: "", CURL_CA_BUNDLE: ca }),
    client: null,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE that names no file": {
    roots: ({ nowhere }) => ({ REQUESTS_CA_BUNDLE: nowhere }),
    client: MISSING,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE that names no file, with ZENML_STORE_VERIFY_SSL=false": {
    roots: ({ nowhere }) => ({
      REQUESTS_CA_BUNDLE: nowhere,
      ZENML_STORE_VERIFY_SSL: "false",
    }),
    client: null,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE without a certificate": {
    roots: ({ empty }) => ({ REQUESTS_CA_BUNDLE: empty }),
    client: MISSING,
    terraform: UNTRUSTED,
  },
  "REQUESTS_CA_BUNDLE of a folder without hashes": {
    roots: ({ folder }) => ({ REQUESTS_CA_BUNDLE: folder }),
    client: MISSING,
    terraform: UNTRUSTED,
  },
  "a self-signed certificate, and no variable": {
    certificate: "selfSigned",
    roots: () => ({}),
    client: UNTRUSTED,
    terraform: UNTRUSTED,
  },
  "a self-signed certificate that is named itself": {
    certificate: "selfSigned",
    roots: ({ selfSigned }) => ({
      REQUESTS_CA_BUNDLE: selfSigned,
      SSL_CERT_FILE: selfSigned,
    }),
    client: null,
    terraform: null,
  },
  "an expired certificate": {
    certificate: "expired",
    roots: ({ ca }) => ({ REQUESTS_CA_BUNDLE: ca, SSL_CERT_FILE: ca }),
    client: "tls-expired",
    terraform: "tls-expired",
  },
  "a certificate that is not valid yet": {
    certificate: "future",
    roots: ({ ca }) => ({ REQUESTS_CA_BUNDLE: ca, SSL_CERT_FILE: ca }),
    client: "tls-not-yet-valid",
    terraform: "tls-not-yet-valid",
  },
  "a certificate for another host": {
    certificate: "otherHost",
    roots: ({ ca }) => ({ REQUESTS_CA_BUNDLE: ca, SSL_CERT_FILE: ca }),
    client: "tls-wrong-host",
    terraform: "tls-wrong-host",
  },
};
