import { assert, assertEquals } from "@std/assert";
import type { Diagnosis } from "../../lib/doctor/diagnosis.ts";
import { reportOfOne } from "../helpers/report_of_one.ts";
import { ciOutputsOf } from "../helpers/ci_formats.ts";
import { formsOf, KEY } from "../helpers/credentials.ts";
import {
  clientWith,
  type Environment,
  examine,
  outputsOf,
} from "../helpers/examination.ts";
import {
  listenRaw,
  type RawRequest,
  type Reply,
} from "../helpers/raw_listener.ts";
import { json, refusal } from "../helpers/replies.ts";
import { ACCOUNT, INFO, SESSION_TOKEN } from "../helpers/zenml_listener.ts";

const PASSWORD = "hunter2::error:: ##vso[x] ünïcode+/=%";

const SECRETS: readonly (readonly [
  kind: string,
  environment: (url: string) => Environment,
  secrets: readonly string[],
])[] = [
  ["key", (url) => clientWith(url, KEY), formsOf(KEY)],
  [
    "token",
    (url) => ({ ZENML_STORE_URL: url, ZENML_STORE_API_TOKEN: SESSION_TOKEN }),
    [SESSION_TOKEN],
  ],
  [
    "password",
    (url) => ({
      ZENML_STORE_URL: url,
      ZENML_STORE_USERNAME: "default",
      ZENML_STORE_PASSWORD: PASSWORD,
    }),
    [PASSWORD, encodeURIComponent(PASSWORD), "hunter2"],
  ],
];

/** What an echoing server makes of the part of a request that holds the secret: texts are clipped, and that must be in. */
const ECHOES: readonly (readonly [
  criterion: string,
  echo: (request: RawRequest) => string,
])[] = [
  ["as it came", ({ text }) => secretPart(text)],
  ["decoded", ({ text }) => decodedForm(text)],
  [
    "in small letters of its escapes",
    ({ text }) => lowerEscapes(secretPart(text)),
  ],
  ["as JSON", ({ text }) => JSON.stringify(decodedForm(text))],
];

/** What is behind an echo: where it is shown, nothing before it was clipped. */
const END = "<- that";

for (const [kind, environment, secrets] of SECRETS) {
  for (const [criterion, echo] of ECHOES) {
    Deno.test(`diagnose() shows nothing of a ${kind} that the server echoes ${criterion}`, async () => {
      const pieces = [...secrets, SESSION_TOKEN].flatMap(piecesOf);
      for (const place of ["/login", "/current-user"]) {
        if (kind === "token" && place === "/login") continue;
        let shownToTheEnd = 0;
        for (const reply of [refusal, detailed, asKeyName, asAccount]) {
          await using server = echoing(
            place,
            (request) => `${echo(request)} ${END}`,
            reply,
          );
          const diagnosis = await examine(environment(server.url));
          const output = everyFormat(diagnosis);
          assertEquals(pieces.filter((piece) => output.includes(piece)), []);
          if (output.includes(END)) shownToTheEnd++;
        }
        // A login is answered with an account once: of that nothing is shown.
        assert(shownToTheEnd >= 3, `${place}: ${shownToTheEnd}`);
      }
    });
  }
}

/** A secret that is cut is found, too: by pieces that nothing else holds. */
function piecesOf(secret: string): string[] {
  const size = 12;
  return secret.length <= size ? [secret] : Array.from(
    { length: Math.floor(secret.length / size) },
    (_, index) => secret.slice(index * size, (index + 1) * size),
  );
}

/** The header or the field that holds the secret, as it came. */
function secretPart(text: string): string {
  return /^authorization: (.*)$/imu.exec(text)?.[0].trim() ??
    /(?:^|&)(password=[^&]*)/u.exec(text.split("\r\n\r\n")[1] ?? "")?.[1] ?? "";
}

function everyFormat(diagnosis: Diagnosis): string {
  const report = reportOfOne(diagnosis, { strict: true });
  return [...outputsOf(diagnosis), ...Object.values(ciOutputsOf(report))]
    .join("\n");
}

const detailed = (text: string) => json(418, { detail: text });
const asKeyName = (text: string) =>
  refusal(
    `could not verify key value for API key ${text.replaceAll(/\s+/gu, " ")}`,
  );
const asAccount = (text: string) => json(200, { ...ACCOUNT, name: text });

function echoing(
  place: string,
  echo: (request: RawRequest) => string,
  reply: (text: string) => Reply,
) {
  return listenRaw((request) => {
    if (request.path.endsWith(place)) return reply(echo(request));
    if (request.path.endsWith("/info")) return json(200, INFO);
    return request.path.endsWith("/login")
      ? json(200, { access_token: SESSION_TOKEN })
      : json(200, ACCOUNT);
  });
}

function decodedForm(text: string): string {
  const part = secretPart(text);
  return part.startsWith("password=")
    ? new URLSearchParams(part).get("password") ?? ""
    : part.replace(/^authorization: /iu, "");
}

function lowerEscapes(text: string): string {
  return text.replaceAll(/%[0-9A-F]{2}/gu, (escape) => escape.toLowerCase());
}

Deno.test("diagnose() shows no part of a password that is cut where a long echo ends", async () => {
  const password = "correct horse battery staple";
  for (const before of [1570, 1580, 1590, 1595]) {
    await using server = echoing(
      "/login",
      () => "\u0001".repeat(before) + password,
      refusal,
    );
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_USERNAME: "default",
      ZENML_STORE_PASSWORD: password,
    });
    const output = everyFormat(diagnosis);
    assertEquals(/corre|horse/u.exec(output)?.[0], undefined);
  }
});
