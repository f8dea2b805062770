// The merged configuration as assignments to the variables of one convention.
import type { Severity } from "../codes/code_entry.ts";
import {
  CONSUMER_NAMES,
  CONSUMER_OF,
  type Convention,
  type Role,
  type VariableName,
  variableOf,
  VARIABLES,
} from "../codes/variables.ts";
import type { Configuration } from "../resolver/configuration.ts";
import { type Credential, secretsOf } from "../resolver/credential.ts";
import { readToken } from "../resolver/credential_format.ts";
import { redactValue } from "../resolver/redaction.ts";
import { secretSet } from "../resolver/secret_set.ts";
import { REDACTED } from "../resolver/secret.ts";
import {
  describeTlsVerification,
  type TlsVerification,
} from "../resolver/tls_verification.ts";

/** A variable with the value that it shall have. */
export interface Assignment {
  readonly variable: VariableName;
  /** Its value, which may be a secret. */
  readonly value: string;
  /** Whether the value must not be shown unless the user says so. */
  readonly secret: boolean;
}

/** A part of the configuration that is not handed over. */
export interface Shortfall {
  /** An error where a program cannot do without it. */
  readonly severity: Severity;
  /** What is missing and what to do, in one line without any value. */
  readonly message: string;
}

/** What a convention makes of a configuration. */
export interface Exported {
  /** What it can say, in the order of the table of variables. */
  readonly assignments: readonly Assignment[];
  /** What it cannot. */
  readonly shortfalls: readonly Shortfall[];
}

/** The value of a role, or null where the configuration has one that cannot be given. */
type Part = readonly [role: Role, value: string | null];

/**
 * Turns a configuration into assignments.
 *
 * A key that stood in the variable of a token, or a token in that of a key, comes to its own.
 */
export function assignmentsOf(
  configuration: Configuration,
  convention: Convention,
): Exported {
  const { redactOwn } = secretSet(secretsOf(configuration.credential));
  const assignments: Assignment[] = [];
  const shortfalls: Shortfall[] = [];
  for (const [role, value] of partsOf(configuration)) {
    const variable = variableOf(convention, role);
    const shortfall = variable === null
      ? inexpressible(role, value, CONSUMER_NAMES[CONSUMER_OF[convention]])
      : value === null
      ? unknowable(variable)
      : null;
    if (shortfall) shortfalls.push(shortfall);
    if (variable === null || value === null) continue;
    const secret = VARIABLES[variable].secret || redactOwn(value) !== value ||
      (role === "tls-verification" && isDelicate(value));
    assignments.push({ variable, value, secret });
  }
  return { assignments, shortfalls };
}

/** Leaves out what another one says already: two formats or two conventions may lack the same. */
export function distinctShortfalls(
  shortfalls: readonly Shortfall[],
): readonly Shortfall[] {
  const byMessage = new Map(shortfalls.map((each) => [each.message, each]));
  return [...byMessage.values()];
}

function partsOf(configuration: Configuration): readonly Part[] {
  const { serverUrl, credential, proApiUrl, tlsVerification } = configuration;
  return [
    ["url", serverUrl.value],
    ...credentialParts(credential),
    ...(tlsVerification.variable === null ? [] : [[
      "tls-verification",
      verificationValue(tlsVerification.value),
    ]] as const),
    ...(proApiUrl === null
      ? []
      : [["pro-api-url", proApiValue(proApiUrl.value)]] as const),
  ];
}

function credentialParts(credential: Credential): readonly Part[] {
  switch (credential.kind) {
    case "api-key": {
      const key = credential.key.reveal();
      return [[readToken(key) ? "api-token" : "api-key", key]];
    }
    case "api-token": {
      const { isKey, token } = credential;
      return [[isKey ? "api-key" : "api-token", token.reveal()]];
    }
    case "password":
      return [
        ["username", credential.username],
        ["password", credential.password.reveal()],
      ];
    case "none":
      return [];
  }
}

/** The value as it was set, where a report shortens it. */
function verificationValue(verification: TlsVerification): string {
  switch (verification.kind) {
    case "ca-text":
      return verification.pem;
    case "ca-file":
      return verification.path;
    default:
      return describeTlsVerification(verification);
  }
}

/** The configuration has this URL with its user information redacted: without it, it is what was meant. */
function proApiValue(value: string): string | null {
  const meant = value.replace(`//${REDACTED}@`, "//");
  return meant.includes(REDACTED) ? null : meant;
}

/** A bundle may hold a private key, too, and a mistyped path a password. */
function isDelicate(verification: string): boolean {
  return verification.includes("PRIVATE KEY-----") ||
    redactValue(verification) !== verification;
}

function inexpressible(
  role: Role,
  value: string | null,
  consumer: string,
): Shortfall | null {
  switch (role) {
    case "password":
      return {
        severity: "error",
        message:
          `A user name and password cannot be given to ${consumer}: use an API key`,
      };
    case "tls-verification":
      return value === "true" ? null : {
        severity: "warning",
        message:
          `How certificates are verified cannot be set for ${consumer}: it trusts the system's roots`,
      };
    default:
      return null;
  }
}

function unknowable(variable: VariableName): Shortfall {
  return {
    severity: "error",
    message: `${variable} is not written: a part of its value looks secret`,
  };
}
