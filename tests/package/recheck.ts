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

/** The proof of most takes milliseconds; this is for a machine that has much else to do. */
const LIMIT_MS = 90_000;

/**
 * Judges a regular expression.
 *
 * @param way Whether it is to be proven, or only attacked: without a proof it is at most `unproven`.
 */
export async function judge(
  pattern: string,
  flags: string,
  way: "prove" | "attack" = "prove",
): Promise<Judgement> {
  // The build for browsers is one file that starts no process. It is large, and most runs do not need it.
  const { default: recheck } = await import(
    "npm:recheck@4.5.0/lib/browser.js"
  ) as { default: Recheck };
  const { status, complexity, attack, error } = recheck.checkSync(
    pattern,
    flags,
    {
      checker: way === "prove" ? "automaton" : "fuzz",
      randomSeed: 1,
      timeout: LIMIT_MS,
    },
  );
  switch (status) {
    case "safe":
      return way === "prove" ? "linear" : "unproven";
    case "unknown":
      return `unsafe: no proof (${error?.kind})`;
    case "vulnerable":
      return `unsafe: ${complexity?.summary}, ${attack?.pattern}`;
  }
}
