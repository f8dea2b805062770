// The formats of the doctor's report; each is loaded only where the user chose it.
import type { WriteReport } from "./model.ts";

/** The formats of the doctor's report. */
export const REPORT_FORMATS = [
  "text",
  "json",
  "jsonl",
  "github",
  "junit",
  "markdown",
] as const;

/** The name of a format. */
export type ReportFormat = typeof REPORT_FORMATS[number];

/** Loads what writes a format. */
export async function writerOf(format: ReportFormat): Promise<WriteReport> {
  switch (format) {
    case "text":
      return (await import("./report_text.ts")).reportText;
    case "json":
      return (await import("./json.ts")).reportJson;
    case "jsonl":
      return (await import("./json_lines.ts")).reportJsonLines;
    case "github":
      return (await import("./github_log.ts")).reportGithub;
    case "junit":
      return (await import("./junit.ts")).reportJunit;
    case "markdown":
      return (await import("./markdown.ts")).reportMarkdown;
  }
}
