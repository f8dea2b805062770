import { findingOf } from "../../finding/finding.ts";
import { words } from "../../finding/fix.ts";
import { sanitize } from "../../http/sanitize.ts";
import { defineStep, failed, passed } from "../step.ts";

/** The oldest server that the Terraform provider takes. */
const TERRAFORM_MINIMUM = [0, 80, 0] as const;

/** Examines whether each consumer supports the server's version. */
export const version = defineStep({
  id: "version",
  needs: ["server"],
  run({ server: { info } }, { connection, secrets }) {
    const shown = sanitize(info.version, secrets.redact);
    const minimum = TERRAFORM_MINIMUM.join(".");
    const numbers = numbersOf(info.version);
    if (!connection.consumers.includes("terraform")) {
      return Promise.resolve(passed(true, shown));
    }
    if (numbers && !isOlder(numbers, TERRAFORM_MINIMUM)) {
      return Promise.resolve(
        passed(true, `${shown}; Terraform needs ${minimum}`),
      );
    }
    return Promise.resolve(failed(
      `${shown}, too old for Terraform`,
      findingOf("version-unsupported", {
        message: numbers
          ? `The server is ZenML ${shown}, and the Terraform provider needs ${minimum} or later`
          : `The server calls its version '${shown}', which the Terraform provider cannot read`,
        fix: words(`Update the server to ZenML ${minimum} or later`),
        setting: connection.urlOrigin,
      }),
    ));
  },
});

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
