/**
 * Records what a real server answers, for the tests that run without one:
 * `deno run --allow-all tests/conformance/record.ts VERSION >tests/data/responses_VERSION.json`,
 * where `deno task conformance` has installed that version.
 *
 * Keys and passwords are not recorded, and the signatures of tokens are replaced.
 *
 * @module
 */
import { readToken } from "../../lib/resolver/credential_format.ts";
import { findEnvironment } from "../../bench/real_server/environment.ts";
import type { Credentials } from "./credentials.ts";
import { World } from "./world.ts";

/** A request, and the name of its recording. */
interface Exchange {
  readonly name: string;
  readonly path: string;
  readonly password?: string;
  readonly bearer?: string;
}

const HEADERS = [
  "allow",
  "content-type",
  "date",
  "server",
  "set-cookie",
  "www-authenticate",
];
const TOKEN_REGEXP = /(eyJ[\w-]+\.[\w-]+)\.[\w-]+/g;
const SIGNATURE = "c2lnbmF0dXJlLXJlbW92ZWQ";

function exchangesOf(credentials: Credentials): readonly Exchange[] {
  const of = credentials;
  return [
    get("health", "/health"),
    get("ready", "/ready"),
    get("info", "/api/v1/info"),
    login("login-valid-key", of.valid),
    login("login-wrong-secret", of.mistyped),
    login("login-unknown-key-id", of.unknown),
    login("login-garbage", "changeme"),
    login("login-pro-key", of.pro),
    login("login-inactive-key", of.inactive),
    login("login-inactive-service-account", of.inactiveAccount),
    login("login-deleted-key", of.deleted),
    login("login-old-key-after-rotation", of.rotatedOld),
    login("login-old-key-retained", of.retainedOld),
    whoAmI("current-user-token", of.token),
    whoAmI("current-user-no-auth"),
    whoAmI("current-user-garbage-token", "garbage"),
    whoAmI("current-user-tampered-jwt", of.tokenTampered),
    whoAmI("current-user-expired-token", of.tokenExpired),
    whoAmI("current-user-key-as-bearer", of.valid),
    whoAmI("current-user-token-after-key-deactivated", of.tokenOfInactiveKey),
    whoAmI(
      "current-user-token-after-account-deactivated",
      of.tokenOfInactiveAccount,
    ),
    whoAmI("current-user-token-after-key-deleted", of.tokenOfDeletedKey),
    whoAmI("current-user-token-of-old-generation", of.tokenOfOldGeneration),
    metadata("api-key-metadata-never-rotated", of.token),
    metadata(
      "api-key-metadata-by-service-account",
      of.tokenOfRetainedGeneration,
    ),
  ];
}

function get(name: string, path: string): Exchange {
  return { name, path };
}

function login(name: string, password: string): Exchange {
  return { name, path: "/api/v1/login", password };
}

function whoAmI(name: string, bearer?: string): Exchange {
  const exchange = { name, path: "/api/v1/current-user" };
  return bearer === undefined ? exchange : { ...exchange, bearer };
}

function metadata(name: string, bearer: string): Exchange {
  const token = readToken(bearer);
  const path = `/api/v1/service_accounts/${token?.subject}` +
    `/api_keys/${token?.apiKeyId}`;
  return { name, path, bearer };
}

async function record(url: string, exchange: Exchange): Promise<unknown> {
  const { name, path, password, bearer } = exchange;
  const method = password === undefined ? "GET" : "POST";
  const response = await fetch(url + path, {
    method,
    headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
    body: password === undefined ? null : new URLSearchParams({ password }),
    redirect: "manual",
  });
  const text = withoutSignatures(await response.text());
  const headers = HEADERS.map((it) => [it, response.headers.get(it)] as const)
    .flatMap(([it, value]) => value === null ? [] : [[it, value] as const])
    .map(([it, value]) => [it, withoutSignatures(value)]);
  const isJson = response.headers.get("content-type")?.includes("json");
  return {
    name,
    method,
    path,
    status: response.status,
    headers: Object.fromEntries(headers),
    body: isJson ? JSON.parse(text) : cutDown(text),
    bodyKind: isJson ? "json" : "text",
  };
}

function withoutSignatures(text: string): string {
  return text.replaceAll(TOKEN_REGEXP, `$1.${SIGNATURE}`);
}

/** The dashboard is a page of some thousand bytes: its head will do. */
function cutDown(text: string): string {
  const title = /<title>[^<]*<\/title>/i.exec(text)?.[0];
  return title
    ? `<!doctype html>\n<html lang="en">\n<head>${title}</head>\n` +
      `<body><div id="root"></div></body>\n</html>\n`
    : text;
}

if (import.meta.main) {
  const version = Deno.args[0] ?? "";
  const environment = await findEnvironment(version);
  if (!environment) throw new Error(`ZenML ${version} is not installed`);
  await using world = await World.start(environment);
  const answers: unknown[] = [];
  for (const exchange of exchangesOf(world.credentials)) {
    answers.push(await record(world.oss.url, exchange));
  }
  const about = `Recorded from a real ZenML server ${version} ` +
    "(PyPI zenml[server], sqlite, loopback) by tests/conformance/record.ts. " +
    "JWT signatures replaced; dashboard HTML cut down. 'path' is what was " +
    "requested on the server's base URL; 'name' says in which state the key, " +
    "account or token was.";
  const text = JSON.stringify({ about, answers }, null, 2) + "\n";
  for (const secret of world.secrets) {
    if (text.includes(secret)) throw new Error("A secret would be recorded");
  }
  await Deno.stdout.write(new TextEncoder().encode(text));
}
