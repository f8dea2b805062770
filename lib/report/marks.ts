// The marks of a report for people, each with its colour.
import type { Style } from "./layout.ts";

/** A mark, and its colour. */
export type Mark = readonly [symbol: string, style: Style];

/** How something ended, or what a finding is. */
export const MARKS = {
  good: ["✓", "green"],
  warning: ["!", "yellow"],
  bad: ["✗", "red"],
  none: ["-", "dim"],
  info: ["i", "cyan"],
} as const satisfies Readonly<Record<string, Mark>>;
