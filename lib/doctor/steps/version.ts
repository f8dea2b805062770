import type { Finding } from "../../finding/finding.ts";
import { findingOf } from "../../finding/finding.ts";
import { words } from "../../finding/fix.ts";
import { sanitize } from "../../http/sanitize.ts";
import { versionNumbers } from "../../zenml/versions.ts";
import type { Context } from "../context.ts";
import { defineStep, type Outcome } from "../step.ts";
import { clientVersionFindings } from "../version_findings.ts";

/** The oldest server that the Terraform provider takes. */
const TERRAFORM_MINIMUM = [0, 80, 0] as const;

/** Examines whether each consumer supports the server's version. */
export const version = defineStep({
  id: "version",
  needs: ["server"],
  run({ server: { info } }, context) {
    const shown = sanitize(info.version, context.secrets.redact);
    const terraform = terraformFinding(info.version, shown, context);
    const client = clientVersionFindings(info.version, shown, context);
    return Promise.resolve<Outcome<true>>({
      value: terraform ? null : true,
      summary: summaryOf(shown, terraform, client, context),
      reason: null,
      findings: [...terraform ? [terraform] : [], ...client],
      details: {},
    });
  },
});

function summaryOf(
  shown: string,
  terraform: Finding | null,
  client: readonly Finding[],
  { connection: { consumers, clientVersion } }: Context,
): string {
  if (terraform) return `${shown}, too old for Terraform`;
  if (client.length > 0) return `${shown}, client ${clientVersion?.version}`;
  return consumers.includes("terraform")
    ? `${shown}; Terraform needs ${TERRAFORM_MINIMUM.join(".")}`
    : shown;
}

function terraformFinding(
  version: string,
  shown: string,
  { connection }: Context,
): Finding | null {
  if (!connection.consumers.includes("terraform")) return null;
  // The provider reads the numbers alone, and nothing before them.
  const numbers = /^\d/u.test(version) ? versionNumbers(version) : null;
  if (numbers && !isOlder(numbers, TERRAFORM_MINIMUM)) return null;
  const minimum = TERRAFORM_MINIMUM.join(".");
  return findingOf("version-unsupported", {
    message: numbers
      ? `The server is ZenML ${shown}, and the Terraform provider needs ${minimum} or later`
      : `The server calls its version '${shown}', which the Terraform provider cannot read`,
    fix: words(`Update the server to ZenML ${minimum} or later`),
    setting: connection.urlOrigin,
  });
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
