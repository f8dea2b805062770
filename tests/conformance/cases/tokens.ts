import { type Case, store, storeToken, terraformToken } from "./case.ts";

/** Tokens in every state, and credentials in the wrong variable. */
export const TOKEN_CASES: readonly Case[] = [
  {
    name: "valid token for the client",
    variables: ({ oss, credentials }) => storeToken(oss.url, credentials.token),
    exit: 0,
    login: "pass",
    client: "login",
  },
  {
    name: "valid token for terraform",
    variables: ({ oss, credentials }) =>
      terraformToken(oss.url, credentials.token),
    exit: 0,
    login: "pass",
  },
  {
    name: "token of a deactivated key",
    variables: ({ oss, credentials }) =>
      storeToken(oss.url, credentials.tokenOfInactiveKey),
    exit: 1,
    errors: ["token-revoked"],
    login: "fail",
  },
  {
    name: "token of a deactivated account",
    variables: ({ oss, credentials }) =>
      storeToken(oss.url, credentials.tokenOfInactiveAccount),
    exit: 1,
    errors: ["token-revoked"],
    login: "fail",
  },
  {
    name: "token of a deleted key",
    // The contract names deactivated and rotated keys, "always this code for a
    // token": the token was accepted once, and its key is no more.
    variables: ({ oss, credentials }) =>
      storeToken(oss.url, credentials.tokenOfDeletedKey),
    exit: 1,
    errors: ["token-revoked"],
    login: "fail",
  },
  {
    name: "token from before a rotation without retention",
    variables: ({ oss, credentials }) =>
      terraformToken(oss.url, credentials.tokenOfOldGeneration),
    exit: 1,
    errors: ["token-revoked"],
    login: "fail",
  },
  {
    name: "token from before a rotation with retention",
    // It stops with the old value of the key (measured); the contract speaks of
    // keys alone.
    variables: ({ oss, credentials }) =>
      storeToken(oss.url, credentials.tokenOfRetainedGeneration),
    exit: 0,
    login: "pass",
  },
  {
    name: "tampered token",
    variables: ({ oss, credentials }) =>
      storeToken(oss.url, credentials.tokenTampered),
    exit: 1,
    errors: ["token-refused"],
    login: "fail",
  },
  {
    name: "expired token",
    // The server's word takes the place of the warning by this machine's clock.
    variables: ({ oss, credentials }) =>
      storeToken(oss.url, credentials.tokenExpired),
    exit: 1,
    errors: ["token-expired"],
    login: "fail",
  },
  {
    name: "token that expires soon",
    variables: ({ oss, credentials }) =>
      storeToken(oss.url, credentials.tokenExpiring),
    exit: 0,
    warnings: ["token-expiring"],
    login: "pass",
  },
  {
    name: "token that is none",
    variables: ({ oss }) => storeToken(oss.url, "no-token-at-all"),
    exit: 1,
    errors: ["token-malformed"],
    login: "skip",
  },
  {
    name: "key in the client's token variable",
    variables: ({ oss, credentials }) => storeToken(oss.url, credentials.valid),
    exit: 0,
    login: "pass",
    client: "login",
  },
  {
    name: "key in terraform's token variable",
    variables: ({ oss, credentials }) =>
      terraformToken(oss.url, credentials.valid),
    exit: 0,
    login: "pass",
  },
  {
    name: "token in the key variable",
    variables: ({ oss, credentials }) => store(oss.url, credentials.token),
    exit: 1,
    errors: ["token-in-key-variable"],
    login: "skip",
    client: "login",
  },
];
