import { PRO_KEY } from "../keys.ts";
import { type Case, store, storePassword, terraform } from "./case.ts";

/** Keys in every state, and user name with password, on the open source server. */
export const KEY_CASES: readonly Case[] = [
  {
    name: "mistyped key",
    variables: ({ oss, credentials }) => store(oss.url, credentials.mistyped),
    exit: 1,
    errors: ["key-refused"],
    login: "fail",
    client: "login",
  },
  {
    name: "unknown key",
    variables: ({ oss, credentials }) => store(oss.url, credentials.unknown),
    exit: 1,
    errors: ["key-unknown"],
    login: "fail",
  },
  {
    name: "unknown key for terraform",
    variables: ({ oss, credentials }) =>
      terraform(oss.url, credentials.unknown),
    exit: 1,
    errors: ["key-unknown"],
    login: "fail",
  },
  {
    name: "inactive key",
    variables: ({ oss, credentials }) => store(oss.url, credentials.inactive),
    exit: 1,
    errors: ["key-inactive"],
    login: "fail",
    client: "login",
  },
  {
    name: "inactive key for terraform",
    variables: ({ oss, credentials }) =>
      terraform(oss.url, credentials.inactive),
    exit: 1,
    errors: ["key-inactive"],
    login: "fail",
  },
  {
    name: "inactive key, mistyped",
    variables: ({ oss, credentials }) =>
      store(oss.url, credentials.inactiveMistyped),
    exit: 1,
    errors: ["key-inactive"],
    login: "fail",
  },
  {
    name: "key of an inactive account",
    variables: ({ oss, credentials }) =>
      store(oss.url, credentials.inactiveAccount),
    exit: 1,
    errors: ["service-account-inactive"],
    login: "fail",
  },
  {
    name: "deleted key",
    variables: ({ oss, credentials }) => store(oss.url, credentials.deleted),
    exit: 1,
    errors: ["key-unknown"],
    login: "fail",
  },
  {
    name: "old value of a key rotated without retention",
    variables: ({ oss, credentials }) => store(oss.url, credentials.rotatedOld),
    exit: 1,
    errors: ["key-refused"],
    login: "fail",
  },
  {
    name: "new value of a key rotated without retention",
    variables: ({ oss, credentials }) => store(oss.url, credentials.rotatedNew),
    exit: 0,
    login: "pass",
  },
  {
    name: "old value of a key rotated with retention",
    variables: ({ oss, credentials }) =>
      store(oss.url, credentials.retainedOld),
    exit: 0,
    warnings: ["key-rotating"],
    login: "pass",
    client: "login",
  },
  {
    name: "new value of a key rotated with retention",
    variables: ({ oss, credentials }) =>
      terraform(oss.url, credentials.retainedNew),
    exit: 0,
    warnings: ["key-rotating"],
    login: "pass",
  },
  {
    name: "key in quotes for the client",
    variables: ({ oss, credentials }) =>
      store(oss.url, `"${credentials.valid}"`),
    exit: 1,
    errors: ["value-quoted"],
    login: "pass",
    client: "login",
  },
  {
    name: "key in quotes for terraform",
    variables: ({ oss, credentials }) =>
      terraform(oss.url, `'${credentials.valid}'`),
    exit: 1,
    errors: ["value-quoted"],
    login: "pass",
  },
  {
    name: "key with a line break",
    variables: ({ oss, credentials }) =>
      store(oss.url, `${credentials.valid}\n`),
    exit: 0,
    warnings: ["value-whitespace"],
    login: "pass",
    client: "login",
  },
  {
    name: "key with a blank before it",
    variables: ({ oss, credentials }) =>
      store(oss.url, ` ${credentials.valid}`),
    exit: 1,
    errors: ["value-whitespace"],
    login: "pass",
  },
  {
    name: "key without its prefix",
    variables: ({ oss, credentials }) =>
      store(oss.url, credentials.valid.slice("ZENKEY_".length)),
    exit: 0,
    warnings: ["key-malformed"],
    login: "pass",
    client: "login",
  },
  {
    name: "key that is none",
    variables: ({ oss }) => store(oss.url, `ZENKEY_${btoa("no JSON in here")}`),
    exit: 1,
    errors: ["key-malformed"],
    login: "skip",
  },
  {
    name: "placeholder in place of the key",
    // Not "credential-missing": what the client would use is set. One cause, one
    // finding.
    variables: ({ oss }) => store(oss.url, "<API_KEY>"),
    exit: 1,
    errors: ["value-placeholder"],
    login: "skip",
  },
  {
    name: "Pro key on a server that is not Pro",
    // The step has an error, hence "fail", although it sends nothing.
    variables: ({ oss }) => store(oss.url, PRO_KEY),
    exit: 1,
    errors: ["key-kind-mismatch"],
    login: "fail",
    sendsNothing: true,
    client: "login",
  },
  {
    name: "Pro key on a server that is not Pro, for terraform",
    variables: ({ oss }) => terraform(oss.url, PRO_KEY),
    exit: 1,
    errors: ["key-kind-mismatch"],
    login: "fail",
    sendsNothing: true,
  },
  {
    name: "user name and password",
    variables: ({ oss, credentials }) =>
      storePassword(oss.url, "admin", credentials.password),
    exit: 0,
    login: "pass",
    client: "login",
  },
  {
    name: "user name and wrong password",
    variables: ({ oss, credentials }) =>
      storePassword(oss.url, "admin", credentials.wrongPassword),
    exit: 1,
    errors: ["password-refused"],
    login: "fail",
  },
];
