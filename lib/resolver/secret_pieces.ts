// The pieces of a long secret: whoever quotes a key may cut it, or put something between its characters.

/** Shorter secrets are quoted whole; most of the texts that share a piece with one are no quotation. */
const LONG = 24;

/** What two texts share by chance is shorter, if it has letters and digits. */
const PIECE = 10;

/** The pieces of more characters, or of more secrets, would take longer than the requests of a run. */
export const MOST_CHARACTERS = 4096;
export const MOST_SECRETS = 100;

/** Keys and tokens, which are made by programs. */
const MADE_REGEXP = /^[\w+/=.-]*$/u;
const LETTER_REGEXP = /[A-Za-z]/u;
const DIGIT_REGEXP = /\d/u;

/** Returns whether a secret is so long, and so little like words, that parts of it are looked for. */
export function isCut(secret: string): boolean {
  return secret.length >= LONG && MADE_REGEXP.test(secret);
}

/** Begins to cut secrets into the pieces by which they are recognised; overlapping, so that those found cover all of a quotation. */
export function secretPieces(): (secret: string) => readonly string[] {
  let count = 0;
  return (secret) => {
    if (!isCut(secret) || ++count > MOST_SECRETS) return [];
    return [
      backwards(secret),
      ...piecesOf(secret.slice(0, MOST_CHARACTERS), 1),
    ];
  };
}

/** Writes the characters of a text from the last to the first. */
export function backwards(text: string): string {
  return Array.from(text).reverse().join("");
}

/** Cuts a text into the pieces that begin at every so many characters. */
export function piecesOf(text: string, step: number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at <= text.length - PIECE; at += step) {
    const piece = text.slice(at, at + PIECE);
    if (isTelling(piece)) pieces.push(piece);
  }
  return pieces;
}

/** Returns whether no other text is likely to hold a piece. */
export function isTelling(piece: string): boolean {
  return piece.length >= PIECE && LETTER_REGEXP.test(piece) &&
    DIGIT_REGEXP.test(piece);
}
