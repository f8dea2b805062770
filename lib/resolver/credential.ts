/**
 * Credentials: which kind, from where, and whether they can be sent.
 *
 * @module
 */
import type { Origin } from "../finding/source.ts";
import { type InspectedValue, inspectValue } from "./value.ts";
import type { CredentialChoice } from "./consumer_reading.ts";
import { KEY_PREFIX, readApiKey, readToken } from "./credential_format.ts";
import { Secret } from "./secret.ts";

/** Where a credential came from, and whether it can be sent. */
export interface CredentialOrigin extends Origin {
  /** Why it is never sent, or null if it can be. */
  readonly unsendable: string | null;
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
  /** The user's name. */
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

/** What a program shows a server to be let in. */
export type Credential =
  | ApiKeyCredential
  | ApiTokenCredential
  | PasswordCredential
  | NoCredential;

/** The credential where there is none. */
export const NO_CREDENTIAL: NoCredential = {
  kind: "none",
  variable: null,
  source: null,
  keyId: null,
};

/** Makes a credential of what a consumer or the merged configuration chose. */
export function credentialOf(choice: CredentialChoice | undefined): Credential {
  if (choice === undefined) return NO_CREDENTIAL;
  const { variable, value, source } = choice.setting;
  const origin = { variable, source };
  const bare = inspectValue(value, choice.kind);
  switch (choice.kind) {
    case "api-key":
      return { kind: "api-key", ...origin, ...keyFacts(bare) };
    case "api-token":
      return { kind: "api-token", ...origin, ...tokenFacts(bare) };
    case "password": {
      const username = inspectValue(choice.username.value, "username");
      return {
        kind: "password",
        ...origin,
        username: username.text,
        password: new Secret(bare.text),
        keyId: null,
        unsendable: templateReason(bare) ?? templateReason(username),
      };
    }
  }
}

/**
 * Returns whether a text is an API key without its prefix, which servers tolerate (measured on 0.98.0).
 */
export function lacksOnlyPrefix(text: string): boolean {
  return !text.startsWith(KEY_PREFIX) && readApiKey(KEY_PREFIX + text) !== null;
}

function keyFacts(bare: InspectedValue) {
  const reading = readApiKey(
    lacksOnlyPrefix(bare.text) ? KEY_PREFIX + bare.text : bare.text,
  );
  return {
    key: new Secret(bare.text),
    keyId: reading?.kind === "workspace" ? printableId(reading.id) : null,
    pro: reading?.kind === "pro",
    unsendable: templateReason(bare) ??
      (readToken(bare.text)
        ? "it is a token in the variable of a key"
        : reading === null
        ? "it does not have the form of a key"
        : null),
  };
}

function tokenFacts(bare: InspectedValue) {
  const [key, token] = [readApiKey(bare.text), readToken(bare.text)];
  const keyId = key?.kind === "workspace"
    ? key.id
    : key === null
    ? token?.apiKeyId ?? null
    : null;
  return {
    token: new Secret(bare.text),
    keyId: keyId === null ? null : printableId(keyId),
    isKey: key !== null,
    unsendable: templateReason(bare) ??
      (key === null && token === null
        ? "it does not have the form of a token"
        : null),
  };
}

/** An id is printed only if it is a UUID: anything else under that name may be the secret itself. */
function printableId(id: string): string | null {
  return /^[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/iu.test(id)
    ? id.toLowerCase()
    : null;
}

function templateReason({ text, flaws, whitespaceInside }: InspectedValue) {
  if (text === "") return "it is empty";
  if (flaws.includes("value-placeholder")) return "it is a placeholder";
  if (flaws.includes("value-unexpanded")) return "it is an unexpanded template";
  return whitespaceInside
    ? "it has blanks, control or non-ASCII characters inside"
    : null;
}

/**
 * Lists the texts of a credential that must not be printed, in the forms in which a server might quote them.
 */
export function secretsOf(credential: Credential): string[] {
  switch (credential.kind) {
    case "api-key":
      return secretPartsOf(credential.key.reveal());
    case "api-token":
      return secretPartsOf(credential.token.reveal());
    case "password":
      return [credential.password.reveal()];
    case "none":
      return [];
  }
}

/**
 * Lists a key or token with those of its parts that are secret by themselves.
 */
export function secretPartsOf(text: string): string[] {
  const bare = inspectValue(text, "api-key").text;
  const content = bare.replace(/^ZEN(?:PRO)?KEY_/u, "");
  const key = readApiKey(KEY_PREFIX + content);
  const signature = readToken(bare) ? bare.split(".")[2] ?? "" : "";
  const parts = [
    text,
    bare,
    content,
    key?.kind === "workspace" ? key.value : "",
    signature,
  ];
  return [...new Set(parts)].filter((part) => part !== "");
}
