// The secrets of a run: of all its connections, growing by what servers hand out.
import { type Redactor, redactorOf } from "./redaction.ts";

/** Secrets that no text may show, and what takes them out of a text. */
export interface SecretSet {
  /** Adds secrets, for every text from now on. */
  readonly add: (...secrets: readonly string[]) => void;
  /** Takes every secret known by now out of a text. */
  readonly redact: Redactor;
}

/** Begins a set of secrets, which is one for a whole run. */
export function secretSet(initial: Iterable<string> = []): SecretSet {
  const secrets = new Set(initial);
  let redactor: Redactor | null = null;
  return {
    add(...added) {
      for (const secret of added) {
        if (secrets.has(secret)) continue;
        secrets.add(secret);
        redactor = null;
      }
    },
    redact: (text) => (redactor ??= redactorOf([...secrets]))(text),
  };
}
