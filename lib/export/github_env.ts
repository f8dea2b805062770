// GitHub Actions: the file that `GITHUB_ENV` names, and commands on standard output.
import type { Syntax } from "./syntax.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "%": "%25",
  "\r": "%0D",
  "\n": "%0A",
};

/** How the runner is told. */
export const GITHUB: Syntax = {
  // The runner on Windows takes a carriage return at the end for a part of the line break.
  assign: (variable, value) =>
    value.endsWith("\r") ? null : environmentEntry(variable, value),
  comment: (text) => command("notice", text),
  limit: "the runner on Windows drops a carriage return at the end",
  mask: (secret) =>
    secret.split(/[\r\n]+/u).filter((line) => line.trim() !== "")
      .map((line) => command("add-mask", line)).join(""),
};

/** Writes an entry of the file that `GITHUB_ENV` names. */
export function environmentEntry(
  variable: string,
  value: string,
  draw: () => string = () => `zenml-env-${crypto.randomUUID()}`,
): string {
  let end = draw();
  while (value.includes(end)) end = draw();
  return `${variable}<<${end}\n${value}\n${end}\n`;
}

function command(name: string, text: string): string {
  const escaped = text.replaceAll(/[%\r\n]/gu, (char) => ESCAPES[char] ?? char);
  return `::${name}::${escaped}\n`;
}
