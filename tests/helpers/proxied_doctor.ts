/**
 * Runs the doctor as a process with proxy variables, and writes what it found in short.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { run } from "./command.ts";
import { KEY } from "./credentials.ts";
import { clientWith } from "./examination.ts";
import type { ReportedStep } from "./steps.ts";
import { UNKNOWN_HOST } from "./hosts.ts";

/** A plain URL whose host only a proxy knows. */
export const HTTP = `http://${UNKNOWN_HOST}`;

/** A https URL where nothing listens: TLS needs a name that is good, and no name server is asked for this one. */
export const HTTPS = "https://localhost:4430";

/** The password in a proxy's URL, which no report may hold. */
export const PASSWORD = "hunter2hunter2";

/** The permission for the hosts of both. */
export const NAMED = `--allow-net=${UNKNOWN_HOST},localhost`;

/** The permission for servers on this machine. */
export const LOCAL = "--allow-net=127.0.0.1";

/**
 * Runs the doctor on one connection of the client.
 *
 * @param url The server's URL.
 * @param env Further variables.
 * @param permissions Deno's permission flags.
 * @returns How the steps ended, the codes, and the steps themselves.
 */
export async function doctor(
  url: string,
  env: Readonly<Record<string, string>>,
  permissions: readonly string[],
) {
  const { status, stdout, stderr } = await run(
    // Longer than a name server that never responds takes.
    ["doctor", "--format", "json", "--timeout", "4s"],
    { env: { ...clientWith(url, KEY), ...env }, permissions },
  );
  assertEquals(stderr, "");
  const { checks } = JSON.parse(stdout).connections[0];
  const stepOf = (id: string) =>
    checks.find((check: { id: string }) => check.id === id);
  return {
    status,
    stdout,
    stepOf,
    steps: checks as readonly ReportedStep[],
    found: checks.flatMap((check: { findings: { code: string }[] }) =>
      check.findings.map(({ code }) => code)
    ),
  };
}
