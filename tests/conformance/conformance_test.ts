/**
 * The real command against the real ZenML server: for each environment the exit
 * status and exactly the codes that the contract promises.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Case } from "./cases/case.ts";
import { CONVENTION_CASES } from "./cases/conventions.ts";
import { KEY_CASES } from "./cases/keys.ts";
import { PRO_CASES } from "./cases/pro.ts";
import { TOKEN_CASES } from "./cases/tokens.ts";
import { URL_CASES } from "./cases/urls.ts";
import {
  CONFORMANCE_FOLDER,
  type Environment,
  findEnvironment,
  wantedVersion,
} from "./environment.ts";
import { Doctor, type Run, runClient } from "./programs.ts";
import { codesOf, parseReport, type Report } from "./report.ts";
import { World } from "./world.ts";

const CASES: readonly Case[] = [
  ...URL_CASES,
  ...KEY_CASES,
  ...TOKEN_CASES,
  ...CONVENTION_CASES,
  ...PRO_CASES,
];
const STEPS = 11;
const LOGIN_REGEXP = /^POST \/api\/v1\/login|^GET \/api\/v1\/current-user/;

const environment = await permittedEnvironment();
let doctor: Doctor;
let world: World;

if (environment) {
  Deno.test.beforeAll(async () => {
    doctor = await Doctor.prepare();
    world = await World.start(environment);
  });
  Deno.test.afterAll(async () => await world?.[Symbol.asyncDispose]());
  for (const entry of CASES) {
    Deno.test(`doctor: ${entry.name}`, () => examine(entry, environment));
  }
} else {
  Deno.test.ignore("doctor: conformance, by `deno task conformance`", () => {});
}

async function examine(entry: Case, environment: Environment): Promise<void> {
  await world.controlPlane.become(entry.controlPlane ?? "accept");
  const variables = entry.variables(world);
  await takeRequests(); // those of the case before
  const run = await doctor.run(variables, entry.options);
  const requests = await takeRequests();
  assertNoSecret(run);
  assert(run.code === 0 || run.code === 1, `${run.code}: ${run.stderr}`);
  const report = parseReport(run.stdout);
  assertEquals({
    exit: run.code,
    errors: codesOf(report, "error"),
    warnings: codesOf(report, "warning"),
  }, {
    exit: entry.exit,
    errors: [...entry.errors ?? []].sort(),
    warnings: [...entry.warnings ?? []].sort(),
  });
  assertForm(report, run);
  assertConnections(report, entry);
  assertRequests(report, entry, requests);
  if (entry.client) await assertClientAgrees(entry, environment, variables);
}

async function takeRequests(): Promise<string[]> {
  return [
    ...await world.oss.takeRequests(),
    ...await world.pro.takeRequests(),
  ];
}

function assertNoSecret({ stdout, stderr }: Run): void {
  for (const secret of world.secrets) {
    const at = `${stdout}\n${stderr}`.indexOf(secret);
    assert(at < 0, `A secret is in the output, at ${at}`);
  }
}

function assertForm(report: Report, run: Run): void {
  assertEquals(report.schemaVersion, 1);
  assertEquals(report.ok, run.code === 0);
  for (const { checks } of report.connections) {
    assertEquals(new Set(checks.map((check) => check.id)).size, STEPS);
  }
}

function assertConnections(report: Report, entry: Case): void {
  if (entry.consumers) {
    const consumers = report.connections.map((it) => it.consumers);
    assertEquals(consumers, [...entry.consumers]);
  }
  if (entry.login) {
    const statuses = report.connections[0]?.checks
      .filter(({ id }) => id === "login" || id === "identity")
      .map(({ status }) => status) ?? [];
    const found = ["fail", "pass", "warn"].find((it) => statuses.includes(it));
    assertEquals(found ?? "skip", entry.login, `login: ${statuses}`);
  }
}

function assertRequests(
  report: Report,
  entry: Case,
  requests: readonly string[],
): void {
  if (entry.sendsNothing || entry.login === "skip") {
    assertEquals(requests.filter((it) => LOGIN_REGEXP.test(it)), []);
  }
  // Within a connection no request is made twice.
  if (report.connections.length === 1) {
    assertEquals([...requests].sort(), [...new Set(requests)].sort());
  }
  // The control plane sees no credential but those that the workspace passes on.
  const carried = world.controlPlane.seen
    .filter((it) => !it.agent.startsWith("python-requests"))
    .map((it) => it.carried);
  assertEquals(carried.filter(Boolean), []);
}

async function assertClientAgrees(
  entry: Case,
  environment: Environment,
  variables: Record<string, string>,
): Promise<void> {
  const run = await runClient(environment, variables);
  const word = run.stderr.trim().split("\n").at(-1);
  assertEquals(run.code === 0, entry.exit === 0, `The client: ${word}`);
}

/** The environment, if this process may use it: a plain `deno test` may not. */
async function permittedEnvironment(): Promise<Environment | null> {
  const permissions: Deno.PermissionDescriptor[] = [
    { name: "run", command: "deno" },
    { name: "net", host: "127.0.0.1" },
    { name: "read", path: CONFORMANCE_FOLDER },
    { name: "write", path: CONFORMANCE_FOLDER },
    { name: "env", variable: "PATH" },
    { name: "env", variable: "ZENML_CONFORMANCE_VENV" },
    { name: "env", variable: "ZENML_CONFORMANCE_VERSION" },
    { name: "env", variable: "ZENML_CONFORMANCE_REQUIRED" },
  ];
  const granted = permissions.every((it) =>
    Deno.permissions.querySync(it).state === "granted"
  );
  if (!granted) return null;
  const found = await findEnvironment(wantedVersion());
  if (!found && Deno.env.get("ZENML_CONFORMANCE_REQUIRED")) {
    throw new Error("There is no environment for the conformance tests");
  }
  return found;
}
