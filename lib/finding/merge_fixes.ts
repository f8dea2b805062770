// Several fixes as one list that makes things work together: each thing once, in the order in which to do it.
import type { Fix, FixPlace } from "./fix_kinds.ts";

type Leaf = Exclude<Fix, { readonly kind: "list" }>;

/**
 * Merges fixes.
 *
 * A later rule looks deeper: what it sets a variable to holds, and corrections or a removal of it are not needed then.
 */
export function mergeFixes(fixes: readonly Fix[]): readonly Fix[] {
  const leaves = fixes.flatMap(leavesOf);
  const lastSet = new Map<string, Leaf>();
  for (const fix of leaves) {
    if (fix.kind === "set") lastSet.set(targetOf(fix), fix);
  }
  const seen = new Set<string>();
  const kept = leaves.filter((fix) => {
    const isReplaced = isOfVariable(fix) &&
      (lastSet.get(targetOf(fix)) ?? fix) !== fix;
    const key = JSON.stringify(fix);
    if (isReplaced || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return runsTogether(copiesLast(kept));
}

function leavesOf(fix: Fix): readonly Leaf[] {
  return fix.kind === "list"
    ? fix.fixes.flatMap((each) =>
      leavesOf({ ...each, when: each.when ?? fix.when })
    )
    : [fix];
}

type OfVariable = Extract<Leaf, { readonly source: FixPlace }>;

function isOfVariable(fix: Leaf): fix is OfVariable {
  return "source" in fix;
}

function targetOf({ variable, source }: OfVariable): string {
  return JSON.stringify([variable, source]);
}

/** A value is copied to another variable once it is right itself. */
function copiesLast(fixes: readonly Leaf[]): readonly Leaf[] {
  const isCopy = (fix: Leaf) =>
    fix.kind === "set" && fix.value.kind === "variable";
  const last = fixes.findLastIndex(isOfVariable) + 1;
  const ofVariables = fixes.slice(0, last);
  return [
    ...ofVariables.filter((fix) => !isCopy(fix)),
    ...ofVariables.filter(isCopy),
    ...fixes.slice(last),
  ];
}

/** One login is enough for all commands that need it. */
function runsTogether(fixes: readonly Leaf[]): readonly Leaf[] {
  const merged: Leaf[] = [];
  for (const fix of fixes) {
    const index = fix.kind !== "run" || fix.where === "here"
      ? -1
      : merged.findIndex((each) =>
        each.kind === "run" && each.where === fix.where &&
        each.when === fix.when
      );
    const earlier = merged[index];
    if (earlier?.kind !== "run" || fix.kind !== "run") {
      merged.push(fix);
      continue;
    }
    const known = new Set(earlier.commands.map((one) => JSON.stringify(one)));
    merged[index] = {
      ...earlier,
      commands: [
        ...earlier.commands,
        ...fix.commands.filter((one) => !known.has(JSON.stringify(one))),
      ],
    };
  }
  return merged;
}
