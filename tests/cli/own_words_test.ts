import { assertEquals } from "@std/assert";
import { json } from "../helpers/replies.ts";
import { runInProcess } from "../helpers/run_in_process.ts";
import { ACCOUNT, INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

const ARGS = [
  "doctor",
  "--verbose",
  "--format=text",
  "--format=json=report.json",
  "--format=github=report.log",
  "--format=junit=report.xml",
  "--format=markdown=report.md",
];

/** Writes what a run shows. */
async function shownWith(url: string, password: string): Promise<string> {
  const { everything } = await runInProcess(ARGS, {
    env: {
      ZENML_STORE_URL: url,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: password,
    },
  });
  return everything;
}

/**
 * Takes out times, what the run waited for, which depends on them, and blanks: lines break elsewhere where a number has
 * another digit.
 */
function comparable(text: string): string {
  return text
    .replaceAll(/^\S+: [a-z]+ \.\.\.$/gmu, "")
    .replaceAll(/\s+/gu, "")
    .replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?/gu, "DAY")
    .replaceAll(/\d+(?:\.\d+)?(?=ms|s)/gu, "0")
    .replaceAll(
      /(?<="(?:durationMs|skewSeconds)":|time="|skewSeconds:)-?[\d.]+/gu,
      "0",
    );
}

/** What is no word of ours: the user's own name, what the server says about itself, what stands for a value. */
const OTHERS: ReadonlySet<string> = new Set([
  "me",
  // In the account's name.
  "-",
  "redacted",
  // A placeholder.
  "API key",
  ...[...Object.values(INFO), ACCOUNT.name, "98"].flatMap((text) =>
    text === null ? [] : [text, ...text.split(/[.-]/u)]
  ),
]);

/** The words of a text but for values, quoted or with a number, by themselves and in twos. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set([
    ...text.split(/\s+/u).map((word) => word.replaceAll(/^\W+|\W+$/gu, "")),
    ...text.match(/[\p{L}\p{N}_-]+/gu) ?? [],
    ...text.match(/[a-z]+ [a-z]+/giu) ?? [],
  ].filter((word) =>
    word !== "" && word.length <= 40 && !/["'`<>%&\d]/u.test(word)
  ));
}

for (
  const [outcome, answers] of [
    ["a good server", {}],
    ["a server that starts", { login: json(503, { detail: "x" }) }],
    ["a refusal", {
      login: json(401, {
        detail: ["CredentialsNotValid", "invalid username or password"],
      }),
    }],
  ] as const
) {
  Deno.test(`doctor changes nothing of its own words for a password that is one of them: ${outcome}`, async () => {
    await using server = listenAsZenml(answers);
    const usual = await shownWith(server.url, "x7-plum-jam-x7");
    const changed: string[] = [];
    for (const word of wordsOf(usual)) {
      if (OTHERS.has(word)) continue;
      const shown = await shownWith(server.url, word);
      if (comparable(shown) !== comparable(usual)) changed.push(word);
    }
    assertEquals(changed, []);
  });
}
