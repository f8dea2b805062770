// What a missing permission to read the environment means for a resolution.
import type { Code } from "../codes/codes.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { permit } from "../finding/fix.ts";
import type { Resolution } from "../resolver/resolve.ts";

/** Findings that may be wrong where a variable may not be read. */
const NOT_KNOWN: ReadonlySet<Code> = new Set<Code>([
  "url-missing",
  "credential-missing",
  "conventions-split",
  "stored-login",
]);

/** Replaces "it is not set" by "it may not be read" for the variables that Deno was not permitted to read. */
export function withRefusedVariables(
  resolution: Resolution,
  refused: readonly string[],
): Resolution {
  if (refused.length === 0) return resolution;
  const isUnknown = ({ code, variable }: Finding) =>
    NOT_KNOWN.has(code) && variable !== null && refused.includes(variable);
  const needed = resolution.findings.some(isUnknown);
  const finding = findingOf("permission-denied", {
    severity: needed ? "error" : "info",
    message: `Deno was not given the permission to read ${
      refused.length === 1
        ? refused[0]
        : `${refused.length} of ZenML's variables`
    }, so that nothing is known of them`,
    fix: permit("--allow-env", "ZENML_*"),
  });
  return {
    ...resolution,
    findings: [
      finding,
      ...resolution.findings.filter((each) => !isUnknown(each)),
    ],
  };
}
