// Secrets in texts from outside that have something between their characters, be it anything.
import { formsOf } from "./secret_forms.ts";
import {
  backwards,
  isCut,
  isTelling,
  MOST_CHARACTERS,
  MOST_SECRETS,
  piecesOf,
} from "./secret_pieces.ts";
import { secretSearch } from "./secret_search.ts";

/** A piece of a secret is known at every so many letters and digits: who parts a key shows more of it. */
const STEP = 4;

/** Shorter texts show too little of a key; versions, names and ways to log in are shorter. */
const SHORTEST = 21;

/** As many characters of a text are looked at: what is shown is cut before, or looked at again. */
const MOST_LOOKED_AT = 16_384;

/** An id as servers make them: its ninth byte is none of a key's characters. */
const ID_REGEXP =
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[89ab][\da-f]{3}-[\da-f]{12}$/iu;

/** All that is searched for is of one kind. */
const ANY = 1;

/** Secrets that are looked for. */
export interface PartedSecrets {
  readonly add: (secret: string) => void;
  /** Returns whether a text has one of them, or a longer piece of a key, with anything between its letters and digits. */
  readonly isIn: (text: string) => boolean;
}

/** Begins to look for parted secrets. They are taken apart at the first text for which that is needed: the texts of a healthy server are none. */
export function partedSecrets(): PartedSecrets {
  const search = secretSearch();
  const pending = new Set<string>();
  let count = 0;
  const prepare = () => {
    for (const secret of pending) {
      const mayCut = isCut(secret) && ++count <= MOST_SECRETS;
      const forms = formsWithout(secret.slice(0, MOST_CHARACTERS), mayCut);
      const pieces = mayCut
        ? forms.flatMap((form) => piecesOf(form, STEP))
        : forms.filter(isTelling);
      for (const piece of pieces) search.add(piece, ANY);
    }
    pending.clear();
  };
  return {
    add(secret) {
      pending.add(secret);
      // The secrets of thousands of targets are not kept for this.
      if (pending.size > MOST_SECRETS) prepare();
    },
    isIn(text) {
      if (text.length < SHORTEST || ID_REGEXP.test(text)) return false;
      const squeezed = squeeze(text.slice(0, MOST_LOOKED_AT));
      if (squeezed.length < SHORTEST) return false;
      prepare();
      return search.find(squeezed, ANY).length > 0;
    },
  };
}

/** Lists the forms of a secret without what may part them: those that are encoded, too, where there is time for it. */
function formsWithout(secret: string, encoded: boolean): readonly string[] {
  const forms = encoded ? formsOf(secret).encoded : [];
  return [...new Set([secret, backwards(secret), ...forms].map(squeeze))];
}

/** Leaves the letters and digits of a text, in lower case. */
function squeeze(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/[^a-z\d]+/gu, "");
}
