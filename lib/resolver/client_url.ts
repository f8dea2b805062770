// What the client makes of `ZENML_STORE_URL`: a server, a database of its own, or an error.
//
// Facts: measured on the ZenML client 0.98.0 with Python 3.11; `tests/data/client_url_truths.json` holds the cases.

/** What the client makes of its URL. */
export type ClientTarget =
  | { readonly kind: "remote"; readonly url: string }
  | { readonly kind: "local" }
  | { readonly kind: "error"; readonly reason: string };

const SQLITE_REGEXP = /^sqlite:\/\/@?\/[^?]*(?:\?[^=]*=?)?$/su;
const MYSQL_REGEXP =
  /^mysql:\/\/[^:/]+:[^@]+@[^/:?][^/?]*\/([^\\/?%*:|"<>.-]+)(?:\?.*)?$/su;
const DATABASE_REGEXP = /^[^]{1,64}\n?$/u;

/**
 * Decides as the client does: text that begins with http:// or https:// in lower case is a server, all else a database.
 *
 * @example Usage
 * ```ts
 * import { clientTargetOf } from "./client_url.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(clientTargetOf("https://zenml.example.com//"), { kind: "remote", url: "https://zenml.example.com" });
 * assertEquals(clientTargetOf("sqlite:////tmp/zenml.db"), { kind: "local" });
 * assertEquals(clientTargetOf("HTTPS://zenml.example.com").kind, "error");
 * ```
 */
export function clientTargetOf(url: string): ClientTarget {
  let end = url.length;
  while (url[end - 1] === "/") end--;
  const stripped = url.slice(0, end);
  if (/^https?:\/\//u.test(stripped)) {
    return isBrokenAuthority(stripped)
      ? { kind: "error", reason: "it cannot parse the host" }
      : { kind: "remote", url: stripped };
  }
  if (SQLITE_REGEXP.test(url) || isMysql(url)) {
    return { kind: "local" };
  }
  return {
    kind: "error",
    reason: url === ""
      ? "it treats the empty text as a database URL"
      : /^\s*["'`]?https?:/iu.test(url)
      ? "it needs http:// or https://, in lower case and at the very beginning"
      : "it treats everything but http and https as a database URL",
  };
}

function isMysql(url: string): boolean {
  return DATABASE_REGEXP.test(MYSQL_REGEXP.exec(url)?.[1] ?? "");
}

/** Returns whether Python's urlsplit refuses a URL: for brackets without an IPv6 address, or a host that normalises. */
function isBrokenAuthority(url: string): boolean {
  const authority = /^https?:\/\/([^/?#]*)/u
    .exec(url.replaceAll(/[\t\r\n]/gu, ""))?.[1] ?? "";
  const [opens, closes] = [authority.indexOf("["), authority.includes("]")];
  if (opens !== -1 !== closes) return true;
  if (closes) {
    const address = authority.slice(opens + 1).split("]", 1)[0] ?? "";
    const zoneless = address.replace(/%[^%]+$/u, "");
    return !URL.canParse(`http://[${zoneless}]`);
  }
  const plain = authority.replaceAll(/[@:#?]/gu, "");
  return /[^\x20-\x7E]/u.test(plain) &&
    /[/?#@:]/u.test(plain.normalize("NFKC"));
}
