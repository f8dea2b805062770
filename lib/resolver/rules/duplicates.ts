// The rule about variables that one env file assigns twice.
import {
  type Consumer,
  consumerOf,
  VARIABLE_NAMES,
} from "../../codes/variables.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { words } from "../../finding/fix.ts";
import type { Setting } from "../../sources/setting.ts";
import type { ResolutionContext } from "../context.ts";

/** More lines are counted only. */
const MOST_LINES = 10;

/** Finds variables that a file assigns twice, with different values. */
export function findDuplicates(context: ResolutionContext): readonly Finding[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const consumer = consumerOf(variable);
    if (!context.considered.includes(consumer)) return [];
    const settings = context.settings.get(variable) ?? [];
    const files = new Set(settings.map(fileOf));
    return [...files].flatMap((file) => {
      const [last, ...others] = settings.filter((each) =>
        fileOf(each) === file
      );
      return file === null || !last ||
          others.every(({ value }) => value === last.value)
        ? []
        : [duplicateFinding(consumer, file, last, others)];
    });
  });
}

/** Measured: docker, Node, bash and python-dotenv take the last one, Deno the first. */
function duplicateFinding(
  consumer: Consumer,
  file: string,
  last: Setting,
  others: readonly Setting[],
): Finding {
  const { variable } = last;
  const lines = listed(others.map(lineOf).toReversed());
  return findingOf("variable-duplicate", {
    message:
      `${variable} is assigned more than once, with different values: in line ${
        lineOf(last)
      } and before it in line ${lines}; the last one is used here and by most readers, Deno uses the first`,
    fix: words(`In ${file}, remove the wrong line`),
    consumers: [consumer],
    setting: last,
  });
}

function listed(lines: readonly (number | null)[]): string {
  const rest = lines.length - MOST_LINES;
  return rest > 0
    ? `${lines.slice(0, MOST_LINES).join(", ")} and ${rest} more`
    : lines.join(", ");
}

function fileOf({ source }: Setting): string | null {
  return source.kind === "file" ? source.file : null;
}

function lineOf({ source }: Setting): number | null {
  return source.kind === "file" ? source.line : null;
}
