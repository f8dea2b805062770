// Finds any number of known secrets in a text, at a cost that does not grow with their number.
import { canonicalReader, stringOf } from "./canonical_text.ts";
import { SHORTEST_SEARCHED } from "./form_ends.ts";
import { type FormKinds, formTable } from "./form_table.ts";
import { REDACTED } from "./secret.ts";

/** Forms of secrets that are searched for in texts. */
export interface SecretSearch {
  /** Adds a form of a secret, as it is in canonical texts, of some kinds. */
  readonly add: (form: string, kinds: FormKinds) => void;
  /** Finds where forms of some kinds stand in a text. */
  readonly find: (text: string, kinds: FormKinds) => readonly FoundForm[];
}

/** Where a form is in a text as it was. */
export interface FoundForm {
  readonly start: number;
  readonly end: number;
  readonly kinds: FormKinds;
}

/** Begins a search for secrets. */
export function secretSearch(): SecretSearch {
  const forms = formTable();
  const reader = canonicalReader();
  return {
    add(form, kinds) {
      if (form.length < SHORTEST_SEARCHED) return;
      forms.add(form, kinds);
    },
    find(text, kinds) {
      const found: FoundForm[] = [];
      if (forms.isEmpty()) return found;
      reader.visit(text, (canonical) => {
        let whole: string | null = null;
        forms.eachEnd(canonical, (at, lengths) => {
          whole ??= stringOf(canonical);
          const form = forms.longestAt(whole, at, lengths, kinds);
          if (form === null) return;
          found.push({
            start: canonical.starts[at - form.length]!,
            end: canonical.ends[at - 1]!,
            kinds: form.kinds,
          });
        });
      });
      return found;
    },
  };
}

/** Takes what was found out of a text; those that overlap go together. */
export function withoutFound(
  text: string,
  found: readonly FoundForm[],
): string {
  if (found.length === 0) return text;
  const parts: string[] = [];
  // Where the secret that was found last ends, and whatever overlaps it.
  let last = 0;
  for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
    if (start >= last) parts.push(text.slice(last, start), REDACTED);
    last = Math.max(last, end);
  }
  return parts.join("") + text.slice(last);
}
