// What to say of values that are recognisably something else.
import { correct, type Fix, setToUnknown, when } from "../finding/fix.ts";
import type { Target } from "../finding/fix.ts";
import { KEY_PREFIX } from "./credential_format.ts";
import type { LookKind } from "./pasted_looks.ts";

interface LookWords {
  /** What it is, behind the variable's name. */
  readonly says: (meant: string) => string;
  /** What to do, or null where giving the variable its value is all. */
  readonly fix: ((target: Target, meant: string) => Fix) | null;
}

const EXISTING_KEY =
  "the key is shown in full only where it was created: look in the secret store or the file in which it was kept";

/** Gives the variable the key that somebody has. */
function wholeKey(target: Target): Fix {
  return when(EXISTING_KEY, setToUnknown(target, "the whole API key"));
}

/** The words of each kind. */
export const LOOK_WORDS: Readonly<Record<LookKind, LookWords>> = {
  nothing: {
    says: () =>
      "is a word such as null or undefined: whatever set it had no value; it is not sent",
    fix: null,
  },
  masked: {
    says: () =>
      "is masked, as logs and dashboards show a secret; it is not sent",
    fix: null,
  },
  example: {
    says: () =>
      "is an example from documentation that was never replaced; it is not sent",
    fix: null,
  },
  "prefix-twice": {
    says: () =>
      `is an API key with ${KEY_PREFIX} twice before it; it is not sent`,
    fix: (target) => correct(target, "remove-prefix", KEY_PREFIX),
  },
  several: {
    says: () => "holds more than one key; it is not sent",
    fix: (target) => setToUnknown(target, "one of the keys"),
  },
  cut: {
    says: () =>
      "is an API key that was cut short: its end is missing; it is not sent",
    fix: wholeKey,
  },
  "prefix-only": {
    says: () => "is only the beginning of an API key; it is not sent",
    fix: wholeKey,
  },
  "damaged-start": {
    says: () =>
      "is an API key without its first characters, ZENKEY_; it is not sent",
    fix: wholeKey,
  },
  "wrong-case": {
    says: () =>
      "is an API key with letters in the wrong case; keys are case-sensitive, so it is not sent",
    fix: wholeKey,
  },
  id: {
    says: () =>
      "is an id (a UUID), not the API key, which begins with ZENKEY_ or ZENPROKEY_; it is not sent",
    fix: wholeKey,
  },
  path: {
    says: (meant) => `is the path of a file, not ${meant}; it is not sent`,
    fix: (target) =>
      when(
        "in GitLab: change the variable's type from File to Variable",
        correct(target, "read-file"),
      ),
  },
  url: {
    says: (meant) => `is a URL, not ${meant}; it is not sent`,
    fix: null,
  },
  "foreign-key": {
    says: () =>
      "is a key or token of another service, not one of ZenML's; it is not sent",
    fix: null,
  },
  pem: {
    says: (meant) =>
      `is a certificate or a key in PEM text, not ${meant}; it is not sent`,
    fix: null,
  },
  json: {
    says: (meant) => `is JSON text, not ${meant} alone; it is not sent`,
    fix: (target, meant) => setToUnknown(target, `${meant} alone`),
  },
  html: {
    says: (meant) =>
      `is the text of a web page, not ${meant}: what should have set it was given a page; it is not sent`,
    fix: null,
  },
  sentence: {
    says: (meant) =>
      `is a sentence, not ${meant}: perhaps the message of the command that should have printed it; it is not sent`,
    fix: null,
  },
  database: {
    says: () =>
      "is the URL of a database: that is the server's own setting of the same name; programs that use the server need its http or https URL",
    fix: (target) => setToUnknown(target, "the URL of the server"),
  },
  "no-host": {
    says: () =>
      "has no host, or only a part of one: the variable or template that should have given it was empty",
    fix: null,
  },
  "two-schemes": {
    says: () => "begins with http twice",
    fix: null,
  },
};
