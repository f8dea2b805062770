// Finds any number of known secrets in a text, at a cost that does not grow with their number.
import { quotedFormsOf, SHORTEST_SEARCHED } from "./redaction.ts";
import { REDACTED } from "./secret.ts";

/** Secrets that are searched for in texts. */
export interface SecretSearch {
  /** Adds a secret, in each form in which it may be quoted. */
  readonly add: (secret: string) => void;
  /** Takes the secrets out of a text; those that overlap go together. */
  readonly redact: (text: string) => string;
}

/** Begins a search for secrets. */
export function secretSearch(): SecretSearch {
  const formsByStart = new Map<string, Set<string>>();
  const lengthAt = (text: string, at: number): number => {
    const forms = formsByStart.get(text.slice(at, at + SHORTEST_SEARCHED));
    let longest = 0;
    for (const form of forms ?? []) {
      if (form.length > longest && text.startsWith(form, at)) {
        longest = form.length;
      }
    }
    return longest;
  };
  return {
    add(secret) {
      for (const form of quotedFormsOf(secret)) {
        const start = form.slice(0, SHORTEST_SEARCHED);
        const known = formsByStart.get(start);
        if (known) known.add(form);
        else formsByStart.set(start, new Set([form]));
      }
    },
    redact(text) {
      if (formsByStart.size === 0) return text;
      let redacted = "";
      // Where the secret that was found last ends, and whatever overlaps it.
      let end = 0;
      let copied = 0;
      for (let at = 0; at + SHORTEST_SEARCHED <= text.length; at++) {
        const length = lengthAt(text, at);
        if (length === 0) continue;
        if (at >= end) redacted += text.slice(copied, at) + REDACTED;
        end = Math.max(end, at + length);
        copied = end;
      }
      return redacted + text.slice(copied);
    },
  };
}
