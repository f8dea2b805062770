// The version of ZenML that a Python project pins.

/** A version, and the line that names it, counted from 1. */
export interface Pin {
  readonly version: string;
  readonly line: number;
}

/** `zenml[server]==0.98.0` in requirements.txt, or the same in quotes in pyproject.toml. */
const REQUIREMENT_REGEXP =
  /^[\s"'[]{0,64}zenml(?:\[[^\]]{0,256}\])?\s{0,8}={2,3}\s{0,8}(\d[\w.+!-]{0,63})/iu;
/** `zenml = "0.98.0"` in Poetry's pyproject.toml. */
const POETRY_REGEXP = /^zenml\s{0,8}=\s{0,8}["']={0,3}(\d[\w.+!-]{0,63})["']/iu;
/** The same as a table: `zenml = { extras = ["server"], version = "0.98.0" }`. */
const POETRY_TABLE_REGEXP = /^zenml ?= ?\{/iu;
const TABLE_VERSION_REGEXP = /\bversion ?= ?["']={0,3}(\d[\w.+!-]*)["']/iu;
const NAME_REGEXP = /^name\s{0,8}=\s{0,8}["']zenml["']\s*$/iu;
const LOCKED_REGEXP = /^version\s{0,8}=\s{0,8}["'](\d[\w.+!-]{0,63})["']/iu;

/**
 * Finds the pin of `zenml` in the text of requirements.txt, pyproject.toml, uv.lock or poetry.lock.
 *
 * @example Usage
 * ```ts
 * import { pinIn } from "./requirements.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pinIn("boto3\nzenml[server]==0.98.0\n"), { version: "0.98.0", line: 2 });
 * assertEquals(pinIn('[[package]]\nname = "zenml"\nversion = "0.97.0"\n'), { version: "0.97.0", line: 3 });
 * assertEquals(pinIn("zenml>=0.90\n"), null);
 * ```
 */
export function pinIn(text: string): Pin | null {
  const lines = text.split(/\r?\n/u);
  let isPackage = false;
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("[")) isPackage = false;
    if (NAME_REGEXP.test(line)) isPackage = true;
    const version = REQUIREMENT_REGEXP.exec(line)?.[1] ??
      POETRY_REGEXP.exec(line)?.[1] ??
      tableVersion(line) ??
      (isPackage ? LOCKED_REGEXP.exec(line)?.[1] : undefined);
    if (version !== undefined) return { version, line: index + 1 };
  }
  return null;
}

function tableVersion(line: string): string | undefined {
  return POETRY_TABLE_REGEXP.test(line)
    ? TABLE_VERSION_REGEXP.exec(line)?.[1]
    : undefined;
}
