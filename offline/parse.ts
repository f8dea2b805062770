/**
 * Replaces `@std/dotenv/parse` where JSR cannot be reached: assignments
 * that are well formed, without the expansion of `$NAME`.
 *
 * @module
 */

const BEGINNING_REGEXP =
  /^[^\S\r\n\u2028\u2029]*(?:export\s+)?([a-z_]\w*)\s*=[ \t]*/gim;
const VALUE_REGEXP =
  /'((?:[^'\r\u2028\u2029]|\r\n)*\r?)'|"((?:\\[^]|[^\\"])*)"|([^\r\n#]*)/y;

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The variables that a text assigns, by name; the object has no prototype. */
export function parse(text: string): Record<string, string> {
  const variables: Record<string, string> = Object.create(null);
  BEGINNING_REGEXP.lastIndex = 0;
  for (let beginning; (beginning = BEGINNING_REGEXP.exec(text));) {
    const [, name = ""] = beginning;
    VALUE_REGEXP.lastIndex = BEGINNING_REGEXP.lastIndex;
    const [, single, double, bare = ""] = VALUE_REGEXP.exec(text) ?? [];
    BEGINNING_REGEXP.lastIndex = VALUE_REGEXP.lastIndex;
    const quoted = (single ?? double)?.replace(/^\r?\n?|\r?\n?$/g, "");
    if (quoted === undefined) variables[name] = bare.trim();
    else variables[name] = single === undefined ? unescape(quoted) : quoted;
  }
  return variables;
}

function unescape(text: string): string {
  return text.replace(/\\([nrt"'\\])/g, (_, c: string) => ESCAPES[c] ?? c);
}
