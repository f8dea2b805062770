// By whose roots each program verifies a server's certificate.
//
// Facts: measured on the client 0.98.0 (requests 2.32) and on Go 1.24.
import type { Consumer } from "../codes/variables.ts";
import type { Origin } from "../finding/source.ts";
import type { HostFacts } from "../sources/host_facts.ts";
import type { Setting, SettingsByName } from "../sources/setting.ts";
import { printingWithout } from "../sources/unprinted.ts";
import { originOf, type Sourced } from "./configuration.ts";
import {
  describeTlsVerification,
  shownPath,
  type TlsVerification,
  verificationIdentity,
} from "./tls_verification.ts";

/** How one program verifies a server's certificate: by ZenML's own variable, or by those of its TLS library. */
export type Trust =
  | TlsVerification
  /** The client, by this file or OpenSSL's folder alone. */
  | { readonly kind: "ca-bundle"; readonly path: string }
  /** Terraform, by these and the system's, as far as the variables leave it any. */
  | {
    readonly kind: "ca-roots";
    readonly files: readonly string[];
    readonly folders: readonly string[];
    /** Whether none of the system's is left. */
    readonly isAlone: boolean;
  };

/** A trust, and the variable that says so; null for a default. */
export interface SourcedTrust {
  /** How the certificate is verified. */
  readonly value: Trust;
  /** The variable that says so. */
  readonly origin: Origin | null;
}

/** The roots of the program's own. */
const DEFAULT_TRUST: SourcedTrust = { value: { kind: "on" }, origin: null };

/** Finds how a consumer verifies its server's certificate. */
export function trustOf(
  consumer: Consumer,
  tls: Sourced<TlsVerification>,
  settings: SettingsByName,
  hostFacts: HostFacts,
): SourcedTrust {
  if (consumer === "terraform") return goTrust(settings, hostFacts);
  const own = { value: tls.value, origin: originOf(tls) };
  // What is no plain true is handed to the library, which then looks at no variable.
  if (tls.value.kind !== "on") return own;
  const bundle = exchangeTrust(settings);
  return bundle.origin === null ? own : bundle;
}

/** Finds how the client verifies the control plane: `ZENML_STORE_VERIFY_SSL` has no part in it. */
export function exchangeTrust(settings: SettingsByName): SourcedTrust {
  const setting = firstSet(settings, "REQUESTS_CA_BUNDLE") ??
    firstSet(settings, "CURL_CA_BUNDLE");
  return setting
    ? {
      value: printingWithout(
        { kind: "ca-bundle", path: setting.value },
        "path",
      ),
      origin: { variable: setting.variable, source: setting.source },
    }
    : DEFAULT_TRUST;
}

/** Go reads the variables on Linux and the BSDs alone; where both are set it reads nothing else. */
function goTrust(
  settings: SettingsByName,
  { platform }: HostFacts,
): SourcedTrust {
  if (platform === "darwin" || platform === "windows") return DEFAULT_TRUST;
  const file = firstSet(settings, "SSL_CERT_FILE");
  const folder = firstSet(settings, "SSL_CERT_DIR");
  const setting = file ?? folder;
  if (!setting) return DEFAULT_TRUST;
  return {
    value: printingWithout(
      {
        kind: "ca-roots",
        files: file ? [file.value] : [],
        folders: folder?.value.split(":").filter((path) => path !== "") ?? [],
        isAlone: file !== undefined && folder !== undefined,
      },
      "files",
      "folders",
    ),
    origin: { variable: setting.variable, source: setting.source },
  };
}

/** An empty one counts as not set, for both libraries. */
function firstSet(settings: SettingsByName, name: string): Setting | undefined {
  const setting = settings.get(name)?.[0];
  return setting?.value ? setting : undefined;
}

/** Writes what a trust names, as reports show it. */
export function describeTrust(trust: Trust): string {
  switch (trust.kind) {
    case "ca-bundle":
      return shownPath(trust.path);
    case "ca-roots":
      return [...trust.files, ...trust.folders].map(shownPath).join(", ");
    default:
      return describeTlsVerification(trust);
  }
}

/** What makes two trusts the same. */
export function trustIdentity(trust: Trust): readonly string[] {
  switch (trust.kind) {
    case "ca-bundle":
      return [trust.kind, trust.path];
    case "ca-roots":
      return [trust.kind, ...trust.files, "", ...trust.folders];
    default:
      return verificationIdentity(trust);
  }
}

/** Lists the files and folders that a trust reads. */
export function filesOfTrust(trust: Trust): readonly string[] {
  switch (trust.kind) {
    case "ca-file":
    case "ca-bundle":
      return [trust.path];
    case "ca-roots":
      return [...trust.files, ...trust.folders];
    case "on":
    case "off":
    case "ca-text":
      return [];
  }
}
