/**
 * Prints the outputs of action.yml that are in the JSON report, whose file is the one argument: a line each, for the
 * file that GITHUB_OUTPUT names.
 *
 * @module
 */

/** A finding, as far as the outputs tell of it. */
interface Finding {
  readonly code: string;
  readonly severity: string;
}

/** A report of one target, or with `each` of several. */
interface Report {
  readonly findings?: readonly Finding[];
  readonly connections?: readonly {
    readonly checks: readonly { readonly findings: readonly Finding[] }[];
  }[];
  readonly targets?: readonly Report[];
}

function findingsOf(
  { findings = [], connections = [], targets = [] }: Report,
): readonly Finding[] {
  return [
    ...findings,
    ...connections.flatMap(({ checks }) => checks.flatMap(findingsOf)),
    ...targets.flatMap(findingsOf),
  ];
}

/** Writes the outputs of a report as lines. */
export function outputsOf(report: Report): string {
  const findings = findingsOf(report);
  const [errors = [], warnings = []] = ["error", "warning"].map((severity) =>
    findings.filter((finding) => finding.severity === severity)
  );
  const codes = [...errors, ...warnings].map(({ code }) => code);
  return [
    `errors=${errors.length}`,
    `warnings=${warnings.length}`,
    `codes=${[...new Set(codes)].join()}`,
    "",
  ].join("\n");
}

if (import.meta.main) {
  const [path = "report.json"] = Deno.args;
  const text = outputsOf(JSON.parse(await Deno.readTextFile(path)));
  await new Blob([text]).stream().pipeTo(Deno.stdout.writable);
}
