/**
 * Findings and settings for people.
 *
 * @module
 */
import type { Severity } from "../catalogue/code_entry.ts";
import { CODES } from "../catalogue/codes.ts";
import type { Finding } from "../resolution/finding.ts";
import type { ResolvedSetting } from "../resolution/resolved_setting.ts";
import {
  type Look,
  padded,
  printable,
  type Style,
  styled,
  wrapped,
} from "./layout.ts";

/** The mark and the colour of each severity. */
export const SEVERITY_MARKS: Readonly<
  Record<Severity, readonly [mark: string, style: Style]>
> = {
  error: ["✗", "red"],
  warning: ["!", "yellow"],
  info: ["i", "cyan"],
};

/**
 * Writes a finding: the code with its variable and place, the message, and the line to type.
 *
 * @param finding The finding.
 * @param look The width and the colours.
 * @param verbose Whether to say why it happens, too.
 * @returns The lines.
 *
 * @example Usage
 * ```ts
 * import { findingOf } from "../resolution/finding.ts";
 * import { findingLines } from "./finding_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const finding = findingOf("url-missing", { message: "No URL", hint: "export ZENML_STORE_URL=https://x" });
 * assertEquals(findingLines(finding, { columns: 60, color: false }, false), [
 *   "    ✗ url-missing",
 *   "      No URL",
 *   "      export ZENML_STORE_URL=https://x",
 * ]);
 * ```
 */
export function findingLines(
  finding: Finding,
  look: Look,
  verbose: boolean,
): string[] {
  const [mark, style] = SEVERITY_MARKS[finding.severity];
  const place = placeOf(finding);
  const indent = "      ";
  const text = [finding.message, ...(verbose ? [CODES[finding.code].why] : [])];
  return [
    `    ${styled(`${mark} ${finding.code}`, style, look)}${
      place === "" ? "" : ` (${place})`
    }`,
    ...text.flatMap((line) => wrapped(line, indent, indent, look.columns)),
    // Never broken: it is there to be copied.
    indent + styled(finding.hint, "bold", look),
  ];
}

/**
 * Says what a finding is about: the variable, and where its value came from.
 *
 * @param finding The finding.
 * @returns Both, one of them, or nothing.
 *
 * @example Usage
 * ```ts
 * import { placeOf } from "./finding_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(placeOf({ variable: "ZENML_API_KEY", source: ".env:3" }), "ZENML_API_KEY, .env:3");
 * assertEquals(placeOf({ variable: null, source: null }), "");
 * ```
 */
export function placeOf(
  { variable, source }: Pick<Finding, "variable" | "source">,
): string {
  // The name of a file may hold anything.
  return printable(
    [variable, source].filter((part) => part !== null).join(", "),
  );
}

/**
 * Writes the variables that are set: name, value, source, and who reads it.
 *
 * @param settings The variables as the resolver shows them.
 * @param look The width and the colours.
 * @returns The lines; where a row is too wide, its source stands on a line of its own.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { settingLines } from "./finding_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { settings } = resolve({ environment: { ZENML_API_KEY: "changeme" } });
 * assertEquals(settingLines(settings, { columns: 80, color: false }), [
 *   "  ZENML_API_KEY  [redacted]  environment  terraform",
 * ]);
 * ```
 */
export function settingLines(
  settings: readonly ResolvedSetting[],
  look: Look,
): string[] {
  const rows = settings.map((setting) => ({
    name: setting.variable,
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
        styled(`    ${source}, read by ${consumers}`, "dim", look),
      ]
      : [
        `${start}${padded(value, valueWidth)}  ${
          styled(`${padded(source, sourceWidth)}  ${consumers}`, "dim", look)
        }`,
      ];
  });
}

/**
 * Writes the value of a variable.
 *
 * @param setting The variable as the resolver shows it.
 * @returns The value; of a secret, its mark and the key's id.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { shownValue } from "./finding_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { settings } = resolve({ environment: { ZENML_API_KEY: "changeme" } });
 * assertEquals(settings.map(shownValue), ["[redacted]"]);
 * ```
 */
export function shownValue({ value, keyId }: ResolvedSetting): string {
  if (value === "") return "(empty)";
  return keyId === null ? printable(value) : `${value} key ${keyId}`;
}
