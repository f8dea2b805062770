// Reads JSON that a server wrote, in memory that the length of its text limits.

/** A megabyte may hold so many more objects and lists that they take a hundred; a ZenML server needs far fewer. */
const MOST_CONTAINERS = 0x8000;

/** Reads a text as JSON, or returns undefined where it is none or holds too many objects and lists. */
export function parseJson(text: string): unknown {
  if (hasTooManyContainers(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Counts those in strings, too: no string of a ZenML server has nearly as many. */
function hasTooManyContainers(text: string): boolean {
  let count = 0;
  for (const bracket of ["[", "{"]) {
    let at = text.indexOf(bracket);
    while (at !== -1) {
      if (++count > MOST_CONTAINERS) return true;
      at = text.indexOf(bracket, at + 1);
    }
  }
  return false;
}
