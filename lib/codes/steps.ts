// The doctor's steps.

/** The steps of an examination, in the order of reports. */
export const STEP_IDS = [
  "target",
  "dns",
  "connect",
  "tls",
  "server",
  "version",
  "clock",
  "pro",
  "login",
  "identity",
  "project",
  "rotation",
] as const;

/** The name of one step. */
export type StepId = typeof STEP_IDS[number];

/** What `--only` and `--skip` can name: every step, and `config` for the resolver's part. */
export const SELECTABLE: readonly string[] = ["config", ...STEP_IDS];
