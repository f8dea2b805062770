/**
 * The real command against a real ZenML server: for each case the exit status
 * and exactly the codes that the contract promises.
 *
 * @module
 */
import { STEP_IDS } from "../../lib/codes/steps.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertTokens } from "./access_tokens.ts";
import type { Case } from "./cases/case.ts";
import { casesFor, type Expected, expectedOf } from "./cases/expected.ts";
import type { Environment } from "../../bench/real_server/environment.ts";
import { ClientProcess, type Work } from "./client_process.ts";
import { type Installed, SHARED_SERVERS } from "./installed.ts";
import { Doctor, type Run } from "./programs.ts";
import { codesOf, parseReport, type Report } from "./report.ts";
import { assertPair, otherClients } from "./version_pairs.ts";
import { World } from "./world.ts";

const STEPS = STEP_IDS.length;
const LOGIN_REGEXP = /^POST \/api\/v1\/login|^GET \/api\/v1\/current-user/;

/** What the tests of one file share. */
interface Setting {
  readonly environment: Environment;
  readonly doctor: Doctor;
  readonly world: World;
  readonly client: ClientProcess;
}

/**
 * Defines a test for each case.
 *
 * @param installed The version of ZenML.
 */
export async function testCases(
  { name, environment }: Installed,
): Promise<void> {
  const { version } = environment;
  let setting: Setting;
  const test = (what: string, fn: () => Promise<void>) =>
    Deno.test({ name: what, ...SHARED_SERVERS, fn });
  Deno.test.beforeAll(async () => {
    const doctor = await Doctor.prepare();
    const [world, client] = await Promise.all([
      World.start(environment),
      ClientProcess.start(environment),
    ]);
    setting = { environment, doctor, world, client };
  });
  Deno.test.afterAll(async () => {
    await setting?.client[Symbol.asyncDispose]();
    await setting?.world[Symbol.asyncDispose]();
  });
  test(
    `accessToken(), ZenML ${version}: tokens for programs`,
    () => assertTokens(setting.world, version),
  );
  for (const entry of casesFor(version)) {
    test(`${name}: ${entry.name}`, () => examine(entry, setting));
  }
  for (const other of await otherClients(version)) {
    test(
      `${name}: a pipeline of the client ${other.version}`,
      () => assertPair(other, version, setting.doctor, setting.world),
    );
  }
}

async function examine(entry: Case, setting: Setting): Promise<void> {
  const { client, doctor, environment, world } = setting;
  const { version } = environment;
  const expected = expectedOf(entry, version, world);
  await world.controlPlane.become(entry.controlPlane ?? "accept");
  const variables = entry.variables(world);
  await world.takeRequests(); // those of the case before
  const run = await doctor.run(variables, entry.options);
  const requests = await world.takeRequests();
  assertNoSecret(run, world);
  assert(run.code === 0 || run.code === 1, `${run.code}: ${run.stderr}`);
  const report = parseReport(run.stdout);
  assertEquals({
    exit: run.code,
    errors: codesOf(report, "error"),
    warnings: codesOf(report, "warning"),
  }, {
    exit: expected.exit,
    errors: [...expected.errors ?? []].sort(),
    warnings: [...expected.warnings ?? []].sort(),
  });
  assertForm(report, run);
  assertConnections(report, entry, expected);
  assertRequests(report, entry, requests, world);
  if (entry.client) {
    await assertClientAgrees(entry.client, entry, expected, client, variables);
  }
}

function assertNoSecret({ stdout, stderr }: Run, world: World): void {
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

function assertConnections(
  report: Report,
  entry: Case,
  { login }: Expected,
): void {
  if (entry.consumers) {
    const consumers = report.connections.map((it) => it.consumers);
    assertEquals(consumers, [...entry.consumers]);
  }
  if (login) {
    const statuses = report.connections[0]?.checks
      .filter(({ id }) => id === "login" || id === "identity")
      .map(({ status }) => status) ?? [];
    const found = ["fail", "pass", "warn"].find((it) => statuses.includes(it));
    assertEquals(found ?? "skip", login, `login: ${statuses}`);
  }
}

function assertRequests(
  report: Report,
  entry: Case,
  requests: readonly string[],
  world: World,
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
  work: Work,
  { clientSays }: Case,
  expected: Expected,
  client: ClientProcess,
  variables: Record<string, string>,
): Promise<void> {
  const says = await client.does(variables, work);
  const isRefused = expected.failsLater || expected.exit === 1;
  assertEquals(says !== null, isRefused, `The client: ${says}`);
  if (clientSays && isRefused) assertMatch(says ?? "", clientSays);
}
