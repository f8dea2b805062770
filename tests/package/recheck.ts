/**
 * How long a regular expression may take, as `recheck` says: a checker for ReDoS.
 *
 * @module
 */
import { NPM_VERSIONS } from "./npm_versions.ts";

/** The version that judges: another one may judge differently. */
export const RECHECK_VERSION = NPM_VERSIONS.recheck;

/** A regular expression takes linear time at most, or how much more it takes for which text. */
export type Judgement =
  /** Proven by its automaton. */
  | "linear"
  /** Not proven, and no attack was found. */
  | "unproven"
  | `unsafe: ${string}`;

/** What `recheck` says, as far as it is used here. */
interface Diagnostics {
  readonly status: "safe" | "vulnerable" | "unknown";
  readonly complexity?: { readonly summary: string };
  readonly attack?: { readonly pattern: string };
  readonly error?: { readonly kind: string };
}

interface Recheck {
  checkSync(
    source: string,
    flags: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Diagnostics;
}

/** The proof of most takes milliseconds; where it takes longer than this, an attack is tried. */
const PROOF_MS = 30_000;

/** Judges a regular expression. */
export async function judge(
  pattern: string,
  flags: string,
): Promise<Judgement> {
  // The build for browsers alone is one file that starts no process, and it is large.
  const { default: recheck } = await import(
    "npm:recheck@4.5.0/lib/browser.js"
  ) as { default: Recheck };
  const proof = recheck.checkSync(pattern, flags, {
    checker: "automaton",
    timeout: PROOF_MS,
  });
  if (proof.status === "safe") return "linear";
  const { status, complexity, attack, error } = proof.status === "vulnerable"
    ? proof
    : recheck.checkSync(pattern, flags, {
      checker: "fuzz",
      randomSeed: 1,
      timeout: PROOF_MS,
    });
  if (status === "safe") return "unproven";
  return `unsafe: ${complexity?.summary ?? error?.kind}, ${attack?.pattern}`;
}
