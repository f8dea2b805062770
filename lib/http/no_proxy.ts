// Which hosts `NO_PROXY` exempts from the proxy, as Deno reads it.
import { withoutBrackets } from "./endpoint.ts";

/**
 * Returns whether a host is exempt from the proxy.
 *
 * A name exempts itself and what ends in it behind a dot; an address or a network (`10.0.0.0/8`) exempts addresses
 * alone, and `*` names alone. Ports, other wildcards and capitals match nothing: Deno takes them as they stand.
 *
 * @example Usage
 * ```ts
 * import { isExempt } from "./no_proxy.ts";
 * import { assert } from "@std/assert";
 *
 * assert(isExempt("zenml.example.com", "localhost, example.com"));
 * assert(isExempt("10.1.2.3", "10.0.0.0/8"));
 * assert(!isExempt("10.1.2.3", "*"));
 * ```
 */
export function isExempt(hostname: string, list: string): boolean {
  if (list === "") return false;
  const address = bitsOf(withoutBrackets(hostname));
  return list.split(",").map((entry) => entry.trim()).some((entry) => {
    const network = networkOf(entry);
    return address === null
      ? network === null && namesHost(entry, hostname)
      : network !== null && isIn(network, address);
  });
}

/** Returns whether a text is an address, without brackets. */
export function isAddress(text: string): boolean {
  return bitsOf(text) !== null;
}

/** Returns whether an address, or a network such as `10.0.0.0/8`, contains an address. */
export function containsAddress(entry: string, address: string): boolean {
  const network = networkOf(entry);
  const bits = bitsOf(address);
  return network !== null && bits !== null && isIn(network, bits);
}

function isIn({ length, prefix }: Network, address: string): boolean {
  return address.length === length && address.startsWith(prefix);
}

function namesHost(entry: string, hostname: string): boolean {
  if (entry === "*" || entry === hostname || entry === `.${hostname}`) {
    return true;
  }
  return hostname.endsWith(entry) &&
    (entry.startsWith(".") || hostname.at(-entry.length - 1) === ".");
}

/** How many bits the addresses of a network have, and with which they begin. */
interface Network {
  readonly length: number;
  readonly prefix: string;
}

/** Reads an address or a network. */
function networkOf(entry: string): Network | null {
  const [, address = "", size] = /^([\d.]+|[\da-f:.]+)(?:\/(\d{1,3}))?$/iu
    .exec(entry) ?? [];
  const bits = bitsOf(address);
  const count = size === undefined ? bits?.length : Number(size);
  return bits === null || count === undefined || count > bits.length
    ? null
    : { length: bits.length, prefix: bits.slice(0, count) };
}

/** Writes an address in binary; null for a name, and for the short forms that only some programs take. */
function bitsOf(address: string): string | null {
  if (/^\d+(?:\.\d+){3}$/u.test(address)) {
    const bytes = address.split(".");
    return bytes.every((byte) => String(Number(byte)) === byte && +byte < 256)
      ? bytes.map((byte) => binary(Number(byte), 8)).join("")
      : null;
  }
  if (!address.includes(":") || !URL.canParse(`http://[${address}]`)) {
    return null;
  }
  const { hostname } = new URL(`http://[${address}]`);
  const [head = [], tail = []] = hostname.slice(1, -1).split("::").map((part) =>
    part === "" ? [] : part.split(":")
  );
  const zeros = Array<string>(8 - head.length - tail.length).fill("0");
  return [...head, ...zeros, ...tail]
    .map((group) => binary(Number.parseInt(group, 16), 16)).join("");
}

function binary(value: number, length: number): string {
  return value.toString(2).padStart(length, "0");
}
