/**
 * The recorded answers that the stand-in gives, and how it is brought to give each.
 *
 * @module
 */
import { assert } from "@std/assert";
import type { DemoServer } from "../../lib/demo/server.ts";
import type { DemoState } from "../../lib/demo/states.ts";
import {
  encodeApiKey,
  readApiKey,
  readToken,
} from "../../lib/resolver/credential_format.ts";

/** What a client sends, besides the recorded method and path. */
export interface Sent {
  readonly path?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bearer?: string;
}

/** One recorded answer, and how the stand-in is brought to give it. */
export type Case = readonly [
  name: string,
  state: DemoState,
  send?: (server: DemoServer) => Sent,
];
const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

/** The key that the variables of a stand-in hold. */
export const keyIn = (server: DemoServer): string =>
  server.environment["ZENML_STORE_API_KEY"] ?? "";
const withForm = (form: Readonly<Record<string, string>>) => () => ({ form });
const withKey = (server: DemoServer) => ({ form: { password: keyIn(server) } });
const withToken = ({ token }: DemoServer) => ({ bearer: token });
const withKeyAsToken = (server: DemoServer) => ({ bearer: keyIn(server) });
const withUser = ({ user }: DemoServer) => ({
  form: { username: user.name, password: user.password },
});
const unknownKey = encodeApiKey({ id: UNKNOWN_ID, value: "c0ffee" });
/** Every recorded answer that the stand-in knows. */
export const CASES: readonly Case[] = [
  ["health", "healthy"],
  ["health-head", "healthy"],
  ["ready", "healthy"],
  ["info", "healthy"],
  ["root", "healthy"],
  ["info-double-slash", "trailing-slash"],
  ["login-double-slash", "trailing-slash", withKey],
  ["info-trailing", "healthy"],
  ["unknown-api", "healthy"],
  ["doubled-api-prefix", "healthy"],
  ["spa-path", "healthy"],
  ["login-get", "healthy"],
  ["login-valid-key", "healthy", withKey],
  [
    "login-valid-key-grant",
    "healthy",
    (server) => ({
      form: { grant_type: "zenml-api-key", password: keyIn(server) },
    }),
  ],
  ["current-user-token", "healthy", withToken],
  ["current-user-key-as-bearer", "healthy", withKeyAsToken],
  ["current-user-no-auth", "healthy"],
  ["current-user-garbage-token", "healthy", () => ({ bearer: "garbage" })],
  [
    "current-user-tampered-jwt",
    "healthy",
    ({ token }) => ({ bearer: `${token}xx` }),
  ],
  [
    "login-wrong-secret",
    "healthy",
    (server) => ({ form: { password: mistyped(keyIn(server)) } }),
  ],
  ["login-unknown-key-id", "healthy", withForm({ password: unknownKey })],
  ["login-garbage", "healthy", withForm({ password: "changeme" })],
  [
    "login-garbage-prefixed",
    "healthy",
    withForm({ password: "ZENKEY_changeme" }),
  ],
  ["login-empty", "healthy", withForm({ password: "" })],
  [
    "login-json-body",
    "healthy",
    (server) => ({ json: { password: keyIn(server) } }),
  ],
  [
    "login-grant-unsupported",
    "healthy",
    withForm({ grant_type: "client_credentials", password: "x" }),
  ],
  ["login-pro-key", "wrong-kind", withKey],
  [
    "login-key-trailing-newline",
    "healthy",
    (server) => ({ form: { password: `${keyIn(server)}\n` } }),
  ],
  [
    "login-key-quoted",
    "healthy",
    (server) => ({ form: { password: `"${keyIn(server)}"` } }),
  ],
  [
    "login-key-spaces",
    "healthy",
    (server) => ({ form: { password: ` ${keyIn(server)} ` } }),
  ],
  [
    "login-key-without-prefix",
    "healthy",
    (server) => ({ form: { password: keyIn(server).replace("ZENKEY_", "") } }),
  ],
  [
    "login-username-is-account",
    "healthy",
    (server) => ({ form: { username: "deploy-bot", password: keyIn(server) } }),
  ],
  ["login-inactive-key", "inactive-key", withKey],
  [
    "login-inactive-key",
    "inactive-key",
    (server) => ({ form: { password: mistyped(keyIn(server)) } }),
  ],
  ["current-user-token-after-key-deactivated", "inactive-key", withToken],
  ["current-user-inactive-key-as-bearer", "inactive-key", withKeyAsToken],
  ["login-inactive-service-account", "inactive-account", withKey],
  [
    "current-user-token-after-account-deactivated",
    "inactive-account",
    withToken,
  ],
  ["login-old-key-after-rotation", "rotated-key", withKey],
  ["current-user-token-of-old-generation", "rotated-key", withToken],
  ["login-old-key-retained", "rotating-key", withKey],
  ["api-key-metadata-by-service-account", "rotating-key", metadataOfKey],
  ["login-deleted-key", "deleted-key", withKey],
  ["login-user-password", "healthy", withUser],
  [
    "login-user-wrong-password",
    "healthy",
    withForm({ username: "default", password: "wrong" }),
  ],
  ["pro-health", "pro"],
  ["pro-ready", "pro"],
  ["pro-info", "pro"],
  ["pro-root", "pro"],
  ["pro-login-valid", "pro", withKey],
  ["pro-current-user", "pro", withToken],
  ["pro-key-bearer-valid", "pro", withKeyAsToken],
  ["pro-login-unauthorized", "pro-refused", withKey],
  ["pro-key-bearer-unauthorized", "pro-refused", withKeyAsToken],
  ["pro-login-workspace-unknown", "pro-not-enrolled", withKey],
  ["pro-key-bearer-workspace-unknown", "pro-not-enrolled", withKeyAsToken],
  ["pro-login-control-plane-error", "control-plane-down", withKey],
  ["pro-key-bearer-control-plane-error", "control-plane-down", withKeyAsToken],
  [
    "pro-login-external-noauth",
    "pro",
    withForm({ grant_type: "zenml-external" }),
  ],
  ["pro-login-empty", "pro", withForm({ password: "" })],
  ["pro-login-oss-key", "pro", withForm({ password: unknownKey })],
  [
    "pro-login-password",
    "pro",
    withForm({ username: "default", password: "x" }),
  ],
];
function metadataOfKey(server: DemoServer): Sent {
  return { path: metadataPath(server.token), bearer: server.token };
}
/**
 * Writes where the data of a token's API key are.
 *
 * @param token A token of the stand-in.
 * @returns The path.
 */
export function metadataPath(token: string): string {
  const claims = readToken(token);
  return `/api/v1/service_accounts/${claims?.subject}/api_keys/${claims?.apiKeyId}`;
}

/** The same key id with another value. */
function mistyped(key: string): string {
  const reading = readApiKey(key);
  assert(reading?.kind === "workspace");
  return encodeApiKey({ id: reading.id, value: `${reading.value}0` });
}
