/**
 * The tokens that programs get of a real ZenML server, and what they are told where there is none.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import {
  AccessError,
  accessToken,
  authorizedFetch,
} from "../../lib/token/access_token.ts";
import { type Code, configurationOf, resolve } from "../../mod.ts";
import {
  store,
  storePassword,
  terraformToken,
  type Variables,
} from "./cases/case.ts";
import { hasPro } from "../../bench/real_server/versions.ts";
import type { World } from "./world.ts";

/** A token that is asked for ends at most this much later, in milliseconds. */
const EXPIRING_MS = 540_000;

/**
 * Gets tokens for credentials of every kind and shows them to the server, and asks for those that are refused.
 *
 * @param world The servers.
 * @param version The version of ZenML.
 */
export async function assertTokens(
  world: World,
  version: string,
): Promise<void> {
  const { oss, credentials } = world;
  await world.controlPlane.become("accept");
  const accepted = [
    store(oss.url, credentials.valid),
    storePassword(oss.url, "admin", credentials.password),
    terraformToken(oss.url, credentials.token),
    terraformToken(oss.url, credentials.tokenExpiring),
    ...(hasPro(version) ? [store(world.pro.url, credentials.pro)] : []),
  ];
  for (const variables of accepted) await assertAccepted(variables, world);
  const refused: readonly (readonly [Variables, Code])[] = [
    [store(oss.url, credentials.inactive), "key-inactive"],
    [store(oss.url, credentials.mistyped), "key-refused"],
    [
      storePassword(oss.url, "admin", credentials.wrongPassword),
      "password-refused",
    ],
    [terraformToken(oss.url, credentials.tokenExpired), "token-expired"],
    [terraformToken(oss.url, credentials.tokenOfInactiveKey), "token-revoked"],
  ];
  for (const [variables, code] of refused) await assertRefused(variables, code);
}

async function assertAccepted(
  variables: Variables,
  world: World,
): Promise<void> {
  const configuration = configurationOf(resolve({ environment: variables }));
  await world.takeRequests(); // those of whatever was before
  const tokens = await Promise.all(
    Array.from({ length: 10 }, () => accessToken(configuration)),
  );
  const [token] = tokens;
  assert(token && new Set(tokens).size === 1);
  const requests = await world.takeRequests();
  assertEquals(new Set(requests).size, requests.length, requests.join());
  const url = `${configuration.serverUrl.value}/api/v1/current-user`;
  const answer = await fetch(url, { headers: token.headers() });
  assertEquals(answer.status, 200);
  await answer.body?.cancel();
  using send = authorizedFetch(configuration);
  const sent = await send("/api/v1/current-user");
  await sent.body?.cancel();
  assertEquals(sent.status, 200);
  const isExpiring = Object.values(variables)
    .includes(world.credentials.tokenExpiring);
  if (!isExpiring) return;
  const lifetimeMs = (token.expiresAt?.getTime() ?? NaN) - Date.now();
  assert(lifetimeMs > 0 && lifetimeMs <= EXPIRING_MS, `${lifetimeMs}`);
}

async function assertRefused(variables: Variables, code: Code): Promise<void> {
  const { configuration } = resolve({ environment: variables });
  assert(configuration);
  const error = await accessToken(configuration).then(() => null, (it) => it);
  assert(error instanceof AccessError, `There is a token in spite of ${code}`);
  assertEquals(error.findings.map((finding) => finding.code), [code]);
}
