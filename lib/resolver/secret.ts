// Values that print as `[redacted]`.
import { REDACTED } from "../finding/redacted.ts";

export { REDACTED };

/**
 * A secret value, which prints as `[redacted]` as a string, in JSON and under inspection.
 *
 * A class, since only a private field keeps a value out of every inspection.
 *
 * @example Usage
 * ```ts
 * import { Secret } from "@mlops/zenml-env";
 * import { assertEquals } from "@std/assert";
 *
 * const key = new Secret("hunter2");
 * assertEquals(`${key}`, "[redacted]");
 * assertEquals(JSON.stringify({ key }), '{"key":"[redacted]"}');
 * assertEquals(key.reveal(), "hunter2");
 * ```
 */
export class Secret {
  readonly #value: string;

  /**
   * Wraps a value.
   *
   * @param value The text to keep secret.
   */
  constructor(value: string) {
    this.#value = value;
  }

  /**
   * Returns the value; nothing else does.
   *
   * @returns The secret text.
   *
   * @example Usage
   * ```ts
   * import { Secret } from "@mlops/zenml-env";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals(new Secret("hunter2").reveal(), "hunter2");
   * ```
   */
  reveal(): string {
    return this.#value;
  }

  /**
   * Prints the secret as text.
   *
   * @returns `[redacted]`.
   *
   * @example Usage
   * ```ts
   * import { Secret } from "@mlops/zenml-env";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals(String(new Secret("hunter2")), "[redacted]");
   * ```
   */
  toString(): string {
    return REDACTED;
  }

  /**
   * Prints the secret as JSON.
   *
   * @returns `[redacted]`.
   *
   * @example Usage
   * ```ts
   * import { Secret } from "@mlops/zenml-env";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals(JSON.stringify(new Secret("hunter2")), '"[redacted]"');
   * ```
   */
  toJSON(): string {
    return REDACTED;
  }

  /** Prints the secret under Deno's inspection. */
  [Symbol.for("Deno.customInspect")](): string {
    return REDACTED;
  }

  /** Prints the secret under Node's inspection. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return REDACTED;
  }
}
