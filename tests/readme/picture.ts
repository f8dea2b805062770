/**
 * The picture of a report in README.md, light and dark, from a run on the stand-in server: `deno task picture`.
 *
 * @module
 */
import { demoSources } from "../../lib/cli/demo.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { diagnosisText } from "../../lib/report/diagnosis_text.ts";
import { resolve } from "../../mod.ts";
import { withoutTimes } from "../helpers/without_times.ts";
import { drawTerminal, type Theme, type Words } from "./svg.ts";

/** What the picture says to those who do not see it. */
export const PICTURE_WORDS: Words = {
  title: "A report of the doctor on a deactivated API key",
  description:
    "Where each variable comes from, then the steps: target, dns, connect, server, version and clock passed; login failed with key-inactive, the variable that holds the key, what the server says, and the command that activates the key again.",
};

/** Both pictures: the name of the file, and its colours. */
export const THEMES: Readonly<Record<string, Theme>> = {
  "report-light.svg": {
    background: "#ffffff",
    border: "#d1d9e0",
    bar: "#f6f8fa",
    inks: {
      0: "#1f2328",
      1: "#1f2328",
      2: "#59636e",
      31: "#cf222e",
      32: "#1a7f37",
      33: "#9a6700",
      36: "#1b7c83",
    },
  },
  "report-dark.svg": {
    background: "#0d1117",
    border: "#3d444d",
    bar: "#151b23",
    inks: {
      0: "#e6edf3",
      1: "#f0f6fc",
      2: "#9198a1",
      31: "#ff7b72",
      32: "#3fb950",
      33: "#d29922",
      36: "#39c5cf",
    },
  },
};

/** Where the pictures are. */
export const PICTURES: URL = new URL("../../.github/", import.meta.url);

const STATE = "inactive-key";
const COLUMNS = 100;
/** As long as every time in the picture. */
const DURATION_MS = 5;

/**
 * Draws the report with the colours of a theme.
 *
 * @param output What {@linkcode reportInColour} gave.
 * @param theme The colours.
 * @returns The SVG document.
 */
export function pictureOf(output: string, theme: Theme): string {
  return drawTerminal(output, theme, PICTURE_WORDS);
}

/**
 * Examines the stand-in server and writes the report in colours, with times, ports and ids that are always the same.
 *
 * @returns The command, and what it prints.
 */
export async function reportInColour(): Promise<string> {
  await using server = await startDemoServer(STATE);
  const resolution = resolve(demoSources(server.environment));
  const diagnosis = withoutTimes(await diagnose(resolution), DURATION_MS);
  const report = diagnosisText(diagnosis, {
    columns: COLUMNS,
    color: true,
    strict: false,
    verbosity: "normal",
  });
  return `$ \u001b[1mdeno task doctor --demo=${STATE}\u001b[0m\n\n${
    report
      // As many characters as before: ports that nobody chose have five digits.
      .replaceAll(/(?<before>127\.0\.0\.1(?::|, port ))\d+/gu, "$<before>45123")
      .replaceAll(
        /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gu,
        "31fcb891-8a65-4d6c-9f5b-0f2b5e1c7a11",
      ).replaceAll(/API key [\da-f]{8}…/gu, "API key 31fcb891…")
  }`;
}

if (import.meta.main) {
  const output = await reportInColour();
  for (const [name, theme] of Object.entries(THEMES)) {
    await Deno.writeTextFile(new URL(name, PICTURES), pictureOf(output, theme));
  }
}
