import { assertEquals } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { ANY_CHARACTER } from "../helpers/any_text.ts";
import { formsOf, KEY, PRO_KEY } from "../helpers/credentials.ts";
import { clientWith, examine, outputsOf } from "../helpers/examination.ts";
import { assertHarmless } from "../helpers/assert_harmless.ts";
import { bytes, http, json } from "../helpers/replies.ts";
import {
  ACCOUNT,
  type Answers,
  INFO,
  listenAsZenml,
} from "../helpers/zenml_listener.ts";

const RUNS = { numRuns: 60 };

/** Texts of a server: any characters, and whatever terminals and CI systems obey. */
const text = fc.oneof(
  fc.string({ unit: ANY_CHARACTER, maxLength: 40 }),
  fc.array(
    fc.constantFrom(
      "::error::",
      "##vso[",
      "##[",
      "\u001b[2J",
      "\u202E",
      "\n",
      "a",
      " ",
      "https://",
      "//",
      "eyJ",
      "ZENKEY_",
      KEY,
    ),
    { maxLength: 8 },
  ).map((parts) => parts.join("")),
);

const value = fc.oneof(text, fc.jsonValue({ stringUnit: "binary" }));
const status = fc.constantFrom(
  200,
  200,
  204,
  302,
  400,
  401,
  403,
  404,
  429,
  500,
);
const content = fc.uint8Array({ maxLength: 300 });

/** Examines one server after the other that differ in their answers alone. */
async function examineAll(
  next: fc.Arbitrary<Answers>,
  key: string,
): Promise<void> {
  let answers: Answers = {};
  await using server = listenAsZenml(() => answers);
  await fc.assert(
    fc.asyncProperty(next, async (these) => {
      answers = these;
      const diagnosis = await examine(clientWith(server.url, key), {
        timeoutMs: 5000,
      });
      const outputs = outputsOf(diagnosis);
      assertHarmless(outputs);
      for (const output of outputs) {
        assertEquals(
          formsOf(key).filter((form) => output.includes(form)),
          [],
        );
      }
    }),
    RUNS,
  );
}

Deno.test("diagnose() handles arbitrary bytes in place of an answer", async () => {
  const reply = content.map((content) => bytes(content));
  await examineAll(fc.record({ info: reply }), KEY);
  await examineAll(
    fc.record({ login: reply, ready: reply }, { requiredKeys: [] }),
    KEY,
  );
  await examineAll(fc.record({ "current-user": reply, key: reply }), KEY);
});

Deno.test("diagnose() handles arbitrary bytes as the body of an answer", async () => {
  const reply = fc.tuple(
    status,
    content,
    fc.constantFrom("application/json", "text/html", "x"),
    fc.constantFrom("identity", "gzip", "br", "deflate", "x"),
  ).map(([status, content, type, coding]) =>
    http(status, content, { "content-type": type, "content-encoding": coding })
  );
  await examineAll(
    fc.record(
      { info: reply, login: reply, "current-user": reply, key: reply },
      {
        requiredKeys: [],
      },
    ),
    KEY,
  );
});

Deno.test("diagnose() handles arbitrary JSON as the body of an answer", async () => {
  const reply = fc.tuple(status, value).map(([status, value]) =>
    json(status, value)
  );
  await examineAll(
    fc.record(
      { info: reply, login: reply, "current-user": reply, key: reply },
      {
        requiredKeys: [],
      },
    ),
    KEY,
  );
});

for (
  const [kind, key] of [["an API key", KEY], ["a Pro key", PRO_KEY]] as const
) {
  Deno.test(`diagnose() handles arbitrary values in every field of a server with ${kind}`, async () => {
    const info = fc.record({
      id: text,
      version: text,
      deployment_type: fc.oneof(fc.constant("cloud"), text),
      auth_scheme: text,
      pro_api_url: value,
      pro_dashboard_url: value,
    }).map((fields) => json(200, { ...INFO, ...fields }));
    const login = fc.tuple(
      status,
      fc.record({ access_token: value, detail: value }, { requiredKeys: [] }),
    ).map(([status, fields]) => json(status, fields));
    const refused = fc.tuple(
      fc.constantFrom(
        (name: string) => `could not verify key value for API key ${name}`,
        (name: string) => `account ${name} is not active`,
        (name: string) => name,
      ),
      text,
    ).map(([saying, name]) =>
      json(401, { detail: ["A", `Authentication error: ${saying(name)}`] })
    );
    const account = fc.record({
      name: text,
      active: fc.boolean(),
      is_service_account: fc.boolean(),
    }).map(({ name, ...body }) => json(200, { ...ACCOUNT, name, body }));
    const rotation = fc.record({
      last_rotated: value,
      retain_period_minutes: fc.oneof(fc.double(), value),
    }).map((metadata) => json(200, { metadata }));
    await examineAll(
      fc.record({
        info,
        login: fc.oneof(login, refused),
        "current-user": fc.oneof(account, refused),
        key: rotation,
      }, { requiredKeys: [] }),
      key,
    );
  });
}
