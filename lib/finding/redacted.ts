// What replaces a secret.

/** What replaces a secret wherever something is printed. */
export const REDACTED = "[redacted]";
