import { assertEquals, assertExists } from "@std/assert";
import { refusalOf } from "../../lib/zenml/refusal.ts";
import type { Presented, RefusalRow } from "../../lib/zenml/refusal_row.ts";
import { REFUSALS } from "../../lib/zenml/refusal_table.ts";
import recorded from "../data/refusal_texts.json" with { type: "json" };

const SHOWN: readonly Presented[] = [
  "key",
  "token",
  "own-token",
  "password",
  "session",
];
const ID = "31fcb891-8a65-4d6c-9f5b-0f2b5e1c7a11";

const DECODING = "error decoding access token: Invalid JWT token: ";

/** Texts of the sources that no request of this program can lead to, and why. */
const NEVER_SAID: readonly (readonly [RegExp, string])[] = [
  [
    /^error retrieving device with|^device (?:for|with) client ID/u,
    "the login of a device, in OAuth's own form",
  ],
  [/^invalid activation token/u, "the first page of a server"],
  [/^Invalid CSRF token/u, "no CSRF token is sent"],
  [
    /^Invalid (?:download type|resource ID|\{key\})$/u,
    "a download's own token",
  ],
  [/is deprecated|^Authentication warning/u, "a warning in the server's log"],
  [/^Invalid JWT token|^\{e\}\.$/u, "a part of another text"],
];

/** Fills the values into a text of ZenML's source. */
function filled(text: string): string {
  return text.replace(/\{([^}]*)\}/gu, (_, name: string) => {
    if (name.endsWith("_id")) return ID;
    if (name === "e") return "Invalid JWT token: Not enough segments";
    if (name.startsWith("ENV_")) return name.slice("ENV_".length);
    return name === "api_key.name" ? "my key" : "my bot";
  });
}

for (const { text, versions } of recorded.texts) {
  const reason = NEVER_SAID.find(([pattern]) => pattern.test(text))?.[1];
  Deno.test(`refusalOf() ${reason ? "need not know" : "knows"} '${text.slice(0, 70)}' of ZenML ${versions.join(", ")}`, () => {
    const known = SHOWN.filter((shown) =>
      refusalOf(filled(text), shown) !== null
    );
    if (reason === undefined) assertEquals(known.length > 0, true);
    else assertEquals(known, []);
  });
}

/** Makes a text that a row is for. */
function textOf({ text }: RefusalRow): string {
  return text.replace(
    /\{(\w+)\}/gu,
    (_, name: string) => name === "id" ? ID : `my ${name}`,
  );
}

for (const row of REFUSALS) {
  const shown = SHOWN.filter((one) => row[one]);
  Deno.test(`refusalOf() takes only the whole text '${row.text.slice(0, 70)}' for ${shown.join(", ")}`, () => {
    const text = textOf(row);
    for (const one of shown) {
      const refusal = refusalOf(text, one, row.status);
      assertExists(refusal);
      assertEquals(
        [refusal.code, refusal.says, refusal.remedy],
        [...row[one] ?? []],
      );
      assertEquals(refusalOf(`${text}..`, one, row.status)?.code, refusal.code);
      for (
        const other of [
          `x ${text}`,
          ` ${text}`,
          text.toUpperCase(),
          text.slice(1),
          `${text}\nx`,
          `${text}\u0000`,
          ...row.text.endsWith("{reason}") ? [] : [
            `${text}: database is down`,
            `${text} store: database is down`,
          ],
          ...row.text.endsWith("}") ? [] : [`${text} yet`, text.slice(0, -1)],
        ]
      ) {
        const found = refusalOf(other, one, row.status);
        // Whatever reason the server has for not decoding a token, it is about the token.
        const isOtherReason = ["token", "own-token"].includes(one) &&
          other.startsWith(DECODING) &&
          found?.says !== refusal.says;
        assertEquals([other, isOtherReason ? null : found], [other, null]);
      }
      assertEquals(refusalOf(text, one, 403), null);
    }
  });
}

Deno.test("refusalOf() takes no text that only begins as one of ZenML's", () => {
  for (
    const text of [
      "error retrieving API key store: database is down",
      "error retrieving API key 1",
      `error retrieving API key ${ID} from the database`,
      "error retrieving API key ",
      "error decoding access token store: database is down",
      "error decoding access token: database is down",
      "error decoding API key store",
      "could not verify key value for API key store: database is down",
      "could not verify key value for API key ",
      "API key ci associated with service account bot is not active yet",
      "service account bot associated with API key ci: timeout is not active",
      `error retrieving token account store ${ID}`,
      `schedule ${ID} is not active: timeout`,
      `Not authenticated by the gateway`,
      "",
      "...",
    ]
  ) {
    for (const shown of SHOWN) {
      assertEquals([text, refusalOf(text, shown)], [text, null]);
    }
  }
});

Deno.test("refusalOf() finds the names in a text, whatever they hold", () => {
  for (
    const [key, account] of [
      ["ci", "bot"],
      ["my key", "my bot"],
      ["{account}", "{key}"],
      ["a'b", "$(x)"],
      ["is not active", "x is not active"],
      ["k".repeat(255), "ü"],
    ] as const
  ) {
    const refusal = refusalOf(
      `API key ${key} associated with service account ${account} is not active`,
      "key",
    );
    assertEquals([refusal?.key, refusal?.account], [key, account]);
  }
  assertEquals(
    refusalOf(
      `API key ${
        "k".repeat(256)
      } associated with service account b is not active`,
      "key",
    ),
    null,
  );
});
