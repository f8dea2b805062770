/**
 * The table, in Markdown: for a terminal, and to be quoted.
 *
 * @module
 */
import type { Ratios } from "./ratios.ts";
import {
  type Comparison,
  isComparison,
  type Limit,
  type Row,
  summaryOf,
} from "./row.ts";
import type { Spread } from "./statistics.ts";

const HEAD = ["What", "Took", "Against", "Took", "Ratio", "Stored", "Limit"];

/**
 * Writes rows as a table. A value is a median, with its quartiles in parentheses.
 *
 * @param rows The rows.
 * @param stored The ratios of an earlier run.
 * @returns The table's lines.
 */
export function tableOf(rows: readonly Row[], stored: Ratios): string {
  const cells = rows.map((row) => {
    if (isComparison(row)) return comparisonCells(row, stored[row.name]);
    return [row.name, "text" in row ? row.text : `not measured: ${row.reason}`];
  });
  const full = [HEAD, ...cells].map((line) =>
    HEAD.map((_, column) => line[column] ?? "")
  );
  // A text in the place of numbers would make its column as wide as itself.
  const widths = HEAD.map((_, column) =>
    Math.max(
      ...full.map((line) => line[2] || !column ? line[column]!.length : 3),
    )
  );
  const lines = full.map((line) =>
    `| ${line.map((text, index) => text.padEnd(widths[index]!)).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1)].join("\n") + "\n";
}

function comparisonCells(
  comparison: Comparison,
  stored: number | undefined,
): string[] {
  const { name, against, unit, limit } = comparison;
  const { ours, theirs, ratio, difference, isWithinLimit } = summaryOf(
    comparison,
  );
  const digits = unit === "KB" || ours.median >= 1000 ? 0 : 1;
  return [
    name,
    `${spread(ours, digits)} ${unit}`,
    against,
    `${spread(theirs, digits)} ${unit}`,
    spread(ratio, 2),
    stored === undefined ? "" : stored.toFixed(2),
    limit
      ? `${limitText(limit, difference, unit)}: ${
        isWithinLimit ? "ok" : "OVER"
      }`
      : "",
  ];
}

function limitText(
  { of, atMost }: Limit,
  difference: Spread,
  unit: string,
): string {
  switch (of) {
    case "ratio":
      return `ratio ≤ ${atMost.toFixed(2)}`;
    case "difference":
      return `${signed(difference.median)} ≤ +${atMost} ${unit}`;
    case "ours":
      return `≤ ${atMost} ${unit}`;
  }
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(1)}`;
}

function spread({ low, median, high }: Spread, digits: number): string {
  const [text, from, to] = [median, low, high].map((it) => it.toFixed(digits));
  return from === to ? `${text}` : `${text} (${from}–${to})`;
}
