// What is said about a certificate that was refused.
import type { Code } from "../codes/codes.ts";
import { VERIFY_VARIABLE } from "../codes/variables.ts";
import { DAY_MS } from "../finding/duration.ts";
import {
  type Fix,
  inOrder,
  missingIn,
  run,
  runPiped,
  words,
} from "../finding/fix.ts";
import type { PresentedCertificate } from "../http/certificate.ts";
import { type Connection, isTerraformAlone } from "../resolver/connection.ts";
import { isProKey } from "../resolver/credential.ts";
import { CA_VARIABLES, setToCa } from "./ca_fix.ts";
import type { Context } from "./context.ts";
import type { ProblemWords } from "./problem.ts";
import { endpointOf } from "../http/endpoint.ts";
import { asksSystemRoots } from "../http/own_roots.ts";
import { isGranted } from "../http/permission.ts";
import { unseenSystemRoots } from "../http/root_files.ts";

/** What is said of a refused certificate, with the code that its dates make of it. */
export interface CertificateWords extends ProblemWords {
  readonly code: Code;
}

/** Explains why a certificate was refused, as far as the certificate shows it. */
export function certificateWords(
  refused: Code,
  plain: ProblemWords,
  certificate: PresentedCertificate | null,
  context: Context,
): CertificateWords {
  const code = codeByDates(refused, certificate);
  const { serverUrl } = context.connection;
  const explained = { ...plain, code };
  switch (code) {
    case "tls-expired":
      return {
        ...explained,
        message: certificate ? expiredText(certificate) : plain.message,
        fix: renewal(serverUrl),
      };
    case "tls-not-yet-valid":
      return {
        ...explained,
        message: certificate ? notYetValidText(certificate) : plain.message,
        fix: inOrder(
          run("date", "-u"),
          words("Set the clock of this machine if it is wrong"),
        ),
      };
    case "tls-wrong-host":
      return {
        ...explained,
        message: wrongHostText(certificate, endpointOf(serverUrl).hostname),
        fix: inOrder(
          lookAt(serverUrl, "-ext", "subjectAltName"),
          words("Use a host name that is in the certificate"),
        ),
      };
    case "tls-untrusted":
      return {
        ...explained,
        message: `${reasonOf(certificate)}; ${rootsUsed(context)}`,
        fix: trust(context),
      };
    default:
      return explained;
  }
}

function expiredText({ validTo }: PresentedCertificate): string {
  const days = daysBetween(validTo, new Date());
  return `its certificate expired on ${dayOf(validTo)}, ${days} days ago`;
}

function notYetValidText({ validFrom }: PresentedCertificate): string {
  const days = daysBetween(new Date(), validFrom);
  return `its certificate is valid from ${
    dayOf(validFrom)
  }, by this machine's clock in ${days} days`;
}

function wrongHostText(
  certificate: PresentedCertificate | null,
  hostname: string,
): string {
  return certificate && certificate.names.length > 0
    ? `its certificate is for ${
      certificate.names.join(", ")
    }, not for ${hostname}`
    : `its certificate is not for ${hostname}`;
}

/** Node's TLS does not tell the dates' faults apart, and fetch's text may say nothing of them. */
function codeByDates(
  code: Code,
  certificate: PresentedCertificate | null,
): Code {
  if (code !== "tls-untrusted" || certificate === null) return code;
  const now = Date.now();
  if (certificate.validTo.getTime() < now) return "tls-expired";
  return certificate.validFrom.getTime() > now ? "tls-not-yet-valid" : code;
}

function reasonOf(certificate: PresentedCertificate | null): string {
  if (certificate === null) {
    return "its certificate is signed by an unknown authority";
  }
  const { issuer, isSelfSigned, chain } = certificate;
  if (isSelfSigned) return "its certificate is self-signed";
  return chain.length > 1
    ? `its certificate is signed by '${issuer}', which is not among the trusted roots`
    : `its certificate is signed by '${issuer}', whose own certificate the server did not send: the server lacks an intermediate certificate, or this is a private CA`;
}

/** Names the roots that this check used, and those that the programs use. */
function rootsUsed({ connection }: Context): string {
  const { consumers, tlsVerification: { kind }, tlsOrigin } = connection;
  const isOwn = kind !== "on" && kind !== "off";
  const isTerraforms = kind === "ca-roots";
  const programs = [
    ...(consumers.includes("terraform") || consumers.length === 0
      ? [`Terraform trusts ${isTerraforms ? "that CA and " : ""}the system's`]
      : []),
    ...(consumers.includes("client") || consumers.length === 0
      ? [
        isOwn
          ? "the client trusts only that CA"
          : "the client trusts certifi's, which are Mozilla's too",
      ]
      : []),
  ];
  return `this check trusts ${rootsOfDeno()}${
    isOwn ? ` and the CA of ${tlsOrigin?.variable ?? VERIFY_VARIABLE}` : ""
  }; ${programs.join(", ")}${unseenParts(connection)}`;
}

/** Says what of a program's trust this program may not read: the variables that may name a CA, and the system's roots. */
function unseenParts({ consumers, tlsOrigin }: Connection): string {
  const unseen = consumers.map((consumer) => CA_VARIABLES[consumer])
    .filter((variable) => !isGranted({ name: "env", variable }));
  const unread = consumers.includes("terraform") ? unseenSystemRoots() : null;
  return [
    tlsOrigin !== null || unseen.length === 0
      ? ""
      : `; whether ${
        unseen.join(" or ")
      } names a CA is not known without --allow-env=ZENML_*,${unseen.join()}`,
    unread === null
      ? ""
      : `; the system's roots were not read, which needs --allow-read=${unread}`,
  ].join("");
}

function rootsOfDeno(): string {
  return asksSystemRoots()
    ? "the system's roots (DENO_TLS_CA_STORE)"
    : "Deno's roots (Mozilla's, unless DENO_TLS_CA_STORE names others)";
}

/** Names the CA that signed the certificate for each program, by the variable that it reads. */
function trust({ connection }: Context): Fix {
  const { consumers, tlsOrigin, credential } = connection;
  const terraform = setToCa(
    tlsOrigin?.variable === CA_VARIABLES.terraform
      ? tlsOrigin
      : missingIn(CA_VARIABLES.terraform),
  );
  if (isTerraformAlone(connection)) return terraform;
  // The exchange of a Pro key at the control plane ignores ZenML's own variable.
  const variable = isProKey(credential) ? CA_VARIABLES.client : VERIFY_VARIABLE;
  const client = setToCa(tlsOrigin ?? missingIn(variable));
  return consumers.includes("terraform") ? inOrder(client, terraform) : client;
}

/** Looks at the dates of a server's certificate, and renews it. */
export function renewal(serverUrl: string): Fix {
  return inOrder(
    lookAt(serverUrl, "-dates"),
    words("Renew the certificate on the server"),
  );
}

/** Looks at a server's certificate. */
function lookAt(serverUrl: string, ...what: readonly string[]): Fix {
  const { hostname, permission, isAddress } = endpointOf(serverUrl);
  const name = isAddress ? [] : ["-servername", hostname];
  return runPiped(
    ["openssl", "s_client", "-connect", permission, ...name],
    ["openssl", "x509", "-noout", ...what],
  );
}

/** Counts the whole days between two times. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / DAY_MS);
}

/** Writes the day of a date in a certificate. */
export function dayOf(time: Date): string {
  return Number.isNaN(time.getTime())
    ? "an unreadable date"
    : time.toISOString().slice(0, 10);
}
