// The version, which deno.json names too: as JSON it would bring every task into the bundle.

/** This version; a test holds it to that of `deno.json`. */
export const VERSION = "0.1.0";
