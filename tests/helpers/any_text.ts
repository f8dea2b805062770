/**
 * Any text at all, for properties.
 *
 * @module
 */
import fc from "npm:fast-check@4.10.2";

/** The half surrogates, which are no characters. */
const SURROGATES = { from: 0xd800, count: 0x800 } as const;

/**
 * Any character: what fast-check has as the unit "binary" and makes in the same way, only that a million characters are
 * not listed first, in a second of work for each test file.
 */
export const ANY_CHARACTER: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - SURROGATES.count })
  .map(
    (index) =>
      String.fromCodePoint(
        index < SURROGATES.from ? index : index + SURROGATES.count,
      ),
    (character) => {
      const [only, ...others] = Array.from(String(character));
      const point = only?.codePointAt(0);
      if (point === undefined || others.length > 0) {
        throw new TypeError("It is not one character");
      }
      return point < SURROGATES.from ? point : point - SURROGATES.count;
    },
  );
