// Findings and settings for people.
import type { Severity } from "../codes/code_entry.ts";
import { CODES } from "../codes/codes.ts";
import type { Finding } from "../finding/finding.ts";
import type { Place } from "../finding/place.ts";
import type { ResolvedSetting } from "../resolver/resolved_setting.ts";
import { REDACTED } from "../finding/redacted.ts";
import { fixLayout, fixParts } from "./fix_text.ts";
import { type Look, padded, printable, styled, wrapped } from "./layout.ts";
import { type Mark, MARKS } from "./marks.ts";

const SEVERITY_MARKS: Readonly<Record<Severity, Mark>> = {
  error: MARKS.bad,
  warning: MARKS.warning,
  info: MARKS.info,
};

/** What of a finding is written; what the end of the report says is left out. */
export interface FindingLook extends Look {
  /** What sets the variables. */
  readonly place: Place;
  /** Whether to say why such a thing happens. */
  readonly isVerbose: boolean;
  readonly hasMessage: boolean;
  readonly hasFix: boolean;
}

/** Writes a finding: the code with its variable and place, the message, and what fixes it. */
export function findingLines(finding: Finding, look: FindingLook): string[] {
  const [mark, style] = SEVERITY_MARKS[finding.severity];
  const place = placeOf(finding);
  const indent = "      ";
  const text = [
    ...(look.hasMessage ? [finding.message] : []),
    ...(look.isVerbose ? [CODES[finding.code].why] : []),
  ];
  return [
    `    ${styled(`${mark} ${finding.code}`, style, look)}${
      place === "" ? "" : ` (${place})`
    }`,
    ...text.flatMap((line) => wrapped(line, indent, indent, look.columns)),
    ...(look.hasFix
      ? fixLayout(fixParts(finding.fix, look.place), indent, look)
      : []),
  ];
}

/** Says what a finding is about: the variable, and where its value came from. */
export function placeOf(
  { variable, source }: Pick<Finding, "variable" | "source">,
): string {
  // The name of a file may hold anything.
  return printable(
    [variable, source].filter((part) => part !== null).join(", "),
  );
}

/** Writes the place of the finding that a report's last sentence says. */
export function placeLines(finding: Finding, look: Look): string[] {
  const place = placeOf(finding);
  return place === "" ? [] : wrapped(`In ${place}`, "  ", "  ", look.columns);
}

/** Writes the variables that are set: name, value, source, and who reads it. */
export function settingLines(
  settings: readonly ResolvedSetting[],
  look: Look,
): string[] {
  const rows = settings.map((setting) => ({
    name: printable(setting.variable),
    value: shownValue(setting),
    place: [printable(setting.source), setting.consumers.join(", ")],
  }));
  const width = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => text.length));
  const nameWidth = width(rows.map(({ name }) => name));
  const valueWidth = width(rows.map(({ value }) => value));
  const sourceWidth = width(rows.map(({ place }) => place[0] ?? ""));
  const tooWide = rows.some(({ place }) =>
    2 + nameWidth + 2 + valueWidth + 2 + sourceWidth + 2 +
        (place[1] ?? "").length > look.columns
  );
  return rows.flatMap(({ name, value, place }) => {
    const start = `  ${padded(name, nameWidth)}  `;
    const [source = "", consumers = ""] = place;
    return tooWide
      ? [
        ...(start.length + value.length > look.columns
          ? [`  ${name}`, `    ${value}`]
          : [start + value]),
        styled(`    ${source}, ${consumers}`, "dim", look),
      ]
      : [
        `${start}${padded(value, valueWidth)}  ${
          styled(`${padded(source, sourceWidth)}  ${consumers}`, "dim", look)
        }`,
      ];
  });
}

/** The beginning of a key's id tells it from others. */
const SHOWN_OF_ID = 8;

/** Writes the value of a variable. */
export function shownValue({ value, keyId }: ResolvedSetting): string {
  if (value === "") return "(empty)";
  if (value !== REDACTED) return printable(value);
  return keyId === null
    ? "(hidden)"
    : printable(`API key ${keyId.slice(0, SHOWN_OF_ID)}… (hidden)`);
}
