// A setting that shows its value only to whoever asks for it by name.
import { REDACTED } from "../finding/redacted.ts";
import type { Origin, Source } from "../finding/source.ts";
import { PRINTED_AS_JSON } from "./unprinted.ts";

/** A class, as only a private field is left out by `console.table`, by a copy and by `structuredClone` alike. */
export class HiddenValue implements Origin {
  readonly variable: string;
  readonly source: Source;
  readonly #value: string;

  static {
    Object.defineProperties(this.prototype, PRINTED_AS_JSON);
  }

  constructor(variable: string, source: Source, value: string) {
    this.variable = variable;
    this.source = source;
    this.#value = value;
  }

  /** The value as it was written. */
  get value(): string {
    return this.#value;
  }

  toJSON() {
    const { variable, source } = this;
    return { variable, value: REDACTED, source };
  }
}
