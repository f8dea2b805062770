// Reserved addresses (RFC 6890) at which no server can be.

/** What an address begins with, and what it is. */
const RESERVED: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/^0\.0\.0\.0$|^::$/u, "the unspecified address, which names no machine"],
  [/^255\.255\.255\.255$/u, "the broadcast address, which names no machine"],
  [
    /^(?:22[4-9]|23\d)\.|^ff[\da-f]{2}:/iu,
    "a multicast address, which names no single machine",
  ],
  [
    /^fe[89ab][\da-f]:[^%]*$/iu,
    "a link-local address without a zone, which leads nowhere",
  ],
];

/**
 * Says why no server can be at an address, or null.
 *
 * A connection may be made all the same: Linux takes the unspecified address for this machine.
 */
export function reservation(address: string): string | null {
  return RESERVED.find(([pattern]) => pattern.test(address))?.[1] ?? null;
}

/** Says why no server can be at any of these addresses, or returns null where one can. */
export function reservationOfAll(addresses: readonly string[]): string | null {
  const words = addresses.map((address) => {
    const reserved = reservation(address);
    return reserved === null ? null : `${address} is ${reserved}`;
  });
  return words.length === 0 || words.includes(null) ? null : words.join("; ");
}
