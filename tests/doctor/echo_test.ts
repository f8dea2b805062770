import { assertEquals } from "@std/assert";
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

/** What an echoing server makes of a request. */
const ECHOES: readonly (readonly [
  criterion: string,
  echo: (request: RawRequest) => string,
])[] = [
  ["as it came", ({ text }) => text],
  ["decoded", ({ text }) => decodedForm(text)],
  ["in capitals of its escapes", ({ text }) => lowerEscapes(text)],
  ["as JSON", ({ text }) => JSON.stringify(decodedForm(text))],
];

for (const [kind, environment, secrets] of SECRETS) {
  for (const [criterion, echo] of ECHOES) {
    Deno.test(`diagnose() shows nothing of a ${kind} that the server echoes ${criterion}`, async () => {
      for (const reply of [refusal, detailed, asKeyName, asAccount]) {
        for (const place of ["/login", "/current-user"]) {
          await using server = echoing(place, echo, reply);
          const diagnosis = await examine(environment(server.url));
          const output = everyFormat(diagnosis);
          const shown = [...secrets, SESSION_TOKEN]
            .filter((secret) => output.includes(secret));
          assertEquals(shown, []);
        }
      }
    });
  }
}

function everyFormat(diagnosis: Diagnosis): string {
  const report = reportOfOne(diagnosis, [], { strict: true });
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
  const [head = "", body = ""] = text.split("\r\n\r\n");
  return body === ""
    ? /^authorization: (.*)$/imu.exec(head)?.[1] ?? ""
    : [...new URLSearchParams(body).values()].join(" ");
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
