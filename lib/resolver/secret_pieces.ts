// The pieces of a long secret: whoever quotes a key may cut it, or put something between its characters.

/** Shorter secrets are quoted whole; most of the texts that share a piece with one are no quotation. */
const LONG = 24;

/** What two texts share by chance is shorter, if it has letters and digits. */
const PIECE = 10;

/** The pieces of more characters, or of more secrets, would take longer than the requests of a run. */
const MOST_CHARACTERS = 4096;
const MOST_SECRETS = 100;

/** Keys and tokens, which are made by programs. */
const MADE_REGEXP = /^[\w+/=.-]*$/u;
const LETTER_REGEXP = /[A-Za-z]/u;
const DIGIT_REGEXP = /\d/u;

/** Begins to cut secrets into the pieces by which they are recognised; overlapping, so that those found cover all of a quotation. */
export function secretPieces(): (secret: string) => readonly string[] {
  let count = 0;
  return (secret) => {
    if (secret.length < LONG || !MADE_REGEXP.test(secret)) return [];
    if (++count > MOST_SECRETS) return [];
    const pieces = [Array.from(secret).reverse().join("")];
    const last = Math.min(secret.length, MOST_CHARACTERS) - PIECE;
    for (let at = 0; at <= last; at++) {
      const piece = secret.slice(at, at + PIECE);
      if (LETTER_REGEXP.test(piece) && DIGIT_REGEXP.test(piece)) {
        pieces.push(piece);
      }
    }
    return pieces;
  };
}
