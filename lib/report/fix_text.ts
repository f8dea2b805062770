// Fixes for people: what to do, and below it what to paste.
import type { Fix } from "../finding/fix.ts";
import { type FixStep, fixSteps } from "../finding/fix_steps.ts";
import { capitalized } from "../finding/setting_words.ts";
import type { Finding } from "../finding/finding.ts";
import { mergeFixes } from "../finding/merge_fixes.ts";
import type { Place } from "../finding/place.ts";
import { type Look, printable, styled, wrapped } from "./layout.ts";

/** A part of a fix: words, or lines to paste with what is said of them. */
export interface FixPart {
  readonly words: string | null;
  readonly lines: readonly string[];
}

/** Puts the steps of a fix in words, those at one place together. */
export function fixParts(fix: Fix, place: Place): readonly FixPart[] {
  return partsOf(fixSteps(fix, place));
}

/** Puts what fixes several findings together in words. */
export function fixPartsOfAll(
  findings: readonly Finding[],
  place: Place,
): readonly FixPart[] {
  const fixes = mergeFixes(findings.map(({ fix }) => fix));
  return partsOf(fixes.flatMap((fix) => fixSteps(fix, place)));
}

function partsOf(steps: readonly FixStep[]): readonly FixPart[] {
  const parts: { words: string | null; lines: string[] }[] = [];
  for (const { when, where, words, lines } of steps) {
    const around = [when, where].filter((text) => text !== null).join(", ");
    const said = words === null
      ? around === "" ? null : `${capitalized(around)}:`
      : around === ""
      ? words
      : `${words} (${around})`;
    const before = parts.at(-1);
    if (
      words === null && before && before.lines.length > 0 &&
      before.words === said
    ) {
      before.lines.push(...lines.map(printable));
    } else {
      parts.push({
        words: said === null ? null : printable(said),
        lines: lines.map(printable),
      });
    }
  }
  return parts;
}

/** Writes parts of a fix as lines of plain text; what is to be pasted is on a line of its own. */
export function fixLines(parts: readonly FixPart[]): string[] {
  return parts.flatMap(({ words, lines }) =>
    words === null ? lines : [words, ...lines.map((line) => `  ${line}`)]
  );
}

/** Lays parts of a fix out; lines to paste are never broken. */
export function fixLayout(
  parts: readonly FixPart[],
  indent: string,
  look: Look,
): string[] {
  return parts.flatMap(({ words, lines }) => {
    const deeper = words === null ? indent : `${indent}  `;
    return [
      ...(words === null ? [] : wrapped(words, indent, indent, look.columns)),
      ...lines.map((line) => deeper + styled(line, "bold", look)),
    ];
  });
}

/** More than this is not done by hand: a file of another kind has a flaw in each line. */
const MOST_PARTS = 50;

/** Writes at the end of a report what fixes its findings. */
function fixBlock(parts: readonly FixPart[], look: Look): string[] {
  const [first, ...others] = parts;
  if (!first) return [];
  if (parts.length > MOST_PARTS) {
    const left = parts.length - MOST_PARTS;
    return [
      ...fixBlock(parts.slice(0, MOST_PARTS), look),
      `  and ${left} more, which --format json lists`,
    ];
  }
  return first.words !== null && first.lines.length === 0 && others.length === 0
    ? wrapped(`Fix: ${first.words}`, "", "  ", look.columns)
    : ["Fix:", ...fixLayout(parts, "  ", look)];
}

/** Writes at the end of a report what fixes all that failed. */
export function mergedFixes(
  failing: readonly Finding[],
  place: Place,
  look: Look,
): string[] {
  // What a warning needs follows what the errors need.
  const ordered = [
    ...failing.filter(({ severity }) => severity === "error"),
    ...failing.filter(({ severity }) => severity !== "error"),
  ];
  return fixBlock(fixPartsOfAll(ordered, place), look);
}
