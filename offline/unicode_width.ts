/**
 * Replaces `@std/cli/unicode-width` where JSR cannot be reached.
 *
 * @module
 */

const ZERO_REGEXP = /^(?!\xad)[\p{Cc}\p{Cf}\p{Mn}\p{Me}\u1160-\u11ff]$/u;

/** East Asian wide and full-width characters, and emoji. */
const WIDE_REGEXP =
  /^(?!\p{RI})[\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]$/u;

/** The number of terminal columns that a text takes. */
export function unicodeWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    if (!ZERO_REGEXP.test(char)) width += WIDE_REGEXP.test(char) ? 2 : 1;
  }
  return width;
}
