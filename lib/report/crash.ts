// A failure of the program itself in words.
import { bugForm } from "../codes/pages.ts";

/** Says in one line, without any value, that the program itself failed. */
export function describeCrash(error: unknown, form = bugForm()): string {
  if (isUnloaded(error)) {
    return "Cannot load @std from JSR: run it by its tasks, or add --import-map=offline/import_map.json";
  }
  // The message of an error may quote what it failed on, and so a secret: only its kind is shown.
  const name = error instanceof Error ? error.name : typeof error;
  const at = error instanceof Error ? placeOf(error) : null;
  const place = at ? ` at ${at}` : "";
  const where = form === null ? "" : ` at ${form}`;
  return `zenml-env itself failed (${name}${place}): this is a bug; please report it${where} with this line and the output of zenml-env doctor --offline --verbose --format markdown`;
}

/** Finds the file and the line of the innermost frame that has them, behind the message. */
function placeOf({ message, stack = "" }: Error): string | null {
  const frames = stack.slice(stack.indexOf(message) + message.length);
  for (const frame of frames.split("\n")) {
    const place = frame.replaceAll(")", "").split(/[/\\( ]/u).at(-1) ?? "";
    if (/^[\w.-]+\.[jt]s:\d+:\d+$/u.test(place)) return place;
  }
  return null;
}

/** Returns whether a part of the program could not be loaded, as where JSR does not respond. */
function isUnloaded(error: unknown): boolean {
  return error instanceof TypeError && "code" in error &&
    error.code === "ERR_MODULE_NOT_FOUND";
}
