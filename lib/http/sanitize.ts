// Sanitizes text that a server sent.
import { breakCommands, isPlain } from "./inert.ts";

/** The longest text of a server that is shown, in characters. */
const LONGEST = 200;

/**
 * Takes out of a server's text what could act on a terminal, a CI system or a reader, and every secret.
 *
 * Control and bidirectional characters become one blank; commands of CI systems are broken up; what is longer than 200
 * characters is cut.
 *
 * @example Usage
 * ```ts
 * import { sanitize } from "./sanitize.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sanitize("\u001b[31mred\n::error::x", (text) => text), "[31mred : :error: :x");
 * ```
 */
export function sanitize(
  text: string,
  redact: (text: string) => string,
): string {
  // Redacted before, since what follows would break a secret up, and after, since it may have put one together.
  const start = redact(text).slice(0, 8 * LONGEST);
  const line = withBlanks(start).replaceAll(/::(?=[a-z])/giu, ": :").trim();
  const shown = [...redact(breakCommands(line))];
  return shown.length > LONGEST
    ? `${shown.slice(0, LONGEST - 1).join("")}…`
    : shown.join("");
}

function withBlanks(text: string): string {
  return isPlain(text) ? text : text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]+/gu,
    " ",
  );
}
