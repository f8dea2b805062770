/**
 * ZenML's variables in the environment of the process.
 *
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { readEnvironment } from "@mlops/zenml-env/environment";
 *
 * // deno run --allow-env=ZENML_* program.ts
 * export const configure = () => resolve({ environment: readEnvironment() });
 * ```
 *
 * @module
 */
import { environmentOf, ZENML_NAMES } from "./environment.ts";

/** What Deno and Node have. */
interface Runtime {
  readonly Deno?: typeof Deno;
  readonly process?: {
    /** Missing in what bundlers put there for browsers. */
    readonly env?: Readonly<Record<string, string | undefined>>;
  };
}

/**
 * Reads ZenML's variables of the process, and nothing else, in Deno and in Node.
 *
 * In Deno each name is read by itself, without a prompt, so that `--allow-env=ZENML_*` is enough. A name that Deno
 * refuses is left out, as if it were not set: `--allow-env=ZENML_STORE_URL,ZENML_STORE_API_KEY` gives those two. If it
 * refuses all, that is an error. Where there is neither Deno nor Node, the result is empty. When it is
 * printed, it shows names and no values.
 *
 * @returns The variables that are set, for `resolve`.
 * @throws {Deno.errors.NotCapable} If none of them may be read; the message names the flag.
 * @throws {TypeError} If the value of one is not Unicode.
 *
 * @example Usage
 * ```ts
 * import { readEnvironment } from "@mlops/zenml-env/environment";
 * import { assertThrows } from "@std/assert";
 *
 * // Without any permission.
 * assertThrows(() => readEnvironment(), Deno.errors.NotCapable, "--allow-env=ZENML_*");
 * ```
 */
export function readEnvironment(): Readonly<Record<string, string>> {
  const { Deno: deno, process }: Runtime = globalThis;
  if (deno === undefined) return environmentOf((name) => process?.env?.[name]);
  const isGranted = (variable: string) =>
    deno.permissions.querySync({ name: "env", variable }).state === "granted";
  if (!ZENML_NAMES.some(isGranted)) {
    throw new deno.errors.NotCapable(
      "Cannot read ZenML's variables: run Deno with --allow-env=ZENML_*",
    );
  }
  return environmentOf((name) =>
    isGranted(name) ? valueOf(name, deno) : undefined
  );
}

function valueOf(name: string, deno: typeof Deno): string | undefined {
  try {
    return deno.env.get(name);
  } catch (error) {
    if (!(error instanceof deno.errors.InvalidData)) throw error;
    // Deno's own message holds the value.
    throw new TypeError(`Cannot read ${name}: its value is not Unicode`);
  }
}
