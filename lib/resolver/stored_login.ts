// Reads what the client stored of an earlier login: which servers, never the credentials.
//
// Facts: the files that the client 0.98.0 writes, which are YAML in block style with sorted keys. Anything else is
// passed over: made-up YAML can do no more than not be found.
import { normaliseServerUrl } from "./server_url.ts";
import type { StoredLogin } from "../sources/host_facts.ts";

/** The largest file of the client that is read, in bytes. */
export const STORED_FILE_LIMIT = 262_144;

/** A longer URL is none that anybody logged in to. */
const LONGEST_URL = 2048;

const ENTRY_REGEXP =
  /^( *)(?:"([^"\\]*)"|'([^']*)'|([^\s"'#][^\s]*)):(?: (.*))?$/su;

/**
 * Reads the two files of the client.
 *
 * @example Usage
 * ```ts
 * import { readStoredLogin } from "./stored_login.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   readStoredLogin("store:\n  type: rest\n  url: https://zenml.example.com\n", null),
 *   { serverUrl: "https://zenml.example.com", credentialUrls: [] },
 * );
 * ```
 */
export function readStoredLogin(
  configYaml: string,
  credentialsYaml: string | null,
): StoredLogin {
  const store = sectionsOf(configYaml).get("store");
  const url = store?.get("url") ?? "";
  const logins = sectionsOf(credentialsYaml ?? "");
  return {
    serverUrl: url.length <= LONGEST_URL ? normaliseServerUrl(url) : null,
    credentialUrls: [...logins.keys()].filter((each) =>
      hasCredential(logins, each)
    ),
  };
}

/** The sections of a file, each with the entries directly under it; a value that goes on below is empty. */
type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A session at the control plane opens the workspaces that report it. */
function hasCredential(logins: Sections, url: string): boolean {
  const own = (each: string) => {
    const login = logins.get(each);
    return ["api_key", "api_token", "password"].some((name) =>
      login?.has(name) ?? false
    );
  };
  const controlPlane = logins.get(url)?.get("pro_api_url");
  return own(url) || (controlPlane !== undefined && own(controlPlane));
}

function sectionsOf(yaml: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let indentation = 0;
  for (const line of yaml.split(/\r?\n/u)) {
    const [, blanks = "", double, single, plain, rest = ""] =
      ENTRY_REGEXP.exec(line) ?? [];
    const name = double ?? single ?? plain;
    if (name === undefined) continue;
    if (blanks === "") {
      section = new Map();
      sections.set(name, section);
      indentation = 0;
    } else if (section) {
      indentation ||= blanks.length;
      if (blanks.length === indentation) {
        section.set(name, scalarOf(rest.trim()));
      }
    }
  }
  return sections;
}

/** Unquotes a value; one with escapes is none of the URLs that matter. */
function scalarOf(text: string): string {
  const [, double, single] =
    /^(?:"([^"\\]*)"|'([^']*)')\s*(?:#.*)?$/u.exec(text) ?? [];
  const plain = text.startsWith("#") ? "" : text.split(/\s#/u, 1)[0] ?? "";
  return double ?? single ?? plain.trim();
}
