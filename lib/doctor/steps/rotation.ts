import {
  DAY_MS,
  describeDuration,
  describeTime,
} from "../../finding/duration.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { asAdministrator, inOrder, words } from "../../finding/fix.ts";
import type { ResponseHeaders } from "../../http/response.ts";
import type { ApiKeyCredential } from "../../resolver/credential.ts";
import { readToken } from "../../resolver/credential_format.ts";
import { apiKeyUrl, type KeyRotation, keyRotationOf } from "../../zenml/api.ts";
import { isUuid } from "../../zenml/server_info.ts";
import { requestBriefly } from "../grace.ts";
import { defineStep, type Outcome, passed, skipped } from "../step.ts";

/** How long the old value is to work after a rotation: a day to set the new one everywhere. */
const RETAIN_MINUTES = 1440;

/** The names by which the server knows a key. */
interface KeyPath {
  readonly account: string;
  readonly key: string;
}

/** Examines whether the key was rotated, and its old value still works as well as the new one. */
export const rotation = defineStep({
  id: "rotation",
  needs: ["login", "server"],
  async run({ login, server }, context) {
    const { credential, serverUrl } = context.connection;
    if (credential.kind !== "api-key") return skipped("it is not an API key");
    const { token } = login;
    const path = token === null ? null : keyPathOf(token);
    if (token === null || path === null) {
      return skipped("the server does not say which key it was");
    }
    const response = await requestBriefly(context, {
      url: apiKeyUrl(serverUrl, path),
      bearer: token,
    });
    if (response.kind === "response-timeout") {
      return skipped("the server did not respond in time");
    }
    const found = response.kind === "response" && response.status === 200
      ? keyRotationOf(response)
      : null;
    return found === null ? skipped("the server did not let it look") : judge(
      { rotation: found, path, credential, serverUrl },
      serverTime(server.response.headers),
      context.maxKeyAgeMs,
    );
  },
});

function keyPathOf(text: string): KeyPath | null {
  const token = readToken(text);
  const [account, key] = [token?.subject, token?.apiKeyId];
  return account && key && isUuid(account) && isUuid(key)
    ? { account, key }
    : null;
}

/** A key of the server, and where its value is. */
interface Rotated {
  readonly rotation: KeyRotation;
  readonly path: KeyPath;
  readonly credential: ApiKeyCredential;
  readonly serverUrl: string;
}

function judge(
  rotated: Rotated,
  now: number,
  maxKeyAgeMs: number | null,
): Outcome<true> {
  const { createdAt, rotatedAt, retainMinutes } = rotated.rotation;
  const madeAt = rotatedAt ?? createdAt;
  const ageMs = madeAt === null ? null : Math.max(0, now - madeAt);
  const endsAt = (rotatedAt ?? 0) + retainMinutes * 60_000;
  const until = rotatedAt === null || retainMinutes === 0 || endsAt <= now
    ? null
    : describeTime(endsAt);
  const isOld = ageMs !== null && maxKeyAgeMs !== null && ageMs > maxKeyAgeMs;
  return passed(
    true,
    [
      ...ageMs === null
        ? []
        : [`the API key is ${describeDuration(ageMs)} old`],
      rotatedAt === null
        ? "never rotated"
        : until === null
        ? `rotated at ${describeTime(rotatedAt)}`
        : `rotated; the old value works until ${until}`,
    ].join(", "),
    {
      ...rotatedAt === null ? {} : { rotatedAt: describeTime(rotatedAt) },
      ...until === null ? {} : { retainedUntil: until },
      ...ageMs === null ? {} : { ageDays: Math.floor(ageMs / DAY_MS) },
    },
    [
      ...rotatedAt === null || until === null
        ? []
        : [rotatingFinding(rotated, describeTime(rotatedAt), until)],
      ...isOld ? [oldFinding(rotated, ageMs, maxKeyAgeMs)] : [],
    ],
  );
}

function rotatingFinding(
  { path: { account, key }, credential, serverUrl }: Rotated,
  since: string,
  until: string,
): Finding {
  return findingOf("key-rotating", {
    message:
      `The API key was rotated at ${since}; its old value stops working at ${until}, and it is not known whether ${credential.variable} holds the old or the new one`,
    fix: inOrder(
      asAdministrator(
        serverUrl,
        ["zenml", "service-account", "api-key", account, "describe", key],
      ),
      words("Make sure that every place has the new value"),
    ),
    setting: credential,
  });
}

function oldFinding(
  { path: { account, key }, credential, serverUrl }: Rotated,
  ageMs: number,
  maxKeyAgeMs: number,
): Finding {
  return findingOf("key-old", {
    message: `The API key in ${credential.variable} is ${
      describeDuration(ageMs)
    } old, more than ${describeDuration(maxKeyAgeMs)}`,
    fix: inOrder(
      asAdministrator(serverUrl, [
        "zenml",
        "service-account",
        "api-key",
        account,
        "rotate",
        key,
        "--retain",
        String(RETAIN_MINUTES),
      ]),
      words("Set the new value everywhere before the old one stops working"),
    ),
    setting: credential,
  });
}

/** The server's time at its proof: its clock decides when the old value ends. */
function serverTime(headers: ResponseHeaders): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}
