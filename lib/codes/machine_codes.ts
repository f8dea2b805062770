// What on the machine makes one program fail where another one works.
import type { CodeEntry } from "./code_entry.ts";

/** The name of a code of the machine. */
export type MachineCode =
  | "config-folder-unwritable"
  | "proxy-differs"
  | "ca-bundle-missing"
  | "tls-trusted-here-only"
  | "netrc-overrides";

/** The codes of the machine, in the order of `explain`. */
export const MACHINE_CODES: Readonly<Record<MachineCode, CodeEntry>> = {
  "config-folder-unwritable": {
    severity: "error",
    foundBy: ["target"],
    transient: false,
    means: "The client cannot write its configuration folder",
    why:
      "Before its first request the client writes config.yaml: in ZENML_CONFIG_PATH, or in a folder of the home directory. In containers without a home of their own, and on read-only file systems, it stops with a PermissionError, also with a good key. Only permissions are looked at; nothing is written.",
    fix: "Set ZENML_CONFIG_PATH to a folder that the job may write.",
  },
  "proxy-differs": {
    severity: "warning",
    foundBy: ["connect"],
    transient: false,
    means: "The programs reach the server in different ways",
    why:
      "The client (Python), Terraform (Go) and this check (Deno) read the proxy variables by different rules: Go ignores ALL_PROXY and goes directly to this machine, Python prefers the names in lower case, and each reads NO_PROXY in its own way. What this check reports about the connection applies to its own way.",
    fix:
      "Set HTTPS_PROXY and https_proxy to the same proxy, and NO_PROXY and no_proxy to the same list of names, without wildcards and in lower case.",
  },
  "ca-bundle-missing": {
    severity: "error",
    foundBy: ["tls", "pro"],
    transient: false,
    means: "A CA bundle that a variable names cannot be used",
    why:
      "REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names no file, or one without a readable certificate: every https request of the client fails with 'Could not find a suitable TLS CA certificate bundle, invalid path'. Terraform ignores such an SSL_CERT_FILE or SSL_CERT_DIR, and trusts the other certificates of the system.",
    fix: "Correct the path, or unset the variable.",
  },
  "tls-trusted-here-only": {
    severity: "warning",
    foundBy: ["tls", "pro"],
    transient: false,
    means: "This check trusts the certificate, and the program does not",
    why:
      "DENO_CERT, NODE_EXTRA_CA_CERTS and DENO_TLS_CA_STORE add roots for Deno alone. The client trusts certifi's roots or the bundle of REQUESTS_CA_BUNDLE, Terraform the system's or SSL_CERT_FILE. At a self-hosted control plane, where the client exchanges a Pro key, ZENML_STORE_VERIFY_SSL does not count either.",
    fix:
      "Name the CA for the program as well: REQUESTS_CA_BUNDLE for the client, SSL_CERT_FILE for Terraform.",
  },
  "netrc-overrides": {
    severity: "error",
    foundBy: ["login"],
    transient: false,
    means: "An entry in .netrc replaces the client's credential",
    why:
      "The client's HTTP library reads ~/.netrc, or the file that NETRC names. A machine entry for the server's host, or a default entry for any host, replaces the token with a Basic header in every request, and sends that password to the server. Terraform and this check do not read the file.",
    fix:
      "Remove the entry, or set NETRC to an empty file where the client runs.",
  },
};
