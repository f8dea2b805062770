// The rules of the resolver, in the order of reports.
import type { Finding } from "../../finding/finding.ts";
import type { ResolutionContext } from "../context.ts";
import { findActiveIdFlaws } from "./active_ids.ts";
import { findOverridden } from "./affixed.ts";
import { findDifferences } from "./comparison.ts";
import { findCredentialFlaws } from "./credentials.ts";
import { findDuplicates } from "./duplicates.ts";
import { findMissingHalves } from "./halves.ts";
import { findHostFlaws } from "./host.ts";
import { findMisspelled, findShadowed } from "./names.ts";
import { findOneSided } from "./one_sided.ts";
import { findTlsFlaws } from "./tls.ts";
import { findUrlFlaws } from "./urls.ts";
import { findValueFlaws } from "./values.ts";

/** Finds one kind of fault. It sees the parsed settings, and no other rule's findings. */
export type Rule = (context: ResolutionContext) => readonly Finding[];

/** Every rule. */
export const RULES: readonly Rule[] = [
  findFileFlaws,
  findMisspelled,
  findOverridden,
  findValueFlaws,
  findUrlFlaws,
  findMissingHalves,
  findOneSided,
  findCredentialFlaws,
  findDifferences,
  findTlsFlaws,
  findActiveIdFlaws,
  findHostFlaws,
  findShadowed,
  findDuplicates,
];

/** Passes on what is wrong with the lines of env files. */
function findFileFlaws(
  { envFiles, considered }: ResolutionContext,
): readonly Finding[] {
  return envFiles.flatMap((finding) => {
    const consumers = finding.consumers.filter((each) =>
      considered.includes(each)
    );
    return finding.consumers.length === 0 || consumers.length > 0
      ? [{ ...finding, consumers }]
      : [];
  });
}
