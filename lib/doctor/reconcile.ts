// What the servers prove takes back what the resolver could only fear; never the other way.
import type { Code } from "../codes/codes.ts";
import {
  consumerOf,
  isCredentialVariable,
  isVariableName,
  VARIABLES,
} from "../codes/variables.ts";
import type { Finding } from "../finding/finding.ts";
import { words } from "../finding/fix.ts";
import { hostReachOf } from "../resolver/server_url.ts";
import { NO_AUTH } from "../zenml/server_info.ts";
import type { CheckReport, ConnectionReport } from "./diagnosis.ts";

/** What an examination proved of a connection, and what that makes of a finding. */
interface Refutation {
  readonly isProven: (report: ConnectionReport, finding: Finding) => boolean;
  /** What is added to the message of the info that remains, or null where nothing does. */
  readonly because: string | null;
}

const ACCEPTED: Refutation = {
  isProven: (report, { variable }) =>
    isAccepted(report) && report.connection.credential.variable === variable,
  because: "the server accepted it",
};

const ACCEPTED_PASSWORD: Refutation = {
  isProven: (report, finding) =>
    report.connection.credential.kind === "password" &&
    roleOf(finding) === "password" && isAccepted(report),
  because: null,
};

/** Measured: the client works with any credential or none, Terraform with any text as its key. */
const WITHOUT_LOGIN: Refutation = {
  isProven: (report, finding) =>
    needsNoLogin(report) &&
    finding.consumers.every((consumer) =>
      consumer === "client" ||
      roleOf(finding) === "api-key" && KEY_CODES.has(finding.code)
    ),
  because: null,
};

/** The same of what is wrong with a value, which may be that of another variable. */
const WITHOUT_LOGIN_VALUE: Refutation = {
  isProven: (report, finding) =>
    finding.variable !== null && isCredentialVariable(finding.variable) &&
    WITHOUT_LOGIN.isProven(report, finding),
  because: null,
};

/** What can be wrong with a text that is still one. */
const KEY_CODES: ReadonlySet<Code> = new Set<Code>([
  "key-malformed",
  "token-in-key-variable",
  "value-placeholder",
  "value-quoted",
  "value-unexpanded",
]);

const RESPONDED: Refutation = {
  isProven: hasResponded,
  because: "a ZenML server responded there",
};

const RESPONDED_THERE: Refutation = { isProven: hasResponded, because: null };

const RESPONDED_INSIDE: Refutation = {
  isProven: (report, finding) =>
    hasResponded(report, finding) && addressesOf(report).length > 0 &&
    addressesOf(report).every(isInside),
  because: "its address is inside, and a ZenML server responded there",
};

const WORKS: Refutation = {
  isProven: (report) => isAccepted(report) || needsNoLogin(report),
  because: "the connection works without it",
};

/** The step server says it, with the URL to set. */
const IS_PAGE: Refutation = {
  isProven: (report) => hasFound(report, "url-is-dashboard-page"),
  because: null,
};

/** The step identity says it, by the server's own clock. */
const EXPIRED_THERE: Refutation = {
  isProven: (report) => hasFound(report, "token-expired"),
  because: null,
};

/** What takes back each code; the first that is proven counts. */
const REFUTATIONS: Readonly<Partial<Record<Code, readonly Refutation[]>>> = {
  "credential-missing": [WITHOUT_LOGIN],
  "conventions-split": [WITHOUT_LOGIN],
  "credential-ambiguous": [WITHOUT_LOGIN],
  "key-malformed": [WITHOUT_LOGIN],
  "key-in-token-variable": [ACCEPTED, WITHOUT_LOGIN],
  "token-in-key-variable": [WITHOUT_LOGIN],
  "token-malformed": [WITHOUT_LOGIN],
  "token-expired": [ACCEPTED, EXPIRED_THERE, WITHOUT_LOGIN],
  "token-expiring": [WITHOUT_LOGIN],
  "value-empty": [ACCEPTED_PASSWORD, WITHOUT_LOGIN_VALUE],
  "value-placeholder": [WITHOUT_LOGIN_VALUE],
  "value-quoted": [WITHOUT_LOGIN_VALUE],
  "value-unexpanded": [WITHOUT_LOGIN_VALUE],
  "value-whitespace": [WITHOUT_LOGIN_VALUE],
  "variable-misspelled": [WORKS],
  "url-has-path": [IS_PAGE, RESPONDED],
  "url-insecure": [RESPONDED_INSIDE],
  "url-loopback-in-container": [IS_PAGE, RESPONDED_THERE],
};

const NO_CHANGE = {
  fix: words("Nothing to change"),
  hint: "Nothing to change",
} as const;

/** Takes back, or softens, each of the resolver's findings that the connections prove wrong. */
export function reconcile(
  findings: readonly Finding[],
  reports: readonly ConnectionReport[],
): readonly Finding[] {
  return findings.flatMap((finding) => {
    const refutation = REFUTATIONS[finding.code]?.find(({ isProven }) =>
      finding.consumers.length > 0 &&
      finding.consumers.every((consumer) =>
        reports.some((report) =>
          isOf(report, consumer) && isProven(report, finding)
        )
      )
    );
    if (!refutation) return [finding];
    return refutation.because === null ? [] : [{
      ...finding,
      severity: "info" as const,
      message: `${finding.message}; ${refutation.because}`,
      // What the fix would change is what works.
      ...NO_CHANGE,
    }];
  });
}

/** Returns whether a connection is a consumer's, or the one that it would have once its missing half is set. */
function isOf(
  { connection: { consumers, urlOrigin } }: ConnectionReport,
  consumer: Finding["consumers"][number],
): boolean {
  return consumers.includes(consumer) ||
    consumers.length === 0 && urlOrigin !== null &&
      isVariableName(urlOrigin.variable) &&
      consumerOf(urlOrigin.variable) === consumer;
}

/** Of a connection that both programs share, the URL of the other one leads there, too. */
function hasResponded(
  { server, connection: { consumers, urlOrigin } }: ConnectionReport,
  finding: Finding,
): boolean {
  const { variable } = finding;
  return server !== null && (urlOrigin?.variable === variable ||
    roleOf(finding) === "url" && variable !== null &&
      isVariableName(variable) &&
      consumers.includes(consumerOf(variable)));
}

function needsNoLogin(report: ConnectionReport): boolean {
  return report.server?.authScheme === NO_AUTH &&
    stepOf(report, "identity")?.status === "pass";
}

/** Returns whether the server let the credential in, as an account that may be used. */
function isAccepted(report: ConnectionReport): boolean {
  return report.account !== null &&
    report.connection.credential.kind !== "none" && !needsNoLogin(report) &&
    ["pass", "warn"].includes(stepOf(report, "identity")?.status ?? "");
}

function hasFound({ checks }: ConnectionReport, code: Code): boolean {
  return checks.some(({ findings }) =>
    findings.some((finding) => finding.code === code)
  );
}

function stepOf(
  { checks }: ConnectionReport,
  id: CheckReport["id"],
): CheckReport | undefined {
  return checks.find((check) => check.id === id);
}

function roleOf({ variable }: Finding) {
  return variable !== null && isVariableName(variable)
    ? VARIABLES[variable].role
    : null;
}

/** The addresses of the server's name, or of the URL itself. */
function addressesOf(report: ConnectionReport): readonly string[] {
  const { hostname } = new URL(report.connection.serverUrl);
  const addresses = stepOf(report, "dns")?.details["addresses"];
  return Array.isArray(addresses) ? addresses : [hostname];
}

function isInside(address: string): boolean {
  return hostReachOf(address) !== "public";
}
