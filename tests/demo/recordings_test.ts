import { assert, assertEquals } from "@std/assert";
import { type DemoServer, startDemoServer } from "../../lib/demo/server.ts";
import { readToken } from "../../lib/resolver/credential_format.ts";
import oss from "../data/responses_oss.json" with { type: "json" };
import pro from "../data/responses_pro.json" with { type: "json" };
import { CASES, type Sent } from "./recorded_cases.ts";

interface Recording {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const RECORDINGS: readonly Recording[] = [
  ...oss.answers,
  ...pro.answers,
] as Recording[];
for (const [name, state, send] of CASES) {
  const number = CASES.filter(([other]) => other === name).findIndex((one) =>
    one[2] === send
  );
  const suffix = number > 0 ? `, case ${number + 1}` : "";
  Deno.test(`startDemoServer() answers ${name} as recorded${suffix}`, async () => {
    const recorded = RECORDINGS.find((one) => one.name === name);
    assert(recorded, `No recording is called ${name}`);
    await using server = await startDemoServer(state);
    const answer = await ask(server, recorded, send?.(server) ?? {});
    assertEquals(answer.status, recorded.status);
    assertEquals(normalised(bodyOf(answer.text)), normalised(recorded.body));
    for (const header of ["allow", "location", "www-authenticate"]) {
      assertEquals(
        normalised(answer.headers.get(header)),
        normalised(recorded.headers[header] ?? null),
      );
    }
    assertEquals(
      mediaType(answer.headers.get("content-type")),
      mediaType(recorded.headers["content-type"]),
    );
    assert(!Number.isNaN(Date.parse(answer.headers.get("date") ?? "")));
  });
}
interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(
  server: DemoServer,
  recorded: Recording,
  sent: Sent,
): Promise<Got> {
  const { form, json, bearer, path = recorded.path } = sent;
  const headers = new Headers(
    bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
  );
  if (json !== undefined) headers.set("content-type", "application/json");
  const body = form
    ? new URLSearchParams(form)
    : json === undefined
    ? null
    : JSON.stringify(json);
  const answer = await fetch(server.url + path, {
    method: recorded.method,
    headers,
    body,
    redirect: "manual",
  });
  return {
    status: answer.status,
    headers: answer.headers,
    text: await answer.text(),
  };
}
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function mediaType(header: string | null | undefined): string | null {
  return header?.replace(/;.*$/u, "") ?? null;
}

/** What is another each time, replaced by its kind: ids, times, names, ports, tokens (by the names of their claims). */
function normalised(value: unknown): unknown {
  if (typeof value === "string") return normalisedText(value);
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, content]) => [name, normalised(content)]),
  );
}

function normalisedText(text: string): string {
  if (readToken(text)) return `token with ${claimNames(text)}`;
  return text
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gu, "ID")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}/gu, "TIME")
    .replaceAll(/deploy-bot(?:-\d+)?|ci-bot|CI bot/gu, "BOT")
    .replaceAll(/127\.0\.0\.1:\d+/gu, "127.0.0.1:PORT");
}

function claimNames(token: string): string {
  const claims: unknown = JSON.parse(
    atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")),
  );
  return Object.keys(claims ?? {}).sort().join(", ");
}
