// Values that are recognisably something else than what their variable is for.
import type { Role } from "../codes/variables.ts";
import { KEY_PREFIX, readApiKey } from "./credential_format.ts";
import { isExampleHost, isExampleKey, isNothingWord } from "./examples.ts";

/** What a value looks like. */
export type LookKind =
  | "nothing"
  | "masked"
  | "example"
  | "prefix-twice"
  | "several"
  | "cut"
  | "prefix-only"
  | "damaged-start"
  | "wrong-case"
  | "id"
  | "path"
  | "url"
  | "foreign-key"
  | "pem"
  | "json"
  | "html"
  | "sentence"
  | "database"
  | "no-host"
  | "two-schemes";

type Look = (text: string) => boolean;
type Looks = readonly (readonly [kind: LookKind, look: Look])[];

// Values may be a megabyte long: each pattern is anchored at the beginning, or made of a single run.
const PATH_REGEXP = /^(?:file:|@?~?\/(?!\/)|@?\.{1,2}\/|[A-Za-z]:[\\/]|\\\\)/u;
const MASK_REGEXP =
  /^(?:\[(?:masked|filtered|hidden|secret|protected|sensitive)\]|\((?:sensitive(?: value)?|known after apply|hidden|masked)\)|sensitive|masked|[\u2022\u25CF\u00B7*]{3,}[\w-]{0,8})$/iu;
const ELLIPSIS_REGEXP = /\u2026|[\u2022\u25CF]{3}|\.{3}/u;
const DATABASE_REGEXP =
  /^(?:jdbc:)?(?:mysql|mariadb|postgres|postgresql|sqlite|mssql|oracle)(?:\+\w{1,30})?:/iu;
const FOREIGN_REGEXP =
  /^(?:sk-[\w-]|gh[pousr]_\w|github_pat_\w|glpat-|hf_\w|AKIA[A-Z0-9]{12}|ASIA[A-Z0-9]{12}|xox[abp]-|AIza[\w-]{20}|ya29\.|npm_\w{10}|pypi-\w{10}|dckr_pat_|dapi[0-9a-f]{20}|lsv2_|wandb_|jsr_\w|hvs\.\w|hvb\.\w)/u;
const UUID_REGEXP = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
const KEY_REGEXP = /ZEN(?:PRO)?KEY_(?=[\w+/=-]{16})/gu;

const isNothing: Look = isNothingWord;
const isMasked: Look = (text) =>
  MASK_REGEXP.test(text) ||
  (text.length < 400 && ELLIPSIS_REGEXP.test(text));
const isJson: Look = (text) => /^\{\s{0,20}["'}]|^\[\s{0,20}["'{]/u.test(text);
const isHtml: Look = (text) => /^<(?:!doctype|html|\?xml)/iu.test(text);

const behindPrefix = (text: string) => text.slice(KEY_PREFIX.length);

const CREDENTIAL_LOOKS: Looks = [
  ["nothing", isNothing],
  [
    "prefix-twice",
    (text) =>
      text.startsWith(KEY_PREFIX) &&
      /^ZEN(?:PRO)?KEY_/u.test(behindPrefix(text)) &&
      readApiKey(behindPrefix(text)) !== null,
  ],
  ["several", (text) => (text.match(KEY_REGEXP)?.length ?? 0) > 1],
  ["masked", isMasked],
  ["example", isExampleKey],
  ["prefix-only", (text) => /^ZEN(?:PRO)?KEY_?$/u.test(text)],
  ["cut", (text) => /^ZENKEY_eyJ[\w+/=-]*$/u.test(text)],
  [
    "damaged-start",
    (text) => /^(?!ZEN(?:PRO)?KEY_)[A-Z]{0,6}KEY_?eyJpZCI/u.test(text),
  ],
  [
    "wrong-case",
    (text) =>
      /^zen(?:pro)?key_[\w+/=-]+$/iu.test(text) &&
      !/^ZEN(?:PRO)?KEY_/u.test(text),
  ],
  ["path", (text) => PATH_REGEXP.test(text)],
  ["url", (text) => /^https?:\/\//iu.test(text)],
  ["id", (text) => UUID_REGEXP.test(text)],
  ["foreign-key", (text) => FOREIGN_REGEXP.test(text)],
  ["pem", (text) => text.startsWith("-----BEGIN ")],
  ["json", isJson],
  ["html", isHtml],
  [
    "sentence",
    (text) =>
      // A template has blanks, too.
      text.length < 4096 && !/\{\{|\$[{(]/u.test(text) &&
      (text.match(/\s[\p{L}'"-]/gu)?.length ?? 0) > 3,
  ],
];

const URL_LOOKS: Looks = [
  ["nothing", (text) => isNothing(text) || isNothing(hostIn(text))],
  ["masked", (text) => MASK_REGEXP.test(text)],
  ["example", (text) => isExampleHost(hostIn(text))],
  ["database", (text) => DATABASE_REGEXP.test(text)],
  ["path", (text) => PATH_REGEXP.test(text)],
  ["two-schemes", (text) => /^https?:\/\/https?(?::|\/\/)/iu.test(text)],
  [
    "no-host",
    (text) =>
      /^https?:\/\/(?:[^/?#@]*@)?(?:\.(?:[^.]|$)|:\d*(?:\/|$)|\/|$)/iu.test(
        text,
      ),
  ],
  ["json", isJson],
  ["html", isHtml],
];

const LOOKS: Readonly<Partial<Record<Role, Looks>>> = {
  "url": URL_LOOKS,
  "pro-api-url": URL_LOOKS,
  "api-key": CREDENTIAL_LOOKS,
  "api-token": CREDENTIAL_LOOKS,
};

/** Finds what a value looks like instead of what its variable is for. */
export function lookOf(text: string, role: Role): LookKind | null {
  return LOOKS[role]?.find(([, look]) => look(text))?.[0] ?? null;
}

/** The host of a URL, or of what lacks its scheme alone. */
function hostIn(text: string): string {
  const authority = text.replace(/^[a-z][a-z0-9+.-]{0,30}:\/\//iu, "")
    .split(/[/?#]/u, 1)[0] ?? "";
  return authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/u, "");
}
