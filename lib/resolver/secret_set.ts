// The secrets of a run: of all its connections, growing by what servers hand out.
import { isCode } from "../codes/codes.ts";
import { isVariableName } from "../codes/variables.ts";
import { withoutMachineText } from "./machine_text.ts";
import { redactForms, type Redactor } from "./redaction.ts";
import { REDACTED } from "./secret.ts";
import { formsOf } from "./secret_forms.ts";
import { secretPieces } from "./secret_pieces.ts";
import { SHORTEST_SEARCHED } from "./form_ends.ts";
import {
  type SecretSearch,
  secretSearch,
  withoutFound,
} from "./secret_search.ts";
import { textNumber } from "./text_number.ts";

/** Secrets that no text may show, and what takes them out of a text. */
export interface SecretSet {
  /** Adds secrets, for every text from now on. */
  readonly add: (...secrets: readonly string[]) => void;
  /** Takes every secret known by now out of a text from outside, of which no word is ours. */
  readonly redact: Redactor;
  /** Takes out of a text that holds our words what cannot be one of them. */
  readonly gate: Redactor;
  /** The same for a sentence of ours, in which also goes what has the form of a secret. */
  readonly redactSentence: Redactor;
  /** Takes out of a value of the user's own what its kind may hold, and all of it where it equals a secret. */
  readonly redactOwn: Redactor;
}

/** A shorter secret leaves a gap that shows it: nothing is left of a text from outside that has it. */
const SHORT = 6;

/** Shorter secrets may be a part of the program's own words. */
const SHORTEST_GATED = 8;

/** A word, a name such as `skewSeconds`, or a small number, as in an address. */
const WORD_REGEXP =
  /^(?:[A-Z]?[a-z]*|[A-Z]+|[A-Za-z]{1,8}|[a-z]{1,16}[A-Z][A-Za-z]{1,16}|\d{1,3})$/u;

/** What parts words in the formats of reports. */
const MARKUP_REGEXP = /[<>="':`]/u;

/** No word of the program has both; most keys and tokens do. */
const MIXED_REGEXP = /[A-Za-z]\d|\d[A-Za-z]/u;

/** A longer secret of more than two words is a pass phrase. */
const LONGEST_PHRASE = 15;

/** Searched for in texts from outside: those that leave nothing of a text, and those that leave a gap. */
const [SHORT_ONES, OUTSIDE, OURS] = [1, 2, 4] as const;

/** Begins a set of secrets, which is one for a whole run. */
export function secretSet(initial: Iterable<string> = []): SecretSet {
  // By their numbers: the secrets of thousands of targets are not kept for this.
  const secrets = new Set<number>();
  const search = secretSearch();
  const forms = lateForms(search);
  const add = (...added: readonly string[]) => {
    for (const secret of added) {
      if (secret === "" || secrets.has(textNumber(secret))) continue;
      secrets.add(textNumber(secret));
      forms.add(secret);
    }
  };
  const gate = (text: string) => {
    forms.prepare();
    return withoutFound(text, search.find(text, OURS));
  };
  const redactSentence = (text: string) => redactForms(gate(text));
  add(...initial);
  return {
    add,
    redact(text) {
      forms.prepareForOutside();
      const found = search.find(text, SHORT_ONES | OUTSIDE);
      return found.some(({ kinds }) => (kinds & SHORT_ONES) !== 0) ||
          hasWord(text, forms.tiny) || isDisguised(text, search)
        ? REDACTED
        : withoutMachineText(redactForms(withoutFound(text, found)));
    },
    gate,
    redactSentence,
    redactOwn: (text) =>
      secrets.has(textNumber(text)) || secrets.has(textNumber(text.trim()))
        ? REDACTED
        : redactSentence(text),
  };
}

/** Takes secrets apart when there is a text to look at, and not before. */
function lateForms(search: SecretSearch) {
  const pending = new Set<string>();
  const uncut = new Set<string>();
  const tiny = new Set<string>();
  const piecesOf = secretPieces();
  const prepare = () => {
    for (const secret of pending) addForms(secret, search, tiny);
    pending.clear();
  };
  return {
    /** The secrets that are too short to be searched for. */
    tiny,
    add(secret: string) {
      pending.add(secret);
      uncut.add(secret);
    },
    prepare,
    /** Pieces as well: no text of ours quotes a part of a secret. */
    prepareForOutside() {
      prepare();
      for (const secret of uncut) {
        for (const piece of piecesOf(secret.trim())) search.add(piece, OUTSIDE);
      }
      uncut.clear();
    },
  };
}

/** Other characters may look like those of a secret, such as full-width letters. */
function isDisguised(text: string, search: SecretSearch): boolean {
  const usual = text.normalize("NFKC");
  return usual !== text &&
    search.find(usual, OUTSIDE).length > search.find(text, OUTSIDE).length;
}

function addForms(
  secret: string,
  search: SecretSearch,
  tiny: Set<string>,
): void {
  const { plain, unescaped, encoded } = formsOf(secret);
  if (plain.length < SHORTEST_SEARCHED) tiny.add(plain).add(secret.trim());
  const isOurs = isGated(secret.trim());
  search.add(
    plain,
    plain.length < SHORT ? SHORT_ONES : OUTSIDE | (isOurs ? OURS : 0),
  );
  for (const form of encoded) {
    if (form.length < SHORT) continue;
    search.add(form, OUTSIDE | (form.length < SHORTEST_GATED ? 0 : OURS));
  }
  // The host of a URL is written in lower case, and some servers write all that they quote in capitals.
  for (
    const form of [
      unescaped,
      plain.toLowerCase(),
      // The names of variables hold ordinary words in capitals.
      ...isOurs ? [plain.toUpperCase()] : [],
    ]
  ) {
    if (form === plain || form.length < SHORT) continue;
    search.add(form, OUTSIDE | (isOurs && isGated(form) ? OURS : 0));
  }
}

const LETTER_REGEXP = /[\p{L}\p{N}]/u;

/** Returns whether a text has one of some very short secrets, not as a part of a word. */
function hasWord(text: string, words: ReadonlySet<string>): boolean {
  if (words.size === 0) return false;
  const lengths = new Set([...words].map(({ length }) => length));
  const isInside = (at: number) =>
    LETTER_REGEXP.test(text[at - 1] ?? "") &&
    LETTER_REGEXP.test(text[at] ?? "");
  for (let at = 0; at < text.length; at++) {
    for (const length of lengths) {
      if (
        length > 0 && words.has(text.slice(at, at + length)) &&
        !isInside(at) && !isInside(at + length)
      ) return true;
    }
  }
  return false;
}

/** Returns whether a secret is searched for in texts that hold the program's own words. */
function isGated(secret: string): boolean {
  return secret.length >= SHORTEST_GATED && !mayBeOurs(secret) &&
    !/^https?:\/\//iu.test(secret) &&
    !isVariableName(secret) && !isCode(secret);
}

/** People put words, names of files and addresses in the place of a secret, and the program writes all of them. */
function mayBeOurs(secret: string): boolean {
  if (MIXED_REGEXP.test(secret)) return false;
  const words = secret.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  // All else that reports are made of; no password has to do without what is missing here.
  return /^[\p{L}\p{N} <>="':`./,()_-]*$/u.test(secret) &&
    words.every((word) => WORD_REGEXP.test(word)) &&
    (secret.length <= LONGEST_PHRASE || MARKUP_REGEXP.test(secret) ||
      words.filter((word) => /\p{L}/u.test(word)).length <= 2);
}
