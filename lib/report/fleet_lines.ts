// What many targets come to, in lines of ASCII next to a report for machines.
import { shortDuration } from "./layout.ts";
import { type FleetReport, namedFiles } from "./fleet.ts";
import { fleetSentence } from "./sentence.ts";

/** Writes the commonest problems, and how many targets failed. */
export function fleetLines({ fleet, durationMs }: FleetReport): string[] {
  const problems = fleet.problems.map(({ code, count, files, fails }) =>
    `${fails ? "" : "warning "}${code}: ${count} target${
      count === 1 ? "" : "s"
    } (${namedFiles(files, count)})`
  );
  return [
    ...problems,
    `${fleetSentence(fleet)} (${shortDuration(durationMs)})`,
  ];
}
