import { assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";

const CASES: Array<[string, string, number]> = [
  ["is 0 for nothing", "", 0],
  ["counts ASCII", "zenml-env", 9],
  ["counts accented letters", "é", 1],
  ["counts no combining mark", "e\u0301", 1],
  ["counts no control character", "a\t\n\x00\x7f\x85b", 2],
  ["counts the characters of an escape sequence", "\x1b[31mx\x1b[0m", 8],
  ["counts no zero width character", "a\u200b\u200d\u2060\ufeffb", 2],
  ["counts no bidirectional mark", "\u202ea\u2066b", 2],
  ["counts no variation selector", "a\ufe0f", 1],
  ["counts a soft hyphen", "\u00ad", 1],
  ["counts a no-break space", "\u00a0", 1],
  ["counts Chinese double", "天地", 4],
  ["counts Japanese double", "かなカナ", 8],
  ["counts Korean double", "한글", 4],
  ["counts Hangul letters once a syllable", "\u1112\u1161\u11ab", 2],
  ["counts full-width letters double", "ｆｕ", 4],
  ["counts half-width kana once", "ｶﾅ", 2],
  ["counts ideographic punctuation double", "、。", 4],
  ["counts ideographs beyond the basic plane double", "\u{20000}", 2],
  ["counts emoji double", "🦕✅❌", 6],
  ["counts signs that are emoji by a selector only once", "✔⚠✖⚠\ufe0f", 4],
  ["counts every emoji of a sequence", "👨\u200d👩\u200d👧", 6],
  ["counts a flag's letters", "🇩🇪", 2],
  ["counts box drawing, arrows and dots", "─│→…·•", 6],
  ["counts Cyrillic, Greek, Hebrew and Arabic", "жλאب", 4],
  ["counts a noncharacter", "\ufdd0", 1],
  ["counts a lone surrogate", "\ud800", 1],
];

for (const [criterion, text, expected] of CASES) {
  Deno.test(`unicodeWidth() ${criterion}`, () => {
    assertEquals(unicodeWidth(text), expected);
  });
}
