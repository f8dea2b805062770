// Words that stand where a value belongs: examples of documentations, and the words for nothing.
import { withoutKeyPrefix } from "./credential_format.ts";

/** What programs print for a value that is not there. */
const NOTHING: ReadonlySet<string> = new Set([
  "null",
  "nil",
  "none",
  "undefined",
  "nan",
  "(null)",
  "(none)",
  "n/a",
  "tbd",
  "todo",
  "[object object]",
  "missing",
  "unset",
  "not set",
  "notset",
  "empty",
]);

/** What begins an example. */
const FIRST: ReadonlySet<string> = new Set(
  "your my our the insert enter put paste add fill set replace use copy example sample dummy fake some placeholder todo"
    .split(
      " ",
    ),
);

/** What an example of a key is made of, whatever begins it. */
const KEY_WORDS: ReadonlySet<string> = new Set(
  "api key apikey token secret pat credential credentials password service account zenml server workspace pro personal access cloud org organization"
    .split(" "),
);

/** What `your-…` names in an example of a host. */
const HOST_WORDS: ReadonlySet<string> = new Set(
  "your org organization organisation tenant workspace server zenml url domain host hostname instance id name deployment space account project team subdomain cluster ip address endpoint api dashboard app mlops namespace cloud pro region site here goes"
    .split(" "),
);

/** A host that is nothing but one of these, in capitals, was never replaced. */
const HOST_REGEXP =
  /^(?:[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){1,8}|HOST|HOSTNAME|SERVER|IP|DOMAIN|URL|ADDRESS)$/u;

/** The parts under `zenml.io` that no workspace has. */
const ZENML_REGEXP =
  /^(?:x{3,}|(?:workspace|tenant|org|organization)(?:[-_](?:id|name|slug|url))|id-of-your-workspace)$/u;

/** Returns whether a text is a word for nothing. */
export function isNothingWord(text: string): boolean {
  return text.length < 20 && NOTHING.has(text.toLowerCase());
}

/** Returns whether a text is an example of a key: `your-api-key-here`. */
export function isExampleKey(text: string): boolean {
  const content = withoutKeyPrefix(text);
  if (content.length > 100 || !/^[\w -]+$/u.test(content)) return false;
  const words = wordsOf(content);
  const [first = "", last = ""] = [words.at(0), words.at(-1)];
  if (words.length > 1 && (FIRST.has(first) || last === "here")) {
    return words.every((word) => /^[a-z]+$|^\d{1,3}$/u.test(word));
  }
  return words.length > 1 && words.every((word) => KEY_WORDS.has(word)) ||
    /^your[a-z]{0,30}(?:key|token|secret|pat)$/u.test(content.toLowerCase());
}

/** Returns whether a host is an example: `your-org.zenml.io`. */
export function isExampleHost(host: string): boolean {
  if (HOST_REGEXP.test(host)) return true;
  const labels = host.toLowerCase().split(".");
  const underZenml = labels.slice(-2).join(".") === "zenml.io";
  return labels.some((label) =>
    label.startsWith("your") && isMadeOfHostWords(label) ||
    label.startsWith("<") || /^\[[a-z_ -]+$/u.test(label) ||
    underZenml && ZENML_REGEXP.test(label)
  );
}

/** `yourcompany` is one word, `your-zenml-server` has three. */
function isMadeOfHostWords(label: string): boolean {
  const words = wordsOf(label);
  if (words.length === 1) {
    const rest = words[0]!.slice("your".length);
    return rest === "company" || HOST_WORDS.has(rest);
  }
  return words[0] === "your" && words.every((word) => HOST_WORDS.has(word));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/[-_ ]+/u).filter((word) => word !== "");
}
