// The commands that a step of GitHub Actions gives its runner on standard output.
import { inertLine } from "../http/inert.ts";

/** Writes a workflow command. */
export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string | number | null>>,
  lines: readonly string[],
): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  const head = [name, written.join(",")].filter((part) => part !== "");
  return `::${head.join(" ")}::${lines.map(escaped).join("%0A")}`;
}

/** One line without a command in the older form, which may be anywhere in the line; the text has no line breaks. */
function escaped(text: string): string {
  return inertLine(text).replaceAll("%", "%25");
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
