// Keys and tokens that somebody broke over lines of an env file.

/** A line of base64 text, with padding at its end alone. */
const CONTINUATION_REGEXP = /^[ \t]*[\w+/.-]{4,}={0,2}[ \t]*$/u;

/** A name alone, or an assignment of nothing. */
const NAME_REGEXP = /^[ \t]*[A-Z][A-Z0-9_]*=?[ \t]*$/u;

interface Value {
  readonly value: string;
  readonly lastIndex: number;
}

/** Adds the lines that continue a key or token, which no reader of env files would add, so that it is recognised. */
export function continuedValue(
  variable: string,
  value: string,
  lines: readonly { readonly text: string }[],
  lastIndex: number,
): Value {
  if (!/ZENML/iu.test(variable) || !isBegun(value)) return { value, lastIndex };
  const parts = [value];
  let last = lastIndex;
  for (
    let text = lines[last + 1]?.text;
    text !== undefined && CONTINUATION_REGEXP.test(text) &&
    !NAME_REGEXP.test(text);
    text = lines[last + 1]?.text
  ) {
    parts.push(text.trim());
    last++;
  }
  return { value: parts.join("\n"), lastIndex: last };
}

/** Returns whether a text is the beginning of a key or a token, and not all of it. */
function isBegun(value: string): boolean {
  if (/\s/u.test(value)) return false;
  const [header = "", , signature = ""] = value.split(".");
  // The shortest signature of a token has 43 characters.
  if (/^eyJ[\w-]*$/u.test(header) && value.includes(".")) {
    return signature.length < 43;
  }
  const [, content] = /^ZEN(?:PRO)?KEY_([\w+/=-]*)$/u.exec(value) ?? [];
  if (content === undefined) return false;
  try {
    return !atob(content.replaceAll("-", "+").replaceAll("_", "/")).endsWith(
      "}",
    );
  } catch {
    return true;
  }
}
