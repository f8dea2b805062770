// Targets as a table for people: a line each, or two where the terminal is narrow.
import type { TargetRow } from "./fleet.ts";
import {
  columnsOf,
  type Look,
  padded,
  printable,
  shortDuration,
  styled,
  wrapped,
} from "./layout.ts";
import { type Mark, MARKS } from "./marks.ts";
import type { TargetSummary } from "./target_summary.ts";

/** What each result looks like. */
export const RESULT_MARKS: Readonly<Record<TargetSummary["result"], Mark>> = {
  "ok": MARKS.good,
  "warnings": MARKS.warning,
  "failed": MARKS.bad,
  "interrupted": MARKS.none,
};

/** Writes targets as a table. */
export function targetTable(
  summaries: readonly TargetRow[],
  look: Look,
): string[] {
  if (summaries.length === 0) return [];
  const rows = [
    ["Target", "URL", "Result", "First problem", "Time"],
    ...summaries.map(({ file, url, result, problem, durationMs }) => [
      printable(file),
      url ?? "-",
      result,
      problem ?? "-",
      shortDuration(durationMs),
    ]),
  ];
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => columnsOf(row[column] ?? "")))
  );
  const width = widths.reduce((sum, one) => sum + one + 2, 0);
  return rows.flatMap((row, index) => {
    const summary = summaries[index - 1];
    const [mark, style] = summary
      ? RESULT_MARKS[summary.result]
      : [" ", "dim"] as const;
    const start = styled(mark, style, look);
    const [target = "", ...rest] = row;
    if (width <= look.columns) {
      const cells = row.map((cell, column) =>
        padded(cell, widths[column] ?? 0)
      );
      const line = cells.join("  ").trimEnd();
      return [`${start} ${summary ? line : styled(line, "dim", look)}`];
    }
    // Too wide for one line: a second one for what is said of the target.
    return summary
      ? [
        `${start} ${target}`,
        ...wrapped(rest.join("  "), "    ", "    ", look.columns),
      ]
      : [];
  });
}
