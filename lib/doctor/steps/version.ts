/**
 * The `version` step: whether the server is new enough for the programs that use it.
 *
 * @module
 */
import { findingOf } from "../../finding/finding.ts";
import type { Examination } from "../examination.ts";
import { found, type Outcome, passed, skipped } from "../outcome.ts";
import { harmless } from "../../http/sanitize.ts";

/** The oldest server that the Terraform provider supports, by its documentation. */
const TERRAFORM_MINIMUM = "0.80.0";

/** Compares the server's version with what the Terraform provider needs. */
export async function checkVersion(
  examination: Examination,
): Promise<Outcome> {
  const server = await examination.proof();
  if (server.kind === "failed") return skipped("server did not pass");
  const { consumers, urlOrigin } = examination.connection;
  const version = harmless(server.info.version, examination.redact);
  if (!consumers.includes("terraform")) return passed(version);
  const numbers = numbersOf(server.info.version);
  const minimum = numbersOf(TERRAFORM_MINIMUM);
  if (numbers && minimum && !isOlder(numbers, minimum)) {
    return passed(`${version}; Terraform needs ${TERRAFORM_MINIMUM}`);
  }
  return found(
    `${version}, too old for Terraform`,
    findingOf("version-unsupported", {
      message: numbers
        ? `The server is ZenML ${version}, and the Terraform provider needs ${TERRAFORM_MINIMUM} or later`
        : `The server calls its version '${version}', which the Terraform provider cannot read`,
      hint: "pip install --upgrade 'zenml[server]'  # on the server",
      setting: urlOrigin,
    }),
  );
}

function numbersOf(version: string): readonly number[] | null {
  const match = /^(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/u.exec(version);
  return match ? match.slice(1).map((part) => Number(part ?? 0)) : null;
}

function isOlder(
  version: readonly number[],
  minimum: readonly number[],
): boolean {
  for (const [index, least] of minimum.entries()) {
    const part = version[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}
