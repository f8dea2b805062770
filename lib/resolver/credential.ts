// Credentials: which kind, from where, and whether they can be sent.
import type { Origin } from "../finding/source.ts";
import { printingWithout } from "../sources/unprinted.ts";
import type { CredentialChoice } from "./consumer.ts";
import {
  KEY_PREFIX,
  readApiKey,
  readToken,
  withoutKeyPrefix,
} from "./credential_format.ts";
import type { ParsedSetting } from "./parsed_setting.ts";
import { innerSecretsOf } from "./pasted_content.ts";
import { Secret } from "./secret.ts";
import type { RecognisedUnsendable, Unsendable } from "./unsendable.ts";
import { unwrapped } from "./value.ts";

/** Where a credential came from, and whether it can be sent. */
export interface CredentialOrigin extends Origin {
  /** Why it is never sent, or null if it can be. */
  readonly unsendable: Unsendable | null;
}

/** An API key of a service account. */
export interface ApiKeyCredential extends CredentialOrigin {
  /** Tells the kinds of credentials apart. */
  readonly kind: "api-key";
  /** The key without blanks or quotes around it. */
  readonly key: Secret;
  /** The key's id, which is no secret, or null where it does not hold one. */
  readonly keyId: string | null;
  /** Whether it is the key of a ZenML Pro organization. */
  readonly pro: boolean;
}

/** An API token. */
export interface ApiTokenCredential extends CredentialOrigin {
  /** Tells the kinds of credentials apart. */
  readonly kind: "api-token";
  /** The token without blanks or quotes around it. */
  readonly token: Secret;
  /** The id of the API key that it was issued for, or null where it does not say. */
  readonly keyId: string | null;
  /** Whether it is an API key in the place of a token. */
  readonly isKey: boolean;
}

/** A user name with a password. */
export interface PasswordCredential extends CredentialOrigin {
  /** Tells the kinds of credentials apart. */
  readonly kind: "password";
  /** The user's name; where it is a secret, too, it prints as `[redacted]`. */
  readonly username: string;
  /** The user's password. */
  readonly password: Secret;
  /** Always null: a password belongs to no key. */
  readonly keyId: null;
}

/** No credential at all. */
export interface NoCredential {
  /** Tells the kinds of credentials apart. */
  readonly kind: "none";
  /** Always null. */
  readonly variable: null;
  /** Always null. */
  readonly source: null;
  /** Always null. */
  readonly keyId: null;
}

/** What a program logs in to a server with. */
export type Credential =
  | ApiKeyCredential
  | ApiTokenCredential
  | PasswordCredential
  | NoCredential;

/** Returns whether a credential is the API key of a ZenML Pro organization. */
export function isProKey(credential: Credential): boolean {
  return credential.kind === "api-key" && credential.pro;
}

/** The credential where there is none. */
const NO_CREDENTIAL: NoCredential = {
  kind: "none",
  variable: null,
  source: null,
  keyId: null,
};

/** Makes a credential of what a consumer or the merged configuration chose. */
export function credentialOf(choice: CredentialChoice | undefined): Credential {
  if (choice === undefined) return NO_CREDENTIAL;
  const { setting: { variable, source, inspected } } = choice;
  const secret = new Secret(inspected.text);
  const origin = { variable, source, unsendable: unsendableOf(choice.setting) };
  switch (choice.kind) {
    case "api-key": {
      const { keyId, key } = choice.setting.reading;
      const pro = key?.kind === "pro";
      return { kind: "api-key", ...origin, key: secret, keyId, pro };
    }
    case "api-token": {
      const { keyId, key } = choice.setting.reading;
      const isKey = key !== null;
      return { kind: "api-token", ...origin, token: secret, keyId, isKey };
    }
    case "password": {
      const { username } = choice;
      const credential: PasswordCredential = {
        kind: "password",
        ...origin,
        username: username.inspected.text,
        password: secret,
        keyId: null,
        unsendable: origin.unsendable ?? unsendableOf(username),
      };
      return username.shown === username.value
        ? credential
        : printingWithout(credential, "username");
    }
  }
}

function unsendableOf(
  { variable, source, inspected, reading: { unsendable } }: ParsedSetting<
    "api-key" | "api-token" | "password" | "username"
  >,
): RecognisedUnsendable | null {
  const { pasted } = inspected;
  return unsendable && {
    variable,
    source,
    reason: unsendable,
    ...(pasted ? { pasted } : {}),
  };
}

/** Lists the texts of a credential that must not be printed, in the forms in which a server might quote them. */
export function secretsOf(credential: Credential): string[] {
  switch (credential.kind) {
    case "api-key":
      return secretPartsOf(credential.key.reveal());
    case "api-token":
      return secretPartsOf(credential.token.reveal());
    case "password":
      // The two together are what Basic authentication encodes.
      return [
        credential.password.reveal(),
        `${credential.username}:${credential.password.reveal()}`,
      ];
    case "none":
      return [];
  }
}

/** Lists a key or token with those of its parts that are secret by themselves. */
export function secretPartsOf(text: string): string[] {
  const unquoted = unwrapped(text);
  const content = withoutKeyPrefix(unquoted);
  const key = readApiKey(KEY_PREFIX + content);
  const signature = readToken(unquoted) ? unquoted.split(".")[2] ?? "" : "";
  const parts = [
    text,
    unquoted,
    content,
    key?.kind === "workspace" ? key.value : "",
    signature,
    ...(key || signature ? [] : innerSecretsOf(unquoted)),
  ];
  return [...new Set(parts)].filter((part) => part !== "");
}
