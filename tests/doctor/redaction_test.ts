import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Diagnosis } from "../../lib/doctor/diagnosis.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { ciOutputsOf } from "../helpers/ci_formats.ts";
import { KEY, TOKEN } from "../helpers/credentials.ts";
import {
  clientWith,
  type Environment,
  examine,
  outputsOf,
  stepOf,
} from "../helpers/examination.ts";
import { reportOfOne } from "../helpers/report_of_one.ts";
import { json, page, refusal } from "../helpers/replies.ts";
import {
  ACCOUNT,
  type Answers,
  INFO,
  listenAsZenml,
} from "../helpers/zenml_listener.ts";

/** A secret without a form of its own, so that only who knows it can take it out. */
const opaque = () => `plum-${crypto.randomUUID()}`;

/** Asserts that no format shows a text, and that there was something to show where it stood. */
function assertRedacted(diagnosis: Diagnosis, secret: string): void {
  const report = reportOfOne(diagnosis, { strict: true });
  const outputs = [
    ...outputsOf(diagnosis),
    ...Object.values(ciOutputsOf(report)),
  ];
  assertStringIncludes(outputs[0] ?? "", "[redacted]");
  for (const output of outputs) {
    assertEquals(output.includes(secret), false, output);
  }
}

const withPassword = (url: string, password: string): Environment => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_USERNAME: "default",
  ZENML_STORE_PASSWORD: password,
});

/** Where a server can show later the token that it gave at the login. */
const LATER: readonly (readonly [string, (token: string) => Answers])[] = [
  ["as the account's name", (token) => ({
    "current-user": json(200, { ...ACCOUNT, name: token }),
  })],
  ["as the name of an account that is not active", (token) => ({
    "current-user": json(200, {
      name: token,
      body: { ...ACCOUNT.body, active: false },
    }),
  })],
  ["in a refusal", (token) => ({
    "current-user": refusal(`account ${token} is not active`),
  })],
  ["in an answer that nobody knows", (token) => ({
    "current-user": json(418, { detail: `what is ${token}?` }),
  })],
];

for (const [where, answersFor] of LATER) {
  Deno.test(`diagnose() shows nothing of a session's token without a form that a server repeats ${where}`, async () => {
    const token = opaque();
    await using server = listenAsZenml({
      login: json(200, { access_token: token, expires_in: null }),
      ...answersFor(token),
    });
    for (
      const environment of [
        clientWith(server.url, KEY),
        withPassword(server.url, "plum jam"),
      ]
    ) {
      assertRedacted(await examine(environment), token);
    }
  });
}

Deno.test("diagnose() shows nothing of a password whose blanks came back as control characters", async () => {
  const words = ["plum", crypto.randomUUID(), "jam"];
  for (const between of ["\u0001", "\u0000\u001b", "\u200b", "\n"]) {
    await using server = listenAsZenml({
      login: json(418, { detail: `no: ${words.join(between)}.` }),
    });
    const diagnosis = await examine(withPassword(server.url, words.join(" ")));
    assertRedacted(diagnosis, words[1] ?? "");
  }
});

Deno.test("diagnose() shows nothing of a token's signature that comes alone", async () => {
  const signature = TOKEN.split(".")[2] ?? "";
  await using server = listenAsZenml({
    "current-user": json(418, { detail: `signature ${signature} is wrong` }),
  });
  const diagnosis = await examine({
    ZENML_STORE_URL: server.url,
    ZENML_STORE_API_TOKEN: TOKEN,
  });
  assertRedacted(diagnosis, signature);
});

/** What the server says about itself, and what else is shown of it, with a secret in it. */
const BEFORE_LOGIN: readonly (readonly [string, (text: string) => Answers])[] =
  [
    ["id", (id) => ({ info: json(200, { ...INFO, id }) })],
    ["version", (version) => ({ info: json(200, { ...INFO, version }) })],
    ["deployment type", (deployment_type) => ({
      info: json(200, { ...INFO, deployment_type }),
    })],
    [
      "scheme",
      (auth_scheme) => ({ info: json(200, { ...INFO, auth_scheme }) }),
    ],
    ["page's title", (title) => ({ info: page(200, title) })],
    ["key's name", (name) => ({
      login: refusal(
        `API key ${name} associated with service account bot is not active`,
      ),
    })],
    ["account's name", (name) => ({
      login: refusal(
        `API key k associated with service account ${name} is not active`,
      ),
    })],
  ];

