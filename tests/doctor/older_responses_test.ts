import { assert, assertEquals } from "@std/assert";
import { refusalOf } from "../../lib/zenml/refusal.ts";
import type { Presented } from "../../lib/zenml/refusal_row.ts";
import {
  accessTokenOf,
  accountOf,
  keyRotationOf,
  refusalTextOf,
} from "../../lib/zenml/api.ts";
import { serverInfoOf } from "../../lib/zenml/server_info.ts";
import type { Code } from "../../lib/codes/codes.ts";
import { readToken } from "../../lib/resolver/credential_format.ts";
import newest from "../data/responses_oss.json" with { type: "json" };
import older from "../data/responses_0.70.0.json" with { type: "json" };
import oldest from "../data/responses_0.58.2.json" with { type: "json" };

interface Recording {
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What the readers make of an answer, and which versions answer so; all of them by default. */
interface Expected {
  readonly name: string;
  readonly shown?: Presented;
  readonly means: Code | "account" | "token" | "unknown";
  readonly in?: readonly string[];
}

const RECORDINGS: Readonly<Record<string, readonly Recording[]>> = {
  "0.98.0": newest.answers as Recording[],
  "0.70.0": older.answers as Recording[],
  "0.58.2": oldest.answers as Recording[],
};
const OLDER = ["0.70.0", "0.58.2"];

const EXPECTED: readonly Expected[] = [
  { name: "login-valid-key", means: "token" },
  { name: "login-old-key-retained", means: "token" },
  { name: "login-wrong-secret", means: "key-refused" },
  { name: "login-old-key-after-rotation", means: "key-refused" },
  { name: "login-unknown-key-id", means: "key-unknown" },
  { name: "login-deleted-key", means: "key-unknown" },
  { name: "login-garbage", means: "key-malformed" },
  { name: "login-inactive-key", means: "key-inactive" },
  {
    name: "login-inactive-service-account",
    means: "service-account-inactive",
  },
  // The newest server fails; the doctor sends no such key.
  { name: "login-pro-key", means: "unknown", in: ["0.98.0"] },
  { name: "login-pro-key", means: "key-malformed", in: OLDER },
  { name: "current-user-token", means: "account" },
  {
    name: "current-user-no-auth",
    shown: "token",
    means: "authorization-dropped",
  },
  {
    name: "current-user-garbage-token",
    shown: "token",
    means: "token-refused",
  },
  {
    name: "current-user-tampered-jwt",
    shown: "token",
    means: "token-refused",
  },
  {
    name: "current-user-expired-token",
    shown: "token",
    means: "token-expired",
    in: OLDER,
  },
  // Servers from 0.92 on take the key itself.
  { name: "current-user-key-as-bearer", means: "account", in: ["0.98.0"] },
  { name: "current-user-key-as-bearer", means: "token-refused", in: OLDER },
  {
    name: "current-user-token-after-key-deactivated",
    shown: "token",
    means: "token-revoked",
  },
  {
    name: "current-user-token-after-account-deactivated",
    shown: "token",
    means: "token-revoked",
  },
  {
    name: "current-user-token-after-key-deleted",
    shown: "token",
    means: "token-revoked",
    in: OLDER,
  },
  // Servers before 0.97 know no generations, and take the token.
  {
    name: "current-user-token-of-old-generation",
    shown: "token",
    means: "token-revoked",
    in: ["0.98.0"],
  },
  {
    name: "current-user-token-of-old-generation",
    means: "account",
    in: OLDER,
  },
];

for (const version of Object.keys(RECORDINGS)) {
  for (const expected of EXPECTED) {
    if (expected.in && !expected.in.includes(version)) continue;
    const { name, shown = "key", means } = expected;
    Deno.test(`refusalOf() reads ${name} of ZenML ${version}`, () => {
      assertEquals(meaningOf(recording(version, name), shown), means);
    });
  }

  Deno.test(`serverInfoOf() reads the info of ZenML ${version}`, () => {
    const info = serverInfoOf(answer(version, "info"));
    assert(info);
    assertEquals(info.version, version);
    assertEquals(info.deploymentType, "other");
    assertEquals(info.authScheme, "OAUTH2_PASSWORD_BEARER");
    assertEquals([info.proApiUrl, info.proDashboardUrl], [null, null]);
  });

  Deno.test(`serverInfoOf() takes no other answer of ZenML ${version}`, () => {
    for (const { name } of RECORDINGS[version] ?? []) {
      if (name === "info") continue;
      assertEquals(serverInfoOf(answer(version, name)), null, name);
    }
  });

  Deno.test(`accessTokenOf() reads a token of ZenML ${version} that names key and account`, () => {
    const token = accessTokenOf(answer(version, "login-valid-key"));
    assert(token);
    const claims = readToken(token);
    assert(claims?.subject && claims.apiKeyId);
    assertEquals(claims.expiresAt, null);
  });

  Deno.test(`accountOf() reads the service account of ZenML ${version}`, () => {
    const account = accountOf(answer(version, "current-user-token"));
    assert(account?.active && account.isServiceAccount);
    assert(/bot-\d+$/.test(account.name), account.name);
  });

  Deno.test(`keyRotationOf() reads a retention of ZenML ${version}`, () => {
    const name = "api-key-metadata-by-service-account";
    const rotation = keyRotationOf(answer(version, name));
    assertEquals(rotation?.retainMinutes, 60);
    assert(rotation?.rotatedAt);
    // It was rotated while the recordings were made, by the server's clock.
    const { date = "" } = recording(version, name).headers;
    const age = Date.parse(date) - rotation.rotatedAt;
    assert(Math.abs(age) < 60_000, `${age} ms`);
  });
}

for (const version of OLDER) {
  Deno.test(`keyRotationOf() reads a key of ZenML ${version} that was never rotated`, () => {
    const rotation = keyRotationOf(
      answer(version, "api-key-metadata-never-rotated"),
    );
    assertEquals(rotation?.rotatedAt, null);
    assertEquals(rotation?.retainMinutes, 0);
    assert(rotation?.createdAt);
  });
}

function recording(version: string, name: string): Recording {
  const found = RECORDINGS[version]?.find((one) => one.name === name);
  assert(found, `No recording of ZenML ${version} is called ${name}`);
  return found;
}

function answer(version: string, name: string): { readonly text: string } {
  return asAnswer(recording(version, name));
}

function asAnswer({ body }: Recording): { readonly text: string } {
  return { text: typeof body === "string" ? body : JSON.stringify(body) };
}

/** Reads as the steps `login` and `identity` do. */
function meaningOf(recorded: Recording, shown: Presented): string {
  const read = asAnswer(recorded);
  if (recorded.status === 200) {
    if (accessTokenOf(read)) return "token";
    return accountOf(read) ? "account" : "unknown";
  }
  const text = recorded.status === 401 ? refusalTextOf(read) : null;
  if (text === null) return "unknown";
  return refusalOf(text, shown)?.code ?? "unknown";
}
