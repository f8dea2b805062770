/**
 * Stands in for `@std/dotenv/parse` where JSR cannot be reached: assignments
 * that are well formed, without the expansion of `$NAME`.
 *
 * @module
 */

const ASSIGNMENT_REGEXP =
  /^\s*(?:export\s+)?([a-z_]\w*)\s*=[ \t]*(?:'(\r?(?:[^'\r\u2028\u2029]|\r\n|\r(?='))*)'|"((?:\\[^]|[^\\"])*)"|([^\r\n#]*))/gim;

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The variables that a text assigns, by name; the object has no prototype. */
export function parse(text: string): Record<string, string> {
  const variables: Record<string, string> = Object.create(null);
  for (const match of text.matchAll(ASSIGNMENT_REGEXP)) {
    const [, name = "", single, double, bare = ""] = match;
    const quoted = (single ?? double)?.replace(/^\r?\n?|\r?\n?$/g, "");
    if (quoted === undefined) variables[name] = bare.trim();
    else variables[name] = single === undefined ? unescape(quoted) : quoted;
  }
  return variables;
}

function unescape(text: string): string {
  return text.replace(/\\([nrt"'\\])/g, (_, c: string) => ESCAPES[c] ?? c);
}
