/**
 * The few forms of DER, the encoding of certificates, that tests need.
 *
 * Written here rather than taken from a package, so that a certificate can also say what no careful package would write.
 *
 * @module
 */

/** The tags of the forms. */
const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  objectId: 0x06,
  text: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/**
 * Writes one value.
 *
 * @param tag Its form: a name, or the number itself.
 * @param parts What it holds.
 * @returns Its bytes.
 */
export function der(
  tag: keyof typeof TAGS | number,
  ...parts: readonly Uint8Array[]
): Uint8Array {
  const content = Uint8Array.from(parts.flatMap((part) => [...part]));
  const number = typeof tag === "number" ? tag : TAGS[tag];
  return Uint8Array.from([number, ...lengthOf(content), ...content]);
}

function lengthOf({ length }: Uint8Array): number[] {
  if (length < 0x80) return [length];
  return length < 0x100
    ? [0x81, length]
    : [0x82, Math.floor(length / 0x100), length % 0x100];
}

/**
 * Writes an object's identifier.
 *
 * @param dotted Its numbers, as `2.5.4.3`.
 * @returns Its bytes.
 */
export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const number of rest) {
    const septets = [number % 0x80];
    for (let left = number >> 7; left > 0; left >>= 7) {
      septets.unshift((left % 0x80) + 0x80);
    }
    bytes.push(...septets);
  }
  return der("objectId", Uint8Array.from(bytes));
}

/**
 * Writes a text.
 *
 * @param text The text.
 * @returns Its bytes.
 */
export function derText(text: string): Uint8Array {
  return der("text", new TextEncoder().encode(text));
}

/**
 * Writes a time, to the second.
 *
 * @param time The time.
 * @returns Its bytes.
 */
export function derTime(time: Date): Uint8Array {
  const digits = time.toISOString().replaceAll(/[-:T]|\.\d+/gu, "");
  return der("time", new TextEncoder().encode(digits));
}
