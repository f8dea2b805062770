// Which common readers of env files take an assignment differently than this package.
//
// Facts: measured on docker 28.2 (run and create --env-file), Node 20 (--env-file), Deno 2.9 (--env-file), bash 5 (source) and
// python-dotenv 1.2; tests/data/env_file_truths.json holds them. Compose by its documentation.

/** A reader of env files. */
export type EnvReader =
  | "docker"
  | "compose"
  | "node"
  | "deno"
  | "bash"
  | "python-dotenv";

/** How each reader is called in a sentence. */
export const READER_NAMES: Readonly<Record<EnvReader, string>> = {
  "docker": "docker run --env-file",
  "compose": "Compose",
  "node": "Node",
  "deno": "Deno",
  "bash": "bash",
  "python-dotenv": "python-dotenv",
};

/** An assignment as it is written. */
export interface WrittenAssignment {
  /** What is before the equals sign. */
  readonly head: string;
  /** What is behind it, to the end of the line where the value ends. */
  readonly raw: string;
  /** The value that this package reads. */
  readonly value: string;
}

type Differs = (written: Parts) => boolean;

interface Parts extends WrittenAssignment {
  readonly quote: string;
  /** The text between the quotes, or up to a comment. */
  readonly body: string;
}

const DIFFERS: Readonly<Record<EnvReader, Differs>> = {
  docker: ({ head, raw, value }) =>
    /\s/u.test(head.trimStart()) || raw !== value,
  compose: ({ quote, body }) => quote !== "'" && /\$[\w{$]/u.test(body),
  node: ({ quote, raw, body, value }) =>
    (quote === "" && raw.includes("#") && cutAtHash(raw) !== value) ||
    (quote === "" && /^`.*`/su.test(raw.trim())) ||
    (quote === '"' && /\\["\\rt]/u.test(body)),
  deno: ({ quote, raw, body, value }) =>
    (quote === "" && raw.includes("#") && cutAtHash(raw) !== value) ||
    (quote === "" && /^`.*`/su.test(raw.trim())) ||
    (quote !== "'" && body.includes("$")) ||
    (quote === '"' && body.replaceAll("\\n", "").includes("\\")),
  bash: ({ head, quote, raw, body }) =>
    /\s$/u.test(head) || /^\s+\S/u.test(raw) ||
    (quote === "" && /[\s&;|<>()'"\\`$]|^~/u.test(body)) ||
    (quote === '"' && /[$`]|\\[^"]/u.test(body.replaceAll("\\\\", ""))),
  "python-dotenv": ({ quote, body }) => quote !== "'" && /\$\{\w/u.test(body),
};

const READERS = Object.keys(DIFFERS) as readonly EnvReader[];

/** Lists the readers that take another value from an assignment, or none at all. */
export function readersThatDiffer(
  written: WrittenAssignment,
): readonly EnvReader[] {
  const parts = { ...written, ...partsOf(written.raw) };
  return READERS.filter((reader) => DIFFERS[reader](parts));
}

/** Says why the readers differ. */
export function describeDifference(
  { raw }: WrittenAssignment,
  readers: readonly EnvReader[],
): string {
  const { quote, body } = partsOf(raw);
  const others = readers.filter((reader) => reader !== "docker");
  const names = others.map((reader) => READER_NAMES[reader]).join(", ");
  const cause = quote !== "'" && /\$/u.test(body)
    ? "replaces $ and the name behind it"
    : quote === "" && raw.includes("#")
    ? "ends the value at #"
    : "reads its blanks, quotes or backslashes in another way";
  const docker = "docker run --env-file keeps quotes, comments and blanks";
  return [
    ...(others.length === 0 ? [] : [`${names}: ${cause}`]),
    ...(readers.includes("docker") ? [docker] : []),
  ].join("; ");
}

function partsOf(
  raw: string,
): { readonly quote: string; readonly body: string } {
  const text = raw.trim();
  const quote = /^["']/u.exec(text)?.[0] ?? "";
  if (quote === "") {
    return { quote, body: text.replace(/\s#.*$/su, "").trimEnd() };
  }
  let end = 1;
  while (end < text.length && text[end] !== quote) {
    end += quote === '"' && text[end] === "\\" ? 2 : 1;
  }
  return { quote, body: text.slice(1, end) };
}

function cutAtHash(raw: string): string {
  return raw.split("#", 1)[0]!.trim();
}
