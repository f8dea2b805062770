import { assertEquals, assertMatch } from "@std/assert";
import { requestBriefly } from "../../lib/doctor/grace.ts";
import type { Limits } from "../../lib/http/request.ts";
import { contextOf } from "../helpers/context.ts";
import { KEY, KEY_VALUE } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { http, json, nothing, page, refusal } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import {
  type Answers,
  INFO,
  listenAsZenml,
} from "../helpers/zenml_listener.ts";

async function examined(answers: Answers) {
  await using server = listenAsZenml(answers);
  return await examine(clientWith(server.url, KEY));
}

/** A response to the login or the account's request, and what is found. */
const RESPONSES: readonly (readonly [
  "login" | "current-user",
  string,
  Reply,
  string,
])[] = [
  ["login", "a page", page(200), "login response-invalid error"],
  ["login", "a page that was not found", page(404), "login login-failed error"],
  ["login", "no token", json(200, {}), "login login-failed error"],
  [
    "current-user",
    "a page",
    page(200),
    "identity response-invalid error",
  ],
  [
    "current-user",
    "a refusal with another status",
    json(403, {
      detail: [
        "CredentialsNotValid",
        "Authentication error: account bot is not active",
      ],
    }),
    "identity login-failed error",
  ],
];

for (const [question, what, reply, found] of RESPONSES) {
  Deno.test(`diagnose() finds '${found}' where ${question} gets ${what}`, async () => {
    const { connections } = await examined({ [question]: reply });
    assertEquals(foundIn(connections[0]), [found]);
  });
}

/** Failures that say nothing of the credential. */
const SILENT: readonly (readonly [string, Reply])[] = [
  ["a closed connection", nothing],
  ["an error of the server", http(500)],
  ["too many requests", http(429)],
  ["a redirect", http(302, "", { location: "/x" })],
];

for (const [what, reply] of SILENT) {
  Deno.test(`diagnose() judges no credential by ${what}`, async () => {
    for (const question of ["login", "current-user"] as const) {
      const diagnosis = await examined({ [question]: reply });
      const step = question === "login" ? "login" : "identity";
      const [finding, ...others] = stepOf(diagnosis, step).findings;
      assertEquals(others, []);
      assertMatch(finding?.message ?? "", /credential is good is not known/u);
    }
  });
}

Deno.test("diagnose() calls a readiness unknown that is neither yes nor no", async () => {
  const states = [];
  for (
    const ready of [
      http(200, "ok"),
      http(200, " ok\n"),
      page(200),
      http(503),
      http(500),
      http(404),
      nothing,
    ]
  ) {
    const { details, findings } = stepOf(await examined({ ready }), "server");
    states.push([details["ready"], findings.length]);
  }
  assertEquals(states, [
    [true, 0],
    [true, 0],
    [null, 0],
    [false, 1],
    [null, 0],
    [null, 0],
    [null, 0],
  ]);
});

Deno.test("diagnose() shows neither secrets nor control characters of a server's version", async () => {
  for (const version of [`0.98.0-${KEY_VALUE}`, "0.98.0\u001b[31m\u202e"]) {
    const diagnosis = await examined({ info: json(200, { ...INFO, version }) });
    const text = JSON.stringify(diagnosis);
    // Neither has the form of a version, so that the server is none of ZenML's.
    assertEquals(stepOf(diagnosis, "version").status, "skip");
    assertEquals(text.includes(KEY_VALUE), false);
    assertEquals(/\\u001b|\u202e/u.test(text), false);
  }
});

/** The time of a request, and what one gets that decides nothing. */
for (const [timeoutMs, briefMs] of [[10_000, 1500], [300, 300]] as const) {
  Deno.test(`requestBriefly() gives a request ${briefMs} ms of ${timeoutMs}, and the limit of its body`, async () => {
    const limits: (Limits | undefined)[] = [];
    const context = {
      ...contextOf(clientWith("https://zenml.example.com", KEY), {
        limits: { timeoutMs, reachMs: 7, bodyBytes: 99 },
      }),
      request: (_: unknown, own?: Limits) => {
        limits.push(own);
        return Promise.resolve({ kind: "not-http" } as const);
      },
    };
    await requestBriefly(context, { url: "https://zenml.example.com" });
    assertEquals(limits, [{ timeoutMs: briefMs, reachMs: 7, bodyBytes: 99 }]);
  });
}

Deno.test("diagnose() asks for the current value of a key whose value is refused", async () => {
  const diagnosis = await examined({
    login: refusal("could not verify key value for API key ci"),
  });
  const { findings: [finding] } = stepOf(diagnosis, "login");
  assertEquals(finding?.code, "key-refused");
  assertMatch(
    finding?.hint ?? "",
    /^export ZENML_STORE_API_KEY='<the current value of the API key>'$/u,
  );
});
