// What stands in place of a secret.

/** What stands in place of a secret wherever something is printed. */
export const REDACTED = "[redacted]";