for (const [what, answersFor] of BEFORE_LOGIN) {
  Deno.test(`diagnose() shows nothing of a credential as a server's ${what}`, async () => {
    const keyed = KEY.replace("ZENKEY_", "");
    // A server proves itself only by fields of the right form.
    const password = what === "id" ? crypto.randomUUID() : opaque();
    const byName = what.endsWith("name");
    await using server = listenAsZenml(answersFor(byName ? keyed : password));
    const diagnosis = await examine(
      byName ? clientWith(server.url, KEY) : withPassword(server.url, password),
    );
    assertRedacted(diagnosis, byName ? keyed : password);
  });
}

/** Where in a certificate a secret can stand. */
const IN_CERTIFICATE = {
  subject: (text: string) => certificateOf({ name: text }),
  issuer: (text: string) => certificateOf({ issuer: rootOf(text) }),
  names: (text: string) => certificateOf({ hosts: [text, "a.example"] }),
} as const;

for (const [part, certificateWith] of Object.entries(IN_CERTIFICATE)) {
  Deno.test(`diagnose() shows no password in a certificate's ${part}, in the words or the details`, async () => {
    const password = opaque();
    await using server = listenAsZenml({}, certificateWith(password));
    for (const verify of ["true", "false"]) {
      const diagnosis = await examine({
        ...withPassword(server.url, password),
        ZENML_STORE_VERIFY_SSL: verify,
      });
      assertRedacted(diagnosis, password);
      const shown = JSON.stringify(stepOf(diagnosis, "tls").details[part]);
      assertStringIncludes(shown, "[redacted]");
    }
  });
}

Deno.test("diagnose() shows no secret in a certificate that another connection looked at first", async () => {
  const secret = opaque();
  const certificate = certificateOf({
    name: secret,
    issuer: rootOf(secret),
    hosts: [secret],
  });
  await using server = listenAsZenml({}, certificate);
  const { connections } = await examine({
    ...clientWith(server.url, KEY),
    ZENML_SERVER_URL: server.url,
    ZENML_API_TOKEN: secret,
  });
  const own = connections.filter(({ connection }) =>
    connection.credential.kind === "api-token"
  );
  assertEquals([connections.length, own.length], [2, 1]);
  const text = JSON.stringify(own[0]?.checks);
  assert(text.includes("[redacted]") && !text.includes(secret), text);
});

Deno.test("diagnose() shows no key that was pasted in the place of a CA file", async () => {
  await using server = listenAsZenml({}, certificateOf());
  for (const pasted of [KEY, TOKEN, "me:plumjam@x", "https://me:plumjam@x"]) {
    const diagnosis = await examine({
      ...clientWith(server.url, KEY),
      ZENML_STORE_VERIFY_SSL: pasted,
    }, { skip: ["config"] });
    const [finding] = stepOf(diagnosis, "tls").findings;
    assertStringIncludes(finding?.message ?? "", "[redacted]");
    assertRedacted(diagnosis, pasted);
    assertRedacted(diagnosis, "plumjam");
  }
});

Deno.test("diagnose() shows no password that was pasted in the place of a CA file, too", async () => {
  await using server = listenAsZenml({}, certificateOf());
  const password = opaque();
  const diagnosis = await examine({
    ...withPassword(server.url, password),
    ZENML_STORE_VERIFY_SSL: `/home/${password}/ca.pem`,
  });
  assertEquals(stepOf(diagnosis, "tls").findings.length > 0, true);
  assertEquals(
    JSON.stringify(stepOf(diagnosis, "tls")).includes(password),
    false,
  );
});
