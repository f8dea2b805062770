// Bytes that are not UTF-8 text: what they are, and what to do.

/** Says what bytes are that are not UTF-8 text. */
export function describeEncoding(bytes: Uint8Array): string {
  const begins = (...start: readonly number[]) =>
    start.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
    return `it is not UTF-8 text but UTF-16, as PowerShell writes it with > and Out-File; ${SAVE}`;
  }
  if (begins(0, ...[..."GITCRYPT"].map((char) => char.charCodeAt(0)))) {
    return "it is encrypted by git-crypt; unlock the repository first: git-crypt unlock";
  }
  if (begins(0x1f, 0x8b) || begins(0x50, 0x4b, 0x03, 0x04)) {
    return "it is a compressed file, not text";
  }
  const zeros = bytes.subarray(0, 200).filter((byte) => byte === 0).length;
  const isHalfZeros = zeros * 2 >= Math.min(bytes.length, 200) - 1 && zeros > 1;
  if (isHalfZeros) {
    return `it is not UTF-8 text but UTF-16 without its mark; ${SAVE}`;
  }
  const line = lineOfError(bytes);
  return line === null
    ? `it is not UTF-8 text; ${SAVE}`
    : `it is not UTF-8 text (line ${line}); ${SAVE}`;
}

const SAVE =
  "save it as UTF-8: in PowerShell by Set-Content -Encoding utf8, elsewhere by iconv -t UTF-8";

/** The line of the first byte that is not UTF-8. */
function lineOfError(bytes: Uint8Array): number | null {
  let line = 1;
  let start = 0;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  while (start < bytes.length) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    line++;
    start = end;
  }
  return null;
}
