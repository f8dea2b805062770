// Pieces in which a text goes to standard output, so that none is lost or doubled where that does not block.
//
// Deno's standard output keeps up to 1024 bytes of a last line, and where it then cannot write them, it says neither
// that it kept them nor how much came before (measured on Deno 2.9.6). So each piece is written whole or not at all: a
// terminal may take a part of any other.

/** Deno keeps a piece without a line break which is shorter. */
const KEPT_BYTES = 1024;

/** A pipe takes so many bytes whole or not at all: `PIPE_BUF` of Linux, and of everything else. */
const PIPE_BYTES = { linux: 4096, others: 512 } as const;

const LINE_BREAK = 10;

/** A part of a text. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Whether Deno keeps it where it cannot be written now. */
  readonly isKept: boolean;
}

/** Cuts a text into pieces. */
export function* piecesOf(
  text: string,
  isTerminal: boolean,
): Generator<Piece> {
  const most = isTerminal
    ? KEPT_BYTES - 1
    : PIPE_BYTES[Deno.build.os === "linux" ? "linux" : "others"];
  let rest = new TextEncoder().encode(text);
  while (rest.length > 0) {
    const start = rest.subarray(0, most);
    const length = isTerminal ? lineIn(start) : linesIn(start);
    const bytes = rest.subarray(0, length);
    yield {
      bytes,
      isKept: length < KEPT_BYTES && bytes[length - 1] !== LINE_BREAK,
    };
    rest = rest.subarray(length);
  }
}

/** How long the first line is, without its break; 1 for a break alone. */
function lineIn(bytes: Uint8Array): number {
  const end = bytes.indexOf(LINE_BREAK);
  return end < 0 ? bytes.length : Math.max(end, 1);
}

/** How long all whole lines are, or a part of one that is longer. */
function linesIn(bytes: Uint8Array): number {
  return bytes.lastIndexOf(LINE_BREAK) + 1 || bytes.length;
}
