// The pieces of a long secret: whoever quotes a key may cut it, or put something between its characters.
import { formsOf } from "./secret_forms.ts";

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

/** Of squeezed texts not every piece is kept, but one at every so many characters: who parts a key shows more of it. */
const STEP = 4;

/** The pieces of a secret. */
export interface SecretPieces {
  /** Those of it as it is; overlapping, so that those found cover all of a quotation. */
  readonly whole: readonly string[];
  /** Those of it, and of its encoded forms, in texts of which only letters and digits are left. */
  readonly squeezed: readonly string[];
}

/** Begins to cut secrets into the pieces by which they are recognised. */
export function secretPieces(): (secret: string) => SecretPieces {
  let count = 0;
  return (secret) => {
    const start = secret.slice(0, MOST_CHARACTERS);
    const backwards = Array.from(start).reverse().join("");
    const both = [squeeze(start), squeeze(backwards)];
    const isCut = secret.length >= LONG && MADE_REGEXP.test(secret) &&
      ++count <= MOST_SECRETS;
    if (!isCut) return { whole: [], squeezed: both.filter(isTelling) };
    const encoded = new Set(formsOf(start).encoded.map(squeeze));
    return {
      whole: [backwards, ...cut(start, 1)],
      squeezed: [...both, ...encoded].flatMap((form) => cut(form, STEP)),
    };
  };
}

/** Returns whether no other text is likely to hold a piece. */
function isTelling(piece: string): boolean {
  return piece.length >= PIECE && LETTER_REGEXP.test(piece) &&
    DIGIT_REGEXP.test(piece);
}

function cut(text: string, step: number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at <= text.length - PIECE; at += step) {
    const piece = text.slice(at, at + PIECE);
    if (isTelling(piece)) pieces.push(piece);
  }
  return pieces;
}

/** Leaves the letters and digits of a text, in lower case, that may be parted by anything. */
export function squeeze(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/[^a-z\d]+/gu, "");
}
