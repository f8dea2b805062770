import { assertEquals } from "@std/assert";
import {
  accessTokenOf,
  accountOf,
  classedRefusalTextOf,
  keyRotationOf,
  refusalTextOf,
} from "../../lib/zenml/api.ts";
import { serverInfoOf } from "../../lib/zenml/server_info.ts";

const textOf = (value: unknown) => ({ text: JSON.stringify(value) });

/** The `detail` of a response, its text, and whether it comes with a class. */
const DETAILS: readonly (readonly [unknown, string | null, boolean])[] = [
  [["CredentialsNotValid", "Authentication error: no"], "no", true],
  [["CredentialsNotValid", "no"], "no", true],
  ["Not authenticated", "Not authenticated", false],
  [["a", "b", "c"], null, false],
  [["a"], null, false],
  [["a", 1], null, false],
  [[], null, false],
  [{ msg: "no" }, null, false],
  [null, null, false],
  [7, null, false],
];

for (const [detail, text, isClassed] of DETAILS) {
  Deno.test(`refusalTextOf() reads ${JSON.stringify(text)} from ${JSON.stringify(detail)}`, () => {
    assertEquals(refusalTextOf(textOf({ detail })), text);
    assertEquals(
      classedRefusalTextOf(textOf({ detail })),
      isClassed ? text : null,
    );
  });
}

/** When a key was rotated, how many minutes its old value is kept, and what is read of both. */
const ROTATIONS:
  readonly (readonly [unknown, unknown, string | null, number])[] = [
    ["2026-11-21T22:58:49", 60, "2026-11-21T22:58:49.000Z", 60],
    ["2026-11-21T22:58:49Z", 60, "2026-11-21T22:58:49.000Z", 60],
    ["2026-11-21T22:58:49+02:00", 0, "2026-11-21T20:58:49.000Z", 0],
    ["2026-11-21T22:58:49-02:00", 0.5, "2026-11-22T00:58:49.000Z", 0.5],
    ["2026-11-21T22:58:49", -5, "2026-11-21T22:58:49.000Z", 0],
    ["2026-11-21T22:58:49", "60", "2026-11-21T22:58:49.000Z", 0],
    [null, 60, null, 60],
    ["yesterday", 60, null, 60],
    [7, null, null, 0],
  ];

for (const [rotated, retain, at, minutes] of ROTATIONS) {
  Deno.test(`keyRotationOf() reads a rotation at ${rotated} that keeps ${retain} minutes`, () => {
    const rotation = keyRotationOf(textOf({
      metadata: { last_rotated: rotated, retain_period_minutes: retain },
    }));
    assertEquals(rotation, {
      createdAt: null,
      rotatedAt: at === null ? null : Date.parse(at),
      retainMinutes: minutes,
    });
  });
}

/** What a login yields, and whether it is a token that a header can hold. */
const TOKENS: readonly (readonly [unknown, boolean])[] = [
  ["e30.e30.x", true],
  ["x".repeat(16_384), true],
  ["x".repeat(16_385), false],
  ["", false],
  ["a b", false],
  ["a\r\nx: y", false],
  ["ü", false],
  [7, false],
  [null, false],
];

for (const [token, isOne] of TOKENS) {
  Deno.test(`accessTokenOf() ${isOne ? "takes" : "does not take"} ${JSON.stringify(token)?.slice(0, 20)} of ${String(token).length} characters`, () => {
    assertEquals(
      accessTokenOf(textOf({ access_token: token })),
      isOne ? token : null,
    );
  });
}

const INFO = {
  id: "5f0d8a3e-6f3b-4d2b-9a55-0c6d6c1f2a77",
  version: "0.98.0",
  deployment_type: "other",
  auth_scheme: "OAUTH2_PASSWORD_BEARER",
};

Deno.test("serverInfoOf() takes nothing for a server that lacks a part of the proof", () => {
  assertEquals(serverInfoOf(textOf(INFO))?.id, INFO.id);
  for (const name of Object.keys(INFO)) {
    for (const value of ["", 1, null, undefined, ["1"]]) {
      assertEquals(serverInfoOf(textOf({ ...INFO, [name]: value })), null);
    }
  }
  for (const value of [null, [INFO], "1", 1]) {
    assertEquals(serverInfoOf(textOf(value)), null);
  }
});

Deno.test("serverInfoOf() reads an empty URL as none", () => {
  const empty = { server_url: "", pro_api_url: "", pro_dashboard_url: "" };
  const { serverUrl, proApiUrl, proDashboardUrl } =
    serverInfoOf(textOf({ ...INFO, ...empty })) ?? {};
  assertEquals([serverUrl, proApiUrl, proDashboardUrl], [null, null, null]);
});

Deno.test("accountOf() takes no account whose state is not said", () => {
  const body = { active: true, is_service_account: false };
  assertEquals(accountOf(textOf({ name: "a", body }))?.active, true);
  for (
    const user of [
      { name: "a" },
      { name: "a", body: null },
      { name: "a", body: [body] },
      { name: 1, body },
      { name: "a", body: { ...body, active: "true" } },
      { name: "a", body: { ...body, is_service_account: null } },
    ]
  ) {
    assertEquals(accountOf(textOf(user)), null);
  }
});
