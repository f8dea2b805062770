// The run's own secrets, where they stand in a URL.
import { secretValuesOf } from "../sources/secret_values.ts";
import type { Setting } from "../sources/setting.ts";
import { secretPartsOf } from "./credential.ts";
import type { ParsedSettings } from "./parsed_setting.ts";
import { REDACTED } from "./secret.ts";
import { secretVerification } from "./tls_verification.ts";
import {
  containsSecret,
  decodingsOf,
  type SecretFinder,
  withoutSecret,
} from "./url_secret.ts";

/** Shorter secrets are found in ordinary names. */
const SHORTEST = 6;

/** A single word or number is found in ordinary hosts and paths, if it is not as long as this. */
const LONG = 16;

/** The secrets of a run's own settings. */
export interface OwnSecrets {
  /** Every secret with those of its parts that are secret by themselves. */
  readonly parts: readonly string[];
  /** Returns whether one of them is in the text of a URL. */
  readonly standIn: SecretFinder;
  /** Returns whether a value is one of them. */
  readonly include: (value: string) => boolean;
}

/** Gathers the secrets of settings, whatever their variables were meant to be called. */
export function ownSecretsOf(settings: readonly Setting[]): OwnSecrets {
  const whole = new Set<string>();
  const byStart = new Map<string, Set<string>>();
  const passwords = new Map<string, Set<string>>();
  for (const { value } of settings) {
    const password = canonical(passwordIn(value));
    if (password.length >= SHORTEST) putByStart(passwords, password);
  }
  const parts: string[] = [];
  const named = settings.map(({ variable, value }) =>
    [variable, value] as const
  );
  for (const value of secretValuesOf(named)) {
    whole.add(value.trim());
    for (const part of secretPartsOf(value)) {
      parts.push(part);
      const secret = canonical(part.trim());
      // People put a URL in the place of a key, too.
      if (secret.length < SHORTEST || secret.includes("://")) continue;
      putByStart(byStart, secret);
    }
  }
  return {
    parts,
    standIn: (url) =>
      byStart.size > 0 &&
        decodingsOf(url).some((text) => isIn(text.toLowerCase(), byStart)) ||
      passwords.size > 0 &&
        decodingsOf(withoutUserInformation(url)).some((text) =>
          isIn(text.toLowerCase(), passwords)
        ),
    include: (value) => whole.has(value.trim()) && value.trim() !== "",
  };
}

/** Marks the URLs that contain a secret of the same run, to which nothing is sent, and values that are one. */
export function markOwnSecrets(
  settings: ParsedSettings,
  secrets: OwnSecrets,
): ParsedSettings {
  return settings.map((setting) => {
    switch (setting.role) {
      case "url":
      case "pro-api-url":
        return secrets.standIn(setting.value) ||
            isNoHost(setting.value) && secrets.include(setting.value)
          ? {
            ...setting,
            reading: "url-contains-secret",
            shown: withoutSecret(
              setting.value,
              (text) => containsSecret(text) || secrets.standIn(text),
            ),
          }
          : setting;
      case "tls-verification":
        return secrets.include(setting.value) &&
            setting.reading.written.kind === "ca-file"
          ? {
            ...setting,
            reading: {
              ...setting.reading,
              written: secretVerification(setting.value),
            },
            shown: REDACTED,
          }
          : setting;
      case "username":
        return secrets.include(setting.value)
          ? { ...setting, shown: REDACTED }
          : setting;
      default:
        return setting;
    }
  });
}

/** Returns whether nobody can mean a host: people put a URL in the place of a key, too. */
function isNoHost(url: string): boolean {
  return !/[.:/]/u.test(url);
}

/** Where the user information is in a URL: up to the last @ before its path. */
const USER_INFORMATION_REGEXP = /^(\s*["']?https?:\/\/)([^/?#]*)@/iu;

/** The password before the host of a URL, which is no place for another one. */
function passwordIn(url: string): string {
  const [, , userInformation = ""] = USER_INFORMATION_REGEXP.exec(url) ?? [];
  const password = userInformation.split(":").slice(1).join(":");
  return decodingsOf(password).at(-1) ?? "";
}

function withoutUserInformation(url: string): string {
  return url.replace(USER_INFORMATION_REGEXP, "$1");
}

function putByStart(byStart: Map<string, Set<string>>, secret: string): void {
  const start = secret.slice(0, SHORTEST);
  byStart.set(start, (byStart.get(start) ?? new Set()).add(secret));
}

function canonical(secret: string): string {
  return (decodingsOf(secret)[0] ?? secret).toLowerCase();
}

function isIn(
  text: string,
  byStart: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const [, authority = ""] = /^[^/]*\/\/([^/?#]*)/u.exec(text) ?? [];
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  for (let at = 0; at + SHORTEST <= text.length; at++) {
    for (const secret of byStart.get(text.slice(at, at + SHORTEST)) ?? []) {
      if (!text.startsWith(secret, at)) continue;
      if (secret === host || secret === host.replace(/:\d*$/u, "")) continue;
      if (!isOrdinary(secret) || isWholeValue(text, at, secret)) return true;
    }
  }
  return false;
}

function isOrdinary(secret: string): boolean {
  return secret.length < LONG && /^(?:\p{L}+|[\d.:]+)$/u.test(secret);
}

/** Returns whether a secret is all that a parameter or the user information says. */
function isWholeValue(text: string, at: number, secret: string): boolean {
  const [before, after] = [text[at - 1] ?? "", text[at + secret.length] ?? ""];
  return /^[=?#]$/u.test(before) && /^[&;#]?$/u.test(after) ||
    /^[/:]$/u.test(before) && after === "@";
}
