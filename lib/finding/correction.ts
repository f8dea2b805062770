// How a value is corrected that must not be printed: in words, and as a filter over the variable.
import type { Correction } from "./fix_kinds.ts";
import { quotePowershell, shellWord } from "./quoting.ts";

/** One way to correct a value; `what` is the prefix or the field's name, where it takes one. */
interface Filter {
  readonly words: (what: string) => string;
  /** What a POSIX shell assigns, in terms of the variable. */
  readonly posix: (variable: string, what: string) => string;
  /** What PowerShell assigns. */
  readonly powershell: (variable: string, what: string) => string;
}

/** Pipes the variable through a program. */
function piped(program: (what: string) => string): Filter["posix"] {
  return (variable, what) => `"$(printf %s "$${variable}" | ${program(what)})"`;
}

/** Replaces what a pattern of .NET matches by nothing. */
function without(pattern: string): Filter["powershell"] {
  return (variable) => `$env:${variable} -replace '${pattern}', ''`;
}

/** Filters for each way. `tr` and `sed` see bytes, so that typographic quotes are written as text. */
export const FILTERS: Readonly<Record<Correction, Filter>> = {
  "remove-quotes": {
    words: () => "remove the quotes",
    posix: piped(() =>
      `sed "s/[\\"'\\\`]//g; s/‘//g; s/’//g; s/“//g; s/”//g; s/‚//g; s/„//g; s/«//g; s/»//g"`
    ),
    powershell: without(
      "[\\x22\\x27\\x60\\u2018-\\u201A\\u201C-\\u201E\\u00AB\\u00BB]",
    ),
  },
  "trim": {
    words: () => "remove the blanks and line breaks around it",
    posix: piped(() => "sed '1s/^[[:space:]]*//; $s/[[:space:]]*$//'"),
    powershell: (variable) => `$env:${variable}.Trim()`,
  },
  "remove-blanks": {
    words: () => "remove the blanks and line breaks",
    posix: piped(() => "tr -d '[:space:]'"),
    powershell: without("\\s"),
  },
  "remove-line-breaks": {
    words: () => "join its lines to one",
    posix: piped(() => "tr -d '\\r\\n'"),
    powershell: without("[\\r\\n]"),
  },
  "remove-escaped-line-breaks": {
    words: () => "remove the characters \\n, which stand for a line break",
    posix: piped(() => "sed 's/\\\\[rn]//g'"),
    powershell: without("\\\\[rn]"),
  },
  "remove-foreign-characters": {
    words: () => "remove the blanks, and every character that is not ASCII",
    posix: piped(() => "LC_ALL=C tr -cd '\\041-\\176'"),
    powershell: without("[^\\x21-\\x7E]"),
  },
  "decode-base64": {
    words: () => "decode it from base64",
    posix: piped(() => "base64 --decode"),
    powershell: (variable) =>
      `[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($env:${variable}))`,
  },
  "read-file": {
    words: () => "set it to the content of the file that it names",
    posix: (variable) => `"$(cat "$${variable}")"`,
    powershell: (variable) => `(Get-Content -Raw $env:${variable}).Trim()`,
  },
  "add-prefix": {
    words: (what) => `put ${shellWord(what)} before it`,
    posix: (variable, what) => `${shellWord(what)}"$${variable}"`,
    powershell: (variable, what) =>
      `(${quotePowershell(what)} + $env:${variable})`,
  },
  "add-item": {
    words: (what) => `add ${shellWord(what)} behind a comma`,
    posix: (variable, what) => `"$${variable}",${shellWord(what)}`,
    powershell: (variable, what) =>
      `($env:${variable} + ',' + ${quotePowershell(what)})`,
  },
  "remove-prefix": {
    words: (what) => `remove ${shellWord(what.trim())} from its beginning`,
    posix: (variable, what) => `"\${${variable}#${shellWord(what)}}"`,
    powershell: (variable, what) =>
      `$env:${variable}.Substring(${what.length})`,
  },
  "take-assigned-value": {
    words: () => "keep only what is after the equals sign",
    posix: (variable) => `"\${${variable}#*=}"`,
    powershell: without("^[^=]*="),
  },
  "take-json-field": {
    words: (what) => `keep only the value of ${shellWord(what)} in it`,
    posix: piped((what) => `jq -r ${shellWord(`.[${JSON.stringify(what)}]`)}`),
    powershell: (variable, what) =>
      `($env:${variable} | ConvertFrom-Json).(${quotePowershell(what)})`,
  },
};
