// The exports of `resolve`: the configuration for another program.
import type { Convention } from "../codes/variables.ts";
import {
  assignmentsOf,
  distinctShortfalls,
  type Exported,
  type Shortfall,
} from "../export/assignments.ts";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  isExportFormat,
  syntaxOf,
} from "../export/syntaxes.ts";
import { writeExport, type Written } from "../export/write.ts";
import { placeOf } from "../report/finding_text.ts";
import { printable } from "../report/layout.ts";
import { isInert } from "../http/inert.ts";
import type { Finding } from "../finding/finding.ts";
import type { Resolution } from "../resolver/resolve.ts";
import type { Arguments, UsageProblem } from "./arguments.ts";
import type { Destination } from "./destinations.ts";
import { unwritten } from "./file_problem.ts";
import type { GatedHost } from "./host.ts";

/** What is exported, and where to, once the options are known to be right. */
export interface ExportPlan {
  /** The formats, each with its place. */
  readonly destinations: readonly Destination<ExportFormat>[];
  /** Whose variables are assigned. */
  readonly convention: Convention;
  /** Whether secrets are written. */
  readonly showSecrets: boolean;
  /** The file that `GITHUB_ENV` names; empty without the format `github`. */
  readonly githubFile: string;
}

/** The variable that names the file from which GitHub Actions takes the variables of later steps. */
const GITHUB_VARIABLE = "GITHUB_ENV";

export const NO_CONFIGURATION: Shortfall = {
  severity: "error",
  message:
    "No configuration, so nothing is written: no URL is set, or the two URLs differ and --prefer names none",
};

/** Reads what is to be exported. */
export function exportPlanOf(
  destinations: readonly Destination<string>[],
  { options }: Arguments,
  host: GatedHost,
): ExportPlan | UsageProblem | null {
  const exports = destinations.filter(isExport);
  const [first] = exports;
  const convention = options.get("as")?.[0] as Convention | undefined;
  if (first === undefined) {
    const idle = (["as", "show-secrets"] as const)
      .find((name) => options.has(name));
    return idle === undefined ? null : {
      problem: `--${idle} is for exports alone: add --format with one of ${
        EXPORT_FORMATS.join(", ")
      }`,
    };
  }
  if (convention === undefined) {
    return {
      problem:
        `--format ${first.format} needs --as store, for the ZenML client, or --as terraform`,
    };
  }
  const github = exports.find(({ format }) => format === "github");
  const githubFile = host.machine.readVariable(GITHUB_VARIABLE) ?? "";
  const problem = github && githubProblem(github, githubFile);
  return problem ? { problem } : {
    destinations: exports,
    convention,
    showSecrets: options.has("show-secrets"),
    githubFile,
  };
}

function isExport(
  destination: Destination<string>,
): destination is Destination<ExportFormat> {
  return isExportFormat(destination.format);
}

function githubProblem(
  { file }: Destination<ExportFormat>,
  githubFile: string,
): string | null {
  if (file !== null) {
    return "--format github takes no file: it adds to the one that GITHUB_ENV names";
  }
  return githubFile === ""
    ? "--format github needs GITHUB_ENV, which the runner of GitHub Actions sets, and --allow-env=ZENML_*,GITHUB_ENV"
    : null;
}

/** Writes the configuration where it goes. */
export async function deliverExports(
  { configuration }: Resolution,
  plan: ExportPlan,
  host: GatedHost,
): Promise<readonly Shortfall[] | UsageProblem> {
  if (configuration === null) return [NO_CONFIGURATION];
  const exported = assignmentsOf(configuration, plan.convention);
  const shortfalls: Shortfall[] = [];
  for (const { format, file } of plan.destinations) {
    const written = writeExport(
      exported,
      await syntaxOf(format),
      plan.showSecrets,
    );
    const problem =
      (file === null ? unprintable(written, format, exported) : null) ??
        await deliverOne(written, file, exported, plan, host);
    if (problem) return problem;
    shortfalls.push(...written.shortfalls);
  }
  return distinctShortfalls(shortfalls);
}

/** Says which value would act where standard output is shown; what GitHub's runner reads there are commands. */
function unprintable(
  { text }: Written,
  format: ExportFormat,
  { assignments }: Exported,
): UsageProblem | null {
  if (format === "github" || isInert(text)) return null;
  const names = assignments.filter(({ value }) => !isInert(value))
    .map(({ variable }) => variable);
  return {
    problem: `${
      names.join(", ")
    } would act on a terminal or a CI system where it is printed: write it to a file, with --format ${format}=FILE`,
  };
}

async function deliverOne(
  { text, entries }: Written,
  file: string | null,
  { assignments }: Exported,
  { showSecrets, githubFile }: ExportPlan,
  host: GatedHost,
): Promise<UsageProblem | null> {
  const way = showSecrets ? host.aroundGate : host;
  if (file !== null) {
    const ownerOnly = showSecrets && assignments.some(({ secret }) => secret);
    return unwritten(file, await way.writeFile(file, text, { ownerOnly }));
  }
  // The masks are there before anything can show what they hide.
  way.print(text);
  return entries === "" ? null : unwritten(
    githubFile,
    await way.appendToFileOf(GITHUB_VARIABLE, entries),
  );
}

/** Says on standard error what is wrong, in a line each: standard output is for the other program. */
export function printProblems(
  findings: readonly Finding[],
  shortfalls: readonly Shortfall[],
  { printError }: GatedHost,
): void {
  for (const { severity, code, variable, source, message } of findings) {
    if (severity === "info") continue;
    const place = placeOf({ variable, source });
    const where = place === "" ? "" : ` (${place})`;
    printError(printable(`${severity}: ${code}${where}: ${message}`));
  }
  for (const { severity, message } of shortfalls) {
    printError(printable(`${severity}: ${message}`));
  }
}
