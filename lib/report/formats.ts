/**
 * The formats of the doctor's report; each is loaded only where it is asked for.
 *
 * @module
 */
import type { Verbosity } from "./diagnosis_text.ts";
import type { Look } from "./layout.ts";
import type { Report } from "./report.ts";

/** The formats of the doctor's report. */
export const REPORT_FORMATS = [
  "text",
  "json",
  "github",
  "junit",
  "markdown",
] as const;

/** The name of a format. */
export type ReportFormat = typeof REPORT_FORMATS[number];

/** How a report for people should look. */
export interface ReportLook extends Look {
  /** How much to say. */
  readonly verbosity: Verbosity;
}

/** Writes a report, with a line end. */
export type WriteReport = (report: Report, look: ReportLook) => string;

/** Loads what writes a format. */
export async function writerOf(format: ReportFormat): Promise<WriteReport> {
  switch (format) {
    case "text":
      return (await import("./report_text.ts")).reportText;
    case "json":
      return (await import("./json.ts")).reportJson;
    case "github":
      return (await import("./github.ts")).reportGithub;
    case "junit":
      return (await import("./junit.ts")).reportJunit;
    case "markdown":
      return (await import("./markdown.ts")).reportMarkdown;
  }
}
