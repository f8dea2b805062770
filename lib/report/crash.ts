// A failure of the program itself in words.

/** Says in one line, without any value, that the program itself failed. */
export function describeCrash(error: unknown): string {
  if (isUnloaded(error)) {
    return "Cannot load @std from JSR: run it by its tasks, or add --import-map=offline/import_map.json";
  }
  // The message of an error may quote what it failed on, and so a secret: only its kind is shown.
  const name = error instanceof Error ? error.name : typeof error;
  const at = error instanceof Error
    ? /\bat [^\n]*?([\w.-]+\.[jt]s:\d+:\d+)/u.exec(error.stack ?? "")?.[1]
    : undefined;
  const place = at ? ` at ${at}` : "";
  return `zenml-env itself failed (${name}${place}): this is a bug, please report it`;
}

/** Returns whether a part of the program could not be loaded, as where JSR does not respond. */
function isUnloaded(error: unknown): boolean {
  return error instanceof TypeError && "code" in error &&
    error.code === "ERR_MODULE_NOT_FOUND";
}
