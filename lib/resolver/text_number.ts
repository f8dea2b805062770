// Numbers in place of texts: what compares texts need not keep them.

/** Makes a number of a part of a text, from 1 to 2^53 - 1; two texts share one by chance alone, once in 2^53. */
export function textNumber(
  text: string,
  start = 0,
  end: number = text.length,
): number {
  let [first, second] = [0x811C9DC5, end - start];
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second + code, 0x9E3779B1) ^ (second >>> 15);
  }
  return ((first >>> 0) * 0x20_0000 + (second >>> 11)) || 1;
}
