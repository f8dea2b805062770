/**
 * What no output may hold, whatever a server sent.
 *
 * @module
 */
import { assertEquals, assertNotMatch } from "@std/assert";

/**
 * Asserts that outputs hold nothing that acts on a terminal, a log, a CI system or a reader.
 *
 * @param outputs The JSON report, then texts.
 */
export function assertHarmless(outputs: readonly string[]): void {
  for (const [index, output] of outputs.entries()) {
    const texts = index === 0 ? textsIn(JSON.parse(output)) : [];
    assertEquals(/\\u00[01]|\\u009|\\[nrtbf]/u.test(output), false);
    assertEquals(texts.filter((text) => /[\p{Cc}]/u.test(text)), []);
    assertEquals(texts.filter((text) => text.length > 1500), []);
    const visible = output.replaceAll("\n", "");
    assertNotMatch(visible, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    assertNotMatch(output, /::(?:error|add-mask|set-output)|##(?:vso|\[)/u);
    assertNotMatch(output, /\n *(?:::|##)/u);
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, part]) => [name, ...textsIn(part)])
    : [];
}
