/**
 * Replaces `@std/cli/parse-args` where JSR cannot be reached. The tables
 * in `tests/contract/` hold it to the real package; `parseArgs()` of
 * `node:util` takes some arguments so differently that it was no help.
 *
 * Left out: `negatable`, dotted names that nest, `boolean: true`, several
 * aliases of one name, and single names in place of lists.
 *
 * @module
 */

/** The options of the real `parseArgs()` that this project uses. */
export interface ParseOptions {
  /** Names that take no value. */
  readonly boolean?: readonly string[];
  /** Names whose value stays text; `_` stands for the positionals. */
  readonly string?: readonly string[];
  /** Names that gather their values in a list. */
  readonly collect?: readonly string[];
  /** Another name for each key. */
  readonly alias?: Readonly<Record<string, string>>;
  /** Values for the names that were not given. */
  readonly default?: Readonly<Record<string, unknown>>;
  /** Called for positionals and undeclared names; `false` drops them. */
  readonly unknown?: (arg: string, key?: string, value?: unknown) => unknown;
  /** Whether everything behind the first positional is positional. */
  readonly stopEarly?: boolean;
  /** Whether what follows `--` is kept apart. */
  readonly "--"?: boolean;
}

/** The values by name, the positionals under `_`. */
export interface Args {
  [name: string]: unknown;
  /** The positionals. */
  _: Array<string | number>;
  /** What followed `--`, if that was asked for. */
  "--"?: string[];
}

/** Sorts arguments into flags and positionals. */
export function parseArgs(
  args: readonly string[],
  options: ParseOptions = {},
): Args {
  const partner = new Map<string, string>();
  for (const [one, other] of Object.entries(options.alias ?? {})) {
    partner.set(one, other).set(other, one);
  }
  const namesOf = (key: string) => new Set([key, partner.get(key) ?? key]);
  const declared = (keys: readonly string[] = []) =>
    new Set(keys.flatMap((key) => [...namesOf(key)]));
  const booleans = declared(options.boolean);
  const strings = declared(options.string);
  const lists = declared(options.collect);
  const result: Args = { _: [] };

  const coerce = (key: string, text: string) => {
    const isNumber = text.trim() !== "" && Number.isFinite(Number(text));
    return isNumber && !strings.has(key) ? Number(text) : text;
  };
  const put = (arg: string, key: string, given: string | boolean) => {
    if (
      ![booleans, strings, lists, partner].some((names) => names.has(key)) &&
      options.unknown?.(arg, key, given) === false
    ) return;
    const value = typeof given === "string" ? coerce(key, given) : given;
    for (const name of namesOf(key)) {
      const earlier = result[name];
      if (!lists.has(key)) result[name] = value;
      else if (Array.isArray(earlier)) earlier.push(value);
      else result[name] = [value];
    }
  };
  const putBare = (arg: string, key: string) => {
    put(arg, key, strings.has(key) ? "" : true);
  };

  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const rest = args.slice(0, end);
  const tail = args.slice(end + 1);
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!/^-./s.test(arg)) {
      if (options.unknown?.(arg) !== false) result._.push(coerce("_", arg));
      if (options.stopEarly) result._.push(...rest.splice(0));
      continue;
    }
    const isLong = arg.startsWith("--");
    const { bare = [], key, value } = isLong ? splitLong(arg) : splitShort(arg);
    for (const letter of bare) putBare(arg, letter);
    const isBoolean = booleans.has(key);
    const [next] = rest;
    const isValue = isBoolean
      ? next === "true" || next === "false"
      : next && !(isLong ? /^-/ : /^--?[^-]/).test(next);
    if (value !== undefined) {
      put(arg, key, isLong && isBoolean ? value !== "false" : value);
    } else if (next && isValue) {
      put(arg, key, isBoolean ? next === "true" : next);
      rest.shift();
    } else putBare(arg, key);
  }

  for (const [key, value] of Object.entries(options.default ?? {})) {
    if (Object.hasOwn(result, key)) continue;
    for (const name of namesOf(key)) result[name] = value;
  }
  for (const key of [...booleans, ...strings]) {
    if (Object.hasOwn(result, key)) continue;
    if (lists.has(key)) result[key] = [];
    else if (booleans.has(key)) result[key] = false;
  }
  if (options["--"]) result["--"] = tail;
  else result._.push(...tail);
  return result;
}

/** A flag, the letters before it in its group, and the value attached to it. */
interface Flag {
  readonly bare?: readonly string[];
  readonly key: string;
  readonly value?: string;
}

function splitLong(arg: string): Flag {
  const at = arg.indexOf("=", 3);
  if (at < 0) return { key: arg.slice(2) };
  // With a value, the real package takes `no-` for the mark of a negation.
  const key = arg.slice(2, at).replace(/^no-(?=.)/s, "");
  return { key, value: arg.slice(at + 1) };
}

function splitShort(arg: string): Flag {
  const letters = arg.slice(1, -1).split("");
  for (const [index, key] of letters.entries()) {
    const value = attachedTo(key, arg.slice(index + 2));
    if (value !== undefined) {
      return { bare: letters.slice(0, index), key, value };
    }
  }
  return { bare: letters, key: arg.slice(-1) };
}

/** The value that is right behind a letter, if one does. */
function attachedTo(letter: string, rest: string): string | undefined {
  if (rest === "-") return rest;
  if (rest === "=") return "";
  if (/[a-z]/i.test(letter)) {
    const inline = /=(.+)/.exec(rest)?.[1];
    if (inline !== undefined) return inline;
    if (/\d\.?(?:e-?\d+)?$/.test(rest)) return rest;
  }
  return /^\W./s.test(rest) ? rest : undefined;
}
