/**
 * The doctor's steps and what each needs.
 *
 * @module
 */

/** The name of one step. */
export type StepId =
  | "target"
  | "dns"
  | "connect"
  | "tls"
  | "server"
  | "version"
  | "clock"
  | "pro"
  | "login"
  | "identity"
  | "rotation";

/** The steps of an examination, in the order of reports. */
export const STEP_IDS: readonly StepId[] = [
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
  "rotation",
];

/** What a step needs to have passed before it can run. */
export const STEP_NEEDS: Readonly<Record<StepId, readonly StepId[]>> = {
  target: [],
  dns: ["target"],
  connect: ["target"],
  tls: ["target"],
  server: ["target"],
  version: ["server"],
  clock: ["server"],
  pro: ["server"],
  login: ["server"],
  identity: ["login"],
  rotation: ["login"],
};

/** What `--only` and `--skip` can name: every step, and `config` for the resolver's part. */
export const SELECTABLE: readonly string[] = ["config", ...STEP_IDS];
