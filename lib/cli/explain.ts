// The command `explain`: what a code means, from the table of codes.
import { CODE_NAMES, CODES, isCode } from "../codes/codes.ts";
import { codePage, pageLines } from "../codes/pages.ts";
import { EXIT } from "../report/exit_status.ts";
import { labelled, styled, wrapped } from "../report/layout.ts";
import { type Arguments, quoted } from "./arguments.ts";
import type { GatedHost } from "./host.ts";
import { refuse } from "./refuse.ts";
import { codeSuggestion } from "./code_suggestion.ts";

/** Explains a code, or lists all codes. */
export function explain(
  { operands }: Arguments,
  host: GatedHost,
): Promise<number> {
  const { print, screen } = host;
  const [code, ...more] = operands;
  if (code === undefined) {
    print(listOfCodes(screen.columns));
    return Promise.resolve(EXIT.ok);
  }
  if (!isCode(code) || more.length > 0) {
    const problem = more.length > 0
      ? "explain takes one code at most"
      : `Unknown code ${quoted(code)}${codeSuggestion(code)}`;
    return Promise.resolve(refuse(problem, host));
  }
  const { severity, foundBy, means, why, fix } = CODES[code];
  const place = foundBy === "configuration"
    ? "the configuration"
    : `the step ${foundBy.join(", ")}`;
  const paragraph = (text: string) =>
    wrapped(text, "", "", screen.columns).join("\n");
  print(
    [
      `${styled(code, "bold", screen)} (${severity}, found in ${place})`,
      paragraph(`${means}.`),
      `${styled("Why", "bold", screen)}\n${paragraph(why)}`,
      // Never broken: it may be a command to copy.
      `${styled("Fix", "bold", screen)}\n${fix}`,
      ...pageLines(codePage(code)),
    ].join("\n\n") + "\n",
  );
  return Promise.resolve(EXIT.ok);
}

function listOfCodes(columns: number): string {
  const width = Math.max(...CODE_NAMES.map((code) => code.length));
  const lines = CODE_NAMES.flatMap((code) =>
    labelled(`${code.padEnd(width)}  `, CODES[code].means, columns)
  );
  return `${lines.join("\n")}\n`;
}
