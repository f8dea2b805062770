/**
 * Runs `doctor --each`.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { run } from "./command.ts";
import type { Report } from "./report.ts";

/** A report of `--each`. */
export interface EachReport {
  readonly ok: boolean;
  readonly summary: Readonly<Record<string, number>>;
  readonly targets: readonly (Report & { readonly file: string })[];
}

/**
 * Examines files by a process of their own.
 *
 * @param files The env files.
 * @param args More of the command line.
 * @param env The environment.
 * @returns The exit status, and the report, whose `ok` agrees with it.
 */
export async function each(
  files: readonly string[],
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const { status, stdout, stderr } = await run(
    ["doctor", "--format", "json", ...args, "--each", ...files],
    { env },
  );
  assertEquals(stderr, "");
  const report: EachReport = JSON.parse(stdout);
  assertEquals(report.ok, status === 0);
  return { status, report };
}

/**
 * Makes keys of the right form, no two the same.
 *
 * @param count How many.
 * @returns The keys.
 */
export function keys(count: number): string[] {
  return Array.from(
    { length: count },
    () => encodeApiKey({ id: crypto.randomUUID(), value: "ab".repeat(32) }),
  );
}
