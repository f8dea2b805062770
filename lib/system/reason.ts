// Why the system did not do something.

/** Says in words why the system did not do something. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file";
  if (error instanceof Deno.errors.IsADirectory) return "it is a directory";
  if (error instanceof Deno.errors.PermissionDenied) {
    return "the system does not permit it";
  }
  if (!(error instanceof Error)) return "it failed";
  // Behind that Deno may quote a name.
  return /^([\p{L} ]+) \(os error \d+\)/u.exec(error.message)?.[1] ??
    error.name;
}

/** Says which permission Deno was not given. */
export function withoutPermission(kind: string, what: string): string {
  return `Deno was not given the permission, add --allow-${kind}=${what}`;
}
