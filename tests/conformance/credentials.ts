/**
 * Keys and tokens in every state, on a real server.
 *
 * @module
 */
import type { Administrator } from "../../bench/real_server/accounts.ts";
import { ADMIN } from "../../bench/real_server/servers.ts";
import { mistyped, PRO_KEY, tampered, UNKNOWN_KEY } from "./keys.ts";

/** The credentials by name. */
export interface Credentials {
  /** A key that works, and on the Pro workspace as well. */
  readonly valid: string;
  /** Another one of another account. */
  readonly other: string;
  /** Keys that do not work, or not for long. */
  readonly mistyped: string;
  readonly unknown: string;
  readonly inactive: string;
  readonly inactiveMistyped: string;
  readonly inactiveAccount: string;
  readonly deleted: string;
  readonly rotatedOld: string;
  readonly rotatedNew: string;
  readonly retainedOld: string;
  readonly retainedNew: string;
  readonly pro: string;
  /** Tokens. */
  readonly token: string;
  readonly tokenOfInactiveKey: string;
  readonly tokenOfInactiveAccount: string;
  readonly tokenOfDeletedKey: string;
  readonly tokenOfOldGeneration: string;
  readonly tokenOfRetainedGeneration: string;
  readonly tokenTampered: string;
  readonly tokenExpired: string;
  readonly tokenExpiring: string;
  /** The administrator's password, and a wrong one. */
  readonly password: string;
  readonly wrongPassword: string;
}

/**
 * Makes the credentials, and brings them into their states.
 *
 * @param admin An administrator of the server.
 * @param valid A key that works.
 * @returns The credentials.
 */
export async function prepareCredentials(
  admin: Administrator,
  valid: string,
): Promise<Credentials> {
  const token = await admin.token(valid);
  const other = await admin.createKey();

  const inactive = await admin.createKey();
  const tokenOfInactiveKey = await admin.token(inactive.value);
  await admin.deactivateKey(inactive);

  const inactiveAccount = await admin.createKey();
  const tokenOfInactiveAccount = await admin.token(inactiveAccount.value);
  await admin.deactivateAccount(inactiveAccount);

  const deleted = await admin.createKey();
  const tokenOfDeletedKey = await admin.token(deleted.value);
  await admin.deleteKey(deleted);

  const rotated = await admin.createKey();
  const tokenOfOldGeneration = await admin.token(rotated.value);
  const rotatedNew = await admin.rotate(rotated, 0);

  const retained = await admin.createKey();
  const tokenOfRetainedGeneration = await admin.token(retained.value);
  const retainedNew = await admin.rotate(retained, 60);

  return {
    valid,
    other: other.value,
    mistyped: mistyped(valid),
    unknown: UNKNOWN_KEY,
    inactive: inactive.value,
    inactiveMistyped: mistyped(inactive.value),
    inactiveAccount: inactiveAccount.value,
    deleted: deleted.value,
    rotatedOld: rotated.value,
    rotatedNew: rotatedNew.value,
    retainedOld: retained.value,
    retainedNew: retainedNew.value,
    token,
    tokenOfInactiveKey,
    tokenOfInactiveAccount,
    tokenOfDeletedKey,
    tokenOfOldGeneration,
    tokenOfRetainedGeneration,
    tokenTampered: tampered(token),
    tokenExpired: await admin.expiringToken(token, -60),
    // Within the ten minutes in which a token is about to expire, and longer than the tests take.
    tokenExpiring: await admin.expiringToken(token, 540),
    pro: PRO_KEY,
    password: ADMIN.password,
    wrongPassword: "wr0ng-of-the-conformance",
  };
}
