import { assert, assertEquals } from "@std/assert";
import { CREDENTIAL_CODES } from "../../lib/codes/credential_codes.ts";
import { allFindingsOf, type Diagnosis } from "../../lib/doctor/diagnosis.ts";
import {
  jsonReport,
  junitReport,
  markdownReport,
  textReport,
} from "../../lib/report/writers.ts";
import { formsOf, KEY, TOKEN } from "../helpers/credentials.ts";
import { outputsOf } from "../helpers/examination.ts";
import { assertHarmless } from "../helpers/assert_harmless.ts";
import { assertInert, REPORT_COMMANDS } from "../helpers/ci_commands.ts";
import { assertHarmlessInCi } from "../helpers/ci_formats.ts";
import { reportOfOne } from "../helpers/report_of_one.ts";
import { type Question, SESSION_TOKEN } from "../helpers/zenml_listener.ts";
import { type GalleryCase, isSlow } from "./case.ts";
import { GALLERY } from "./gallery.ts";
import {
  cellOf,
  measure,
  type Measured,
  type Row,
  writeTable,
} from "./measured.ts";
import {
  assertExamined,
  failedAt,
  HEALTHY,
  type Steps,
} from "../helpers/steps.ts";

/** Codes that say something of a credential: only a server's clear word may lead to them. */
const VERDICTS: readonly string[] = [
  ...Object.keys(CREDENTIAL_CODES).filter((code) => code !== "login-failed"),
  "key-malformed",
  "token-malformed",
];

/** What each question's answer comes to: the steps, and the finding. */
const QUESTIONS = [
  [
    "info",
    failedAt("server"),
    (one) => `server ${one.info} error`,
  ],
  [
    "login",
    failedAt("login"),
    (one) => `login ${one.login} error`,
  ],
  [
    "current-user",
    { ...HEALTHY, identity: "fail" },
    (one) => `identity ${one.currentUser} error`,
  ],
  ["key", { ...HEALTHY, rotation: "skip" }, () => null],
] as const satisfies readonly (readonly [
  Question,
  Steps,
  (one: GalleryCase) => string | null,
])[];

const DEEP = { depth: 100 } as const;

const rows: Row[] = [];

for (const one of GALLERY) {
  Deno.test(`diagnose() finds ${one.info} for ${one.name}`, async () => {
    const measured = await Promise.all(
      QUESTIONS.map(([question]) => measure(one, question)),
    );
    rows.push([
      one.name,
      ...measured.map(({ diagnosis }) => cellOf(diagnosis)),
    ]);
    for (const [index, [question, steps, finding]] of QUESTIONS.entries()) {
      const of = measured[index];
      assert(of);
      const found = finding(one);
      assertExamined(of.diagnosis.connections[0], {
        steps,
        found: found === null ? [] : [found],
      });
      assertHolds(of, one);
      if (question === "info") {
        assertEquals(secretsIn(of.received), []);
        assertEquals(of.requests.length <= 1, true);
      }
    }
  });

  Deno.test(`diagnose() says nothing of a token for ${one.name}`, async () => {
    const measured = await Promise.all(
      (["info", "current-user"] as const).map((question) =>
        measure(one, question, (url) => ({
          ZENML_STORE_URL: url,
          ZENML_STORE_API_TOKEN: TOKEN,
        }))
      ),
    );
    for (const of of measured) assertHolds(of, one);
    assertEquals(secretsIn(measured[0]?.received ?? ""), []);
  });
}

Deno.test("The gallery has at least 60 servers, no two of one name", () => {
  const names = GALLERY.map(({ name }) => name);
  assertEquals(names.length, new Set(names).size);
  assert(names.length >= 60);
  assert(GALLERY.filter(isSlow).length >= 5);
});

Deno.test.afterAll(() => writeTable(rows));

/** What holds of every examination, whatever the server did. */
function assertHolds(
  { diagnosis, requests, received, strayed }: Measured,
  one: GalleryCase,
): void {
  const codes = allFindingsOf(diagnosis).map(({ code }) => code);
  assertEquals(
    codes.filter((code) => VERDICTS.includes(code) && !one.says.includes(code)),
    [],
  );
  const outputs = outputsOf(diagnosis);
  assertHarmless(outputs);
  const { github, ...others } = assertHarmlessInCi(reportOfOne(diagnosis));
  assertInert(github, REPORT_COMMANDS);
  const shown = [
    ...outputs,
    ...Object.values(others),
    ...programOutputsOf(diagnosis),
  ];
  for (const output of shown) assertInert(output);
  const held = [JSON.stringify(diagnosis), Deno.inspect(diagnosis, DEEP)];
  for (const output of [github, ...shown, ...held]) {
    assertEquals(secretsIn(output), []);
  }
  const asked = requests.map(({ method, path }) => `${method} ${path}`);
  assertEquals(asked, [...new Set(asked)]);
  // The key is shown once, to the login; the token once to each of the questions that need it.
  assert(timesIn(received, encodeURIComponent(KEY)) <= 1);
  assert(timesIn(received, TOKEN) <= 2);
  assert(timesIn(received, SESSION_TOKEN) <= 3);
  assertEquals(strayed, 0);
}

/** What the writers for programs make of a diagnosis. */
function programOutputsOf(diagnosis: Diagnosis): readonly string[] {
  return [
    textReport(diagnosis),
    markdownReport(diagnosis),
    junitReport(diagnosis),
    JSON.stringify(jsonReport(diagnosis)),
  ];
}

const SECRET_FORMS = [KEY, TOKEN, SESSION_TOKEN].flatMap(formsOf);

function secretsIn(text: string): string[] {
  return SECRET_FORMS.filter((form) => text.includes(form));
}

function timesIn(text: string, part: string): number {
  return text.split(part).length - 1;
}
