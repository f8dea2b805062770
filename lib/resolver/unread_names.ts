// Names that neither program reads, and what may be meant by each.
import type { VariableName } from "../codes/variables.ts";
import { type AffixedName, affixedName } from "../sources/affixed_name.ts";
import { misspelledVariables } from "../sources/misspelling.ts";
import type { Setting, SettingsByName } from "../sources/setting.ts";

/** A name that neither program reads, though it is like one that they read. */
export interface UnreadName {
  /** Its setting that counts. */
  readonly setting: Setting;
  /** The variables of which it is a misspelling. */
  readonly candidates: readonly VariableName[];
  /** The variable that it contains, or null. */
  readonly affixed: AffixedName | null;
}

/** Lists the names that are like a variable's; a file may hold many names, so each is looked at once. */
export function unreadNamesIn(settings: SettingsByName): readonly UnreadName[] {
  return [...settings].flatMap(([name, [setting]]) => {
    if (!setting) return [];
    const candidates = setting.value === "" ? [] : misspelledVariables(name);
    const affixed = affixedName(name);
    return candidates.length > 0 || affixed
      ? [{ setting, candidates, affixed }]
      : [];
  });
}
