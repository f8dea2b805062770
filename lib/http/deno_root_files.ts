// The variables by which Deno, and no other program here, finds more roots.

/** Variables that name files with roots for Deno alone. */
export const DENO_ROOT_FILE_NAMES = [
  "DENO_CERT",
  "NODE_EXTRA_CA_CERTS",
] as const;
