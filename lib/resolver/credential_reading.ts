// What the text of a key's or token's variable holds, and whether it can be sent.
import {
  type ApiKeyReading,
  KEY_PREFIX,
  readApiKey,
  readToken,
  type TokenReading,
} from "./credential_format.ts";
import { type UnsendableReason, valueProblemOf } from "./unsendable.ts";
import type { InspectedValue } from "./value.ts";

/** What the variable of an API key holds. */
export interface KeyReading {
  /** The key, or null if it is none. */
  readonly key: ApiKeyReading | null;
  /** Whether only its prefix is missing, which servers tolerate (measured on 0.98.0). */
  readonly prefixMissing: boolean;
  /** The key's id where it may be printed, or null. */
  readonly keyId: string | null;
  /** Why it is never sent, or null. */
  readonly unsendable: UnsendableReason | null;
}

/** What the variable of an API token holds. */
export interface TokenTextReading {
  /** The API key in place of a token, or null. */
  readonly key: ApiKeyReading | null;
  /** The token, or null if it is none. */
  readonly token: TokenReading | null;
  /** The id of its API key where it may be printed, or null. */
  readonly keyId: string | null;
  /** Why it is never sent, or null. */
  readonly unsendable: UnsendableReason | null;
}

/** Reads the text of an API key's variable. */
export function readKey(inspected: InspectedValue): KeyReading {
  const { text } = inspected;
  const whole = readApiKey(text);
  const key = whole ??
    (text.startsWith(KEY_PREFIX) ? null : readApiKey(KEY_PREFIX + text));
  return {
    key,
    prefixMissing: whole === null && key !== null,
    keyId: key?.kind === "workspace" ? printableId(key.id) : null,
    unsendable: valueProblemOf(inspected) ??
      (key !== null
        ? null
        : readToken(text)
        ? "token-in-key-variable"
        : "key-malformed"),
  };
}

/** Reads the text of an API token's variable. */
export function readTokenText(inspected: InspectedValue): TokenTextReading {
  const { text } = inspected;
  const [key, token] = [readApiKey(text), readToken(text)];
  const keyId = key === null
    ? token?.apiKeyId ?? null
    : key.kind === "workspace"
    ? key.id
    : null;
  return {
    key,
    token,
    keyId: keyId === null ? null : printableId(keyId),
    unsendable: valueProblemOf(inspected) ??
      (key === null && token === null ? "token-malformed" : null),
  };
}

/** An id is printed only if it is a UUID: anything else under that name may be the secret itself. */
function printableId(id: string): string | null {
  return /^[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/iu.test(id)
    ? id.toLowerCase()
    : null;
}
