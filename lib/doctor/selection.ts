// Which parts of an examination run.
import type { Code } from "../codes/codes.ts";
import { STEP_IDS, type StepId } from "../codes/steps.ts";
import type { Finding } from "../finding/finding.ts";
import { STEPS } from "./steps/steps.ts";

/** What the user chose: steps, and `config` for the resolver's part. */
export interface Choice {
  /** Only these; all if it is missing. */
  readonly only?: readonly string[];
  /** Not these. */
  readonly skip?: readonly string[];
  /** Whether nothing may touch the network. */
  readonly offline?: boolean;
}

/** Which parts run, and why the others do not. */
export interface Selection {
  /** Whether the resolver's findings are reported. */
  readonly config: boolean;
  /** The steps that run. */
  readonly steps: ReadonlySet<StepId>;
  /** Why the other steps do not run. */
  readonly reason: string;
}

/** Without a server's URL there is nothing to examine: these are reported whatever was chosen. */
const ENDING_CODES: ReadonlySet<Code> = new Set<Code>([
  "url-missing",
  "url-invalid",
  "url-scheme-missing",
  "url-scheme-unsupported",
  "url-is-pro-management-api",
  "url-is-pro-dashboard",
]);

/** Finds which parts run: those that were chosen, and what they need, but never what was skipped. */
export function selectionOf(choice: Choice): Selection {
  const { only, skip = [], offline = false } = choice;
  const isChosen = (name: string) =>
    (only === undefined || only.includes(name)) && !skip.includes(name);
  // What the user skipped never runs, and so nothing that needs it.
  const isPossible = (step: StepId): boolean =>
    !skip.includes(step) && STEPS[step].needs.every(isPossible);
  const steps = new Set<StepId>();
  const add = (step: StepId) => {
    STEPS[step].needs.forEach(add);
    steps.add(step);
  };
  STEP_IDS.filter(isChosen).filter(isPossible).forEach(add);
  return {
    config: isChosen("config"),
    steps: offline
      ? new Set([...steps].filter((step) => step === "target"))
      : steps,
    reason: offline
      ? "offline: no network was used"
      : "it was not chosen, or needs what was skipped",
  };
}

/** Finds which of the resolver's findings are reported. */
export function reportedFindings(
  findings: readonly Finding[],
  selection: Selection,
): readonly Finding[] {
  return selection.config
    ? findings
    : findings.filter(({ code, severity }) =>
      severity === "error" && ENDING_CODES.has(code)
    );
}
