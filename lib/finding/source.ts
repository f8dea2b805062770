// Where values came from.

/** What an env file from standard input is called. */
export const STANDARD_INPUT = "standard input";

/** Where a value came from. */
export type Source =
  | { readonly kind: "flag"; readonly name: string }
  | { readonly kind: "standard-input" }
  | { readonly kind: "environment" }
  | { readonly kind: "file"; readonly file: string; readonly line: number };

/** The variable that something is about, and where its value came from. */
export interface Origin {
  /** The variable's name. */
  readonly variable: string;
  /** Where its value came from. */
  readonly source: Source;
}

/** Writes a source as reports show it. */
export function describeSource(source: Source): string {
  switch (source.kind) {
    case "flag":
      return source.name;
    case "standard-input":
      return STANDARD_INPUT;
    case "environment":
      return "environment";
    case "file":
      return `${source.file}:${source.line}`;
  }
}
