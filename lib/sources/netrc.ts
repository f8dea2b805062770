// Whether a `.netrc` has an entry for a host, as Python's `netrc` (3.11) reads it. Nothing of an entry is kept.

/** Which entry applies to a host: its own, or the one for all. */
export type NetrcEntry = "machine" | "default";

/** Reads one token after the other. */
interface Lexer {
  /** The next token, or an empty one at the end. */
  readonly next: () => string;
  /** Gives a token back. */
  readonly giveBack: (token: string) => void;
  /** Reads to the end of the line; an empty text at the end of the file. */
  readonly line: () => string;
  /** How many line breaks were read. */
  readonly lines: () => number;
}

/** What an entry says; only whether it is empty is kept. */
interface Entry {
  readonly isEmpty: boolean;
}

/**
 * Finds the entry that `requests` would send to a host; null where there is none, or the file cannot be parsed, which
 * `requests` takes for no entry at all.
 *
 * @example Usage
 * ```ts
 * import { netrcEntryFor } from "./netrc.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "machine zenml.example.com login me password hunter2";
 * assertEquals(netrcEntryFor("zenml.example.com", text), "machine");
 * assertEquals(netrcEntryFor("other.example.com", text), null);
 * ```
 */
export function netrcEntryFor(host: string, text: string): NetrcEntry | null {
  const entries = entriesIn(lexerOf(text));
  if (entries === null) return null;
  const own = entries.get(host);
  const entry = own ?? entries.get("default");
  if (!entry || entry.isEmpty) return null;
  return own ? "machine" : "default";
}

/** Reads the entries by their names; the last one of a name counts. */
function entriesIn(lexer: Lexer): ReadonlyMap<string, Entry> | null {
  const entries = new Map<string, Entry>();
  while (true) {
    const before = lexer.lines();
    const token = lexer.next();
    if (token === "") return entries;
    if (token.startsWith("#")) {
      // A comment whose line went on behind its first word.
      if (lexer.lines() === before && token.length === 1) lexer.line();
      continue;
    }
    if (token === "macdef") {
      if (!skipMacro(lexer)) return null;
      continue;
    }
    if (token !== "machine" && token !== "default") return null;
    const name = token === "machine" ? lexer.next() : "default";
    const entry = name === "" ? null : readEntry(lexer);
    if (entry === null) return null;
    entries.set(name, entry);
  }
}

function skipMacro(lexer: Lexer): boolean {
  lexer.next();
  for (let line = lexer.line(); line !== ""; line = lexer.line()) {
    if (line === "\n") return true;
  }
  return false;
}

/** Reads the rest of an entry; null for what Python refuses. */
function readEntry(lexer: Lexer): Entry | null {
  const values = { login: false, account: false, password: false };
  while (true) {
    const before = lexer.lines();
    const token = lexer.next();
    if (token.startsWith("#")) {
      if (lexer.lines() === before) lexer.line();
      continue;
    }
    switch (token) {
      case "":
      case "machine":
      case "default":
      case "macdef":
        lexer.giveBack(token);
        return { isEmpty: !Object.values(values).some((isSet) => isSet) };
      case "login":
      case "user":
        values.login = lexer.next() !== "";
        break;
      case "account":
      case "password":
        values[token] = lexer.next() !== "";
        break;
      default:
        return null;
    }
  }
}

/** Parts a text into tokens: quotes hold blanks together, and a backslash takes the next character as it is. */
function lexerOf(text: string): Lexer {
  // Python reads every kind of line break as one.
  const characters = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const givenBack: string[] = [];
  let at = 0;
  let lines = 0;
  const read = (): string => {
    const character = characters[at++] ?? "";
    if (character === "\n") lines++;
    return character;
  };
  const rest = (start: string, isEnd: (character: string) => boolean) => {
    let token = start;
    for (let one = read(); one !== "" && !isEnd(one); one = read()) {
      token += one === "\\" ? read() : one;
    }
    return token;
  };
  return {
    next() {
      const known = givenBack.shift();
      if (known !== undefined) return known;
      let first = read();
      while (isBlank(first)) first = read();
      if (first === "") return "";
      return first === '"'
        ? rest("", (character) => character === '"')
        : rest(first === "\\" ? read() : first, isBlank);
    },
    giveBack: (token) => void givenBack.push(token),
    line() {
      const end = characters.indexOf("\n", at);
      const next = end === -1 ? characters.length : end + 1;
      const line = characters.slice(at, next);
      at = Math.max(at, next);
      return line;
    },
    lines: () => lines,
  };
}

function isBlank(character: string): boolean {
  return character === " " || character === "\n" || character === "\t" ||
    character === "\r";
}
