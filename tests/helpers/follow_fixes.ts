/**
 * Somebody who follows the fixes of a report to the letter, wherever variables are set.
 *
 * @module
 */
import { assert } from "@std/assert";
import type { FixPart } from "../../lib/report/fix_text.ts";
import { KEY, TOKEN } from "./credentials.ts";
import { read } from "./programs.ts";

/** Variables by name. */
export type Variables = Readonly<Record<string, string>>;

/** What only the user has, by how a fix calls it. */
const OWN: Readonly<Record<string, string>> = {
  "the URL of the server": "https://zenml.example.com",
  "https://WORKSPACE-ID.zenml.io, as the settings of the workspace show it":
    "https://1bfe8d94-zenml.example.com",
  "the API key": KEY,
  "the whole API key": KEY,
  "an API token": TOKEN,
  "a new token": TOKEN,
  "the whole API token": TOKEN,
  "the user name": "me",
  "the password": "correct horse",
  "the path of a file with the certificate of the CA": "/etc/ca.pem",
};

/** What each correction in words does. */
const CORRECTIONS: Readonly<Record<string, (value: string) => string>> = {
  "remove the quotes": (value) => value.replaceAll(/["'‘’“”]/gu, ""),
  "remove the blanks and line breaks around it": (value) => value.trim(),
  "remove the blanks, and every character that is not ASCII": (value) =>
    value.replaceAll(/[^\x21-\x7E]/gu, ""),
  "remove the blanks and line breaks": (value) => value.replaceAll(/\s/gu, ""),
  "put ZENKEY_ before it": (value) => `ZENKEY_${value}`,
};

/** Puts the user's own values in the place of their names. */
function filledIn(text: string): string {
  return Object.entries(OWN).reduce(
    (filled, [name, value]) => filled.replaceAll(`<${name}>`, value),
    text,
  );
}

/**
 * Pastes the lines of a fix into bash.
 *
 * @param parts The fix.
 * @param variables The environment before.
 * @returns The environment after.
 */
export async function followInBash(
  parts: readonly FixPart[],
  variables: Variables,
): Promise<Variables> {
  const script = parts.map(({ words, lines }) => {
    // What is above the lines is a condition at most.
    assert(lines.length > 0, `${words}`);
    return lines.map(filledIn).join("\n");
  }).join("\n");
  const stdout = await read("bash", ["-c", `${script}\nenv -0`], {
    env: { ...variables, LC_ALL: "C.UTF-8" },
  });
  return Object.fromEntries(
    stdout.split("\0").filter((entry) => /^\w*ZENML/iu.test(entry)).map(
      (entry) => {
        const end = entry.indexOf("=");
        return [entry.slice(0, end), entry.slice(end + 1)] as const;
      },
    ),
  );
}

const FILE_REGEXP = /[Ii]n \S+?(?:, line (\d+))?:$/u;
const FILE_WORDS_REGEXP =
  /^In \S+?(?:, line (\d+))?, (\w+): (.*?)(?: \(.*\))?$/u;

/**
 * Edits the lines of an env file as a fix says.
 *
 * @param parts The fix.
 * @param text The file before, one assignment a line.
 * @param valueOf Finds the value of a variable of the file.
 * @returns The file after.
 */
export function followInFile(
  parts: readonly FixPart[],
  text: string,
  valueOf: (line: string) => string,
): string {
  const lines = text.split("\n");
  const added: string[] = [];
  for (const { words, lines: pasted } of parts) {
    const [, at] = FILE_REGEXP.exec(words ?? "") ?? [];
    if (pasted.length > 0) {
      if (at === undefined) added.push(...pasted.map(filledIn));
      else lines[Number(at) - 1] = pasted.map(filledIn).join("\n");
      continue;
    }
    const [, line, variable = "", what = ""] =
      FILE_WORDS_REGEXP.exec(words ?? "") ?? [];
    assert(variable !== "", `${words}`);
    const from = /^set it to the value of (\w+)$/u.exec(what)?.[1];
    if (line === undefined) {
      const other = lines.find((each) => each.startsWith(`${from}=`));
      assert(other, what);
      added.push(other.replace(`${from}=`, `${variable}=`));
      continue;
    }
    const index = Number(line) - 1;
    const before = lines[index] ?? "";
    const to = /^change this name to (\w+)$/u.exec(what)?.[1];
    const corrected = CORRECTIONS[what];
    if (to) lines[index] = before.replace(variable, to);
    else if (what === "remove it") lines[index] = "";
    else {
      assert(corrected, what);
      lines[index] = `${variable}='${corrected(valueOf(before))}'`;
    }
  }
  return [...lines, ...added].join("\n");
}

const SETTING_REGEXP =
  /^(?:.* → |The Secret or ConfigMap that sets )(\w+): (.*?)(?: \((?:if|unless|the key is) .*\))?$/u;

/**
 * Changes the settings of a service as a fix says.
 *
 * @param parts The fix.
 * @param variables The settings before.
 * @returns The settings after.
 */
export function followInSettings(
  parts: readonly FixPart[],
  variables: Variables,
): Variables {
  const settings = { ...variables };
  for (const { words, lines } of parts) {
    assert(lines.length === 0, lines.join("\n"));
    const [, name = "", what = ""] = SETTING_REGEXP.exec(words ?? "") ?? [];
    assert(name !== "", `${words}`);
    const said = what.replace(
      /^add it with (?:the value (?!of ))?/u,
      "set it to ",
    )
      .replace(/, and name it under env: in the workflow$/u, "");
    const [, value] = /^set it to (.*)$/u.exec(said) ?? [];
    const [, from] = /^set it to the value of (\w+)$/u.exec(said) ?? [];
    const [, to] = /^move its value to (\w+)$/u.exec(said) ?? [];
    const corrected = CORRECTIONS[said];
    const before = settings[name] ?? "";
    if (from) settings[name] = settings[from] ?? "";
    else if (value !== undefined) {
      settings[name] = OWN[value] ?? unquoted(value);
    } else if (to) {
      settings[to] = before;
      delete settings[name];
    } else if (said === "remove it") delete settings[name];
    else {
      assert(corrected, said);
      settings[name] = corrected(before);
    }
  }
  return settings;
}

/** A value that is no plain word is in quotes. */
function unquoted(word: string): string {
  return /^'.*'$/u.test(word)
    ? word.slice(1, -1).replaceAll("'\\''", "'")
    : word;
}
