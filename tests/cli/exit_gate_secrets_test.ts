import { assertEquals } from "@std/assert";
import { keepingHost } from "../helpers/gated_host.ts";

function printed(secrets: readonly string[], text: string): string {
  const { host, left } = keepingHost();
  host.secrets.add(...secrets);
  host.print(text);
  return left.join();
}

/** Secrets of letters that are neither words nor names. */
const LETTERS = ["HunterTwoHunter", "XkcdHorseBattery", "HUNTERhunterTWO"];

for (const secret of LETTERS) {
  Deno.test(`exitGate() takes the secret ${secret} out of a document`, () => {
    assertEquals(printed([secret], `a ${secret} b`), "a [redacted] b");
  });
}

const [SHORT, LONG] = ["hunter2-hunter2", "hunter2-hunter2-hunter3"];

for (const secrets of [[SHORT, LONG], [LONG, SHORT]]) {
  Deno.test(`exitGate() leaves no rest of the longer secret of ${secrets.join(" and ")}`, () => {
    assertEquals(printed(secrets, `a ${LONG} b`), "a [redacted] b");
    assertEquals(printed(secrets, `a ${SHORT} b`), "a [redacted] b");
    assertEquals(
      printed(secrets, `a ${SHORT} ${LONG} b`),
      "a [redacted] [redacted] b",
    );
  });
}

/** Where a secret may stand in a text. */
const PLACES = [
  ["at the beginning", (secret: string) => `${secret} b`, "[redacted] b"],
  ["at the end", (secret: string) => `a ${secret}`, "a [redacted]"],
  ["alone", (secret: string) => secret, "[redacted]"],
] as const;

for (const [where, textOf, expected] of PLACES) {
  Deno.test(`exitGate() takes a secret out of a text ${where}, also one with blanks around it`, () => {
    assertEquals(printed([SHORT], textOf(SHORT)), expected);
    assertEquals(printed(["  hunt3r+2 "], textOf("hunt3r+2")), expected);
  });
}

Deno.test("exitGate() tells its secrets to those who redact single values, short ones and words, too", () => {
  const { host } = keepingHost();
  host.secrets.add("hunter2", "correcthorse", "s3cr3t/of+one");
  assertEquals(
    ["hunter2", "correcthorse", "s3cr3t/of+one"].map((secret) =>
      host.secrets.redact(`a ${secret} b`)
    ),
    ["a [redacted] b", "a [redacted] b", "a [redacted] b"],
  );
});

Deno.test("exitGate() keeps the layout of JSON from which it takes a secret", () => {
  const document = { message: `a ${SHORT} b`, list: [1, { deep: SHORT }] };
  assertEquals(
    printed([SHORT], `${JSON.stringify(document, null, 2)}\n`),
    `${
      JSON.stringify(
        { message: "a [redacted] b", list: [1, { deep: "[redacted]" }] },
        null,
        2,
      )
    }\n`,
  );
});
