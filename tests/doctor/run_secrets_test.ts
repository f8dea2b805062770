import { assert, assertEquals } from "@std/assert";
import type { Diagnosis } from "../../lib/doctor/diagnosis.ts";
import { reportJson } from "../../lib/report/json.ts";
import { ciOutputsOf } from "../helpers/ci_formats.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, outputsOf } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { reportOfOne } from "../helpers/report_of_one.ts";
import {
  ACCOUNT,
  type Answers,
  INFO,
  listenAsZenml,
} from "../helpers/zenml_listener.ts";

const base64 = (text: string) => btoa(text).replaceAll("=", "");

/** Everything in which a diagnosis is shown, by us or by who uses the library. */
function everyOutput(diagnosis: Diagnosis): readonly string[] {
  const report = reportOfOne(diagnosis, { strict: true });
  return [
    ...outputsOf(diagnosis),
    ...Object.values(ciOutputsOf(report)),
    reportJson(report),
    JSON.stringify(diagnosis),
    Deno.inspect(diagnosis, { depth: 20, strAbbreviateSize: 1e6 }),
  ];
}

function assertShowsNothingOf(diagnosis: Diagnosis, secret: string): void {
  const pieces = secret.length <= 12 ? [secret] : Array.from(
    { length: secret.length - 11 },
    (_, at) => secret.slice(at, at + 12),
  );
  for (const output of everyOutput(diagnosis)) {
    const squeezed = output.replaceAll(/\s+/gu, "");
    for (const text of [output, squeezed]) {
      assertEquals(pieces.filter((piece) => text.includes(piece)), [], text);
    }
  }
}

/** Where a server may put a text of its choice. */
const PLACES: Readonly<Record<string, (text: string) => Answers>> = {
  "the message of a refusal": (text) => ({
    login: json(418, { detail: text }),
  }),
  "the account's name": (text) => ({
    "current-user": json(200, { ...ACCOUNT, name: text }),
  }),
  "its version": (text) => ({ info: json(200, { ...INFO, version: text }) }),
  "a header": (text) => ({
    login: json(429, { detail: "x" }, {
      "Retry-After": text.replaceAll(/[^\x20-\x7E]/gu, ""),
    }),
  }),
};

const ECHOES: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (text) => text,
  "escaped": encodeURIComponent,
  "in base64": (text) => base64(`me:${text}`),
  "split": (text) => [...text].join("\u200B"),
};

for (const [place, answers] of Object.entries(PLACES)) {
  for (const [echo, write] of Object.entries(ECHOES)) {
    Deno.test(`diagnose() shows no secret of the run that is ${echo} in ${place}`, async () => {
      const [password, misspelt, hidden] = Array.from(
        { length: 3 },
        () => `plum ${crypto.randomUUID()}/+=`,
      ) as [string, string, string];
      for (const secret of [password, misspelt, hidden]) {
        await using server = listenAsZenml(answers(write(secret)));
        const environment = {
          ...clientWith(server.url, KEY),
          ZENML_STORE_PASSWORD: password,
          ZENML_STORE_API_KEYS: misspelt,
          ZENML_API_TOKEN: hidden,
        };
        assertShowsNothingOf(await examine(environment), secret);
      }
    });
  }
}

Deno.test("diagnose() shows no session's token that was echoed before the login that handed it out", async () => {
  const token = `opaque-${crypto.randomUUID()}`;
  await using server = listenAsZenml({
    info: json(200, { ...INFO, version: `0.98.0+${token}` }),
    login: json(200, { access_token: token, expires_in: null }),
  });
  const diagnosis = await examine(clientWith(server.url, KEY));
  assertShowsNothingOf(diagnosis, token);
});

Deno.test("diagnose() shows no short password that a server echoes, and no number in Retry-After", async () => {
  for (const password of ["xq7z", "z9", "48151"]) {
    await using server = listenAsZenml({
      login: json(429, { detail: `no ${password}` }, {
        "Retry-After": password,
      }),
    });
    const diagnosis = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: password,
    });
    const texts = diagnosis.connections.flatMap(({ checks }) => checks)
      .filter(({ id }) => id === "login").map((check) => JSON.stringify(check));
    for (const text of texts) {
      assert(
        !text.replace(/"durationMs":[\d.]+/u, "").includes(password),
        text,
      );
    }
  }
});

Deno.test("diagnose() says the same whatever word of its own is the password", async () => {
  const said = async (password: string) => {
    await using server = listenAsZenml({
      login: json(503, { detail: "starting" }),
    });
    const { connections } = await examine({
      ZENML_STORE_URL: server.url,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: password,
    });
    return connections.flatMap(({ checks }) =>
      checks.map(({ summary, findings }) =>
        JSON.stringify([summary, findings])
          .replaceAll(/(?<=:|port )\d{4,5}\b/gu, "0").replaceAll(
            /\d+(?:\.\d)? ms/gu,
            "",
          )
      )
    );
  };
  const usual = await said("x7-plum-jam-x7");
  for (
    const word of ["server", "trouble", "the", "a", "login", "Unavailable"]
  ) {
    assertEquals(await said(word), usual, word);
  }
});
