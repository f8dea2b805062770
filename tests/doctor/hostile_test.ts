import { reportOfOne } from "../helpers/report_of_one.ts";
import { assertHarmlessInCi } from "../helpers/ci_formats.ts";
import { KEY, PRO_KEY } from "../helpers/credentials.ts";
import {
  clientWith,
  type Environment,
  examine,
  outputsOf,
} from "../helpers/examination.ts";
import { assertHarmless } from "../helpers/assert_harmless.ts";
import { http, json, page, redirect, refusal } from "../helpers/replies.ts";
import {
  ACCOUNT,
  type Answers,
  INFO,
  listenAsZenml,
} from "../helpers/zenml_listener.ts";

/** Everything that could hurt a terminal, a log or a CI system. */
const EVIL = [
  "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b2J",
  "\u202Egnp.exe\u202C \u2066x\u2069 \u200B\u200D\uFEFF\u00AD",
  "\r\n::error::owned\n::add-mask::x\n##vso[task.setvariable variable=a]b",
  "##[error]x :\u200b:set-output name=a::b #\u200b#vso[x]",
  "\u2028\u2029\u0085\u0000\uD800",
  "a\nb\rc\td",
].join(" ");

const LONG = `${"A".repeat(5000)}${EVIL}${"B".repeat(5000)}`;

/** Headers hold no line breaks and no escape sequences, but all else. */
const EVIL_HEADER =
  "\u202Eevil\u202C ::error::owned ##vso[task.complete]x \u200B";

/** A place for a hostile text, and the variables that make the doctor look there. */
type EvilCase = readonly [
  criterion: string,
  answers: (evil: string) => Answers,
  environment?: (url: string) => Environment,
];

const withInfo = (facts: Readonly<Record<string, unknown>>): Answers => ({
  info: json(200, { ...INFO, ...facts }),
});

const terraform = (url: string) => ({
  ZENML_SERVER_URL: url,
  ZENML_API_KEY: KEY,
});

const PLACES: readonly EvilCase[] = [
  ["id", (evil) => withInfo({ id: evil })],
  ["version", (evil) => withInfo({ version: evil })],
  ["version for Terraform", (evil) => withInfo({ version: evil }), terraform],
  ["deployment type", (evil) => withInfo({ deployment_type: evil })],
  ["scheme of login", (evil) => withInfo({ auth_scheme: evil })],
  [
    "control plane's URL",
    (evil) => withInfo({ deployment_type: "cloud", pro_api_url: evil }),
    (url) => clientWith(url, PRO_KEY),
  ],
  [
    "control plane's URL, which is believed",
    (evil) =>
      withInfo({ deployment_type: "cloud", pro_api_url: `https://x/${evil}` }),
    (url) => clientWith(url, PRO_KEY),
  ],
  ["dashboard's URL", (evil) => withInfo({ pro_dashboard_url: evil })],
  ["login's refusal", (evil) => ({ login: refusal(evil) })],
  ["login's detail", (evil) => ({ login: json(400, { detail: evil }) })],
  [
    "key's name",
    (evil) => ({
      login: refusal(
        `API key ${evil} associated with service account ${evil} is not active`,
      ),
    }),
  ],
  [
    "key's name on one line",
    (evil) => ({
      login: refusal(
        `could not verify key value for API key ${evil.replaceAll(/\s/gu, "")}`,
      ),
    }),
  ],
  ["account's refusal", (evil) => ({ "current-user": refusal(evil) })],
  [
    "account's name in a refusal",
    (evil) => ({ "current-user": refusal(`account ${evil} is not active`) }),
  ],
  [
    "account's name",
    (evil) => ({ "current-user": json(200, { ...ACCOUNT, name: evil }) }),
  ],
  [
    "user's name",
    (evil) => ({
      "current-user": json(200, {
        name: evil,
        body: { active: false, is_service_account: false },
      }),
    }),
  ],
  [
    "time of a rotation",
    (evil) => ({
      key: json(200, {
        metadata: { last_rotated: evil, retain_period_minutes: 1e308 },
      }),
    }),
  ],
  ["title of a page", (evil) => ({ info: page(200, evil) })],
  [
    "place that a redirect names",
    () => ({ info: redirect(302, `/x?${EVIL_HEADER}`) }),
  ],
  [
    "time to wait",
    () => ({ login: http(429, "", { "retry-after": EVIL_HEADER }) }),
  ],
  [
    "type of the content",
    () => ({ info: http(200, "x", { "content-type": EVIL_HEADER }) }),
  ],
  ["server's time", () => ({ info: json(200, INFO, { date: EVIL_HEADER }) })],
];

for (const [criterion, answers, environment] of PLACES) {
  Deno.test(`diagnose() makes a hostile ${criterion} harmless`, async () => {
    for (const evil of [EVIL, LONG]) {
      await using server = listenAsZenml(answers(evil));
      const variables = environment?.(server.url) ??
        clientWith(server.url, KEY);
      const diagnosis = await examine(variables);
      assertHarmless(outputsOf(diagnosis));
      assertHarmlessInCi(reportOfOne(diagnosis, { strict: true }));
    }
  });
}
