// Names that a host can have.

const LONGEST_NAME = 253;
const LABEL_REGEXP = /^(?!-)[\w-]{1,63}$/u;

/** Returns whether a URL's host is an address, or a name that a resolver or a certificate can have. */
export function isPossibleHost(hostname: string): boolean {
  if (hostname.startsWith("[")) return true;
  const name = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
  return name.length <= LONGEST_NAME &&
    name.split(".").every((label) =>
      LABEL_REGEXP.test(label) && !label.endsWith("-")
    );
}
