/**
 * The inputs of action.yml, and what the doctor makes of them.
 *
 * They come as variables and not as arguments: every process of the machine can see an argument list, and an input may
 * hold a secret by mistake, such as the password in a URL.
 *
 * @module
 */
import type { OptionName } from "../lib/cli/options.ts";

/** How an input is written: as one value, a value a line, words between commas or blanks, or true and false. */
type InputKind = "value" | "lines" | "words" | "switch";

/** The inputs: each is the option of its name. */
export const INPUTS = {
  url: "value",
  "env-file": "lines",
  "env-file-format": "value",
  each: "lines",
  jobs: "value",
  shard: "value",
  consumer: "value",
  prefer: "value",
  project: "value",
  stack: "value",
  "client-version": "value",
  requirements: "value",
  offline: "switch",
  only: "words",
  skip: "words",
  ignore: "words",
  wait: "value",
  timeout: "value",
  deadline: "value",
  "min-token-life": "value",
  "max-key-age": "value",
  strict: "switch",
  verbose: "switch",
  format: "lines",
} as const satisfies Partial<Record<OptionName, InputKind>>;

/** The name of an input. */
export type InputName = keyof typeof INPUTS;

/** The values of each input; an empty input has none. */
export type Inputs = Readonly<Record<InputName, readonly string[]>>;

const NAMES = Object.keys(INPUTS) as InputName[];

/** Inputs that name files; `-` is a file there, since nobody can write to standard input. */
const FILES: ReadonlySet<InputName> = new Set([
  "env-file",
  "each",
  "requirements",
]);

/** Returns the name of the variable by which action.yml passes an input. */
export function variableOf(name: string): string {
  return `INPUT_${name.replaceAll("-", "_").toUpperCase()}`;
}

/** Reads the inputs from the variables that action.yml sets. */
export function readInputs(
  read: (variable: string) => string | undefined = Deno.env.get,
): Inputs {
  const entries = NAMES.map((name) => {
    const values = valuesOf(INPUTS[name], read(variableOf(name)) ?? "");
    return [
      name,
      FILES.has(name)
        ? values.map((path) => path === "-" ? "./-" : path)
        : values,
    ];
  });
  return Object.fromEntries(entries);
}

/** Writes the inputs as options of the doctor, which refuses those that are wrong. */
export function doctorArguments(
  inputs: Inputs,
  report: string,
): readonly string[] {
  const isPrinted = inputs.format.some((format) => !format.includes("="));
  return [
    "doctor",
    ...NAMES.flatMap((name) =>
      inputs[name].map((value) =>
        INPUTS[name] === "switch" && value === "true"
          ? `--${name}`
          : `--${name}=${value}`
      )
    ),
    ...(isPrinted ? [] : ["--format=github"]),
    `--format=json=${report}`,
  ];
}

/** Lists the files that reports go to. */
export function reportFiles({ format }: Inputs): readonly string[] {
  return format.flatMap((text) => {
    const at = text.indexOf("=");
    return at === -1 || at === text.length - 1 ? [] : [text.slice(at + 1)];
  });
}

function valuesOf(kind: InputKind, text: string): readonly string[] {
  switch (kind) {
    case "value":
      return text === "" ? [] : [text];
    case "switch":
      return text === "" || text === "false" ? [] : [text];
    case "words":
      return text.split(/[\s,]/u).filter((word) => word !== "");
    case "lines":
      // A file's name may have blanks.
      return text.split(/\r?\n/u).filter((line) => line.trim() !== "");
  }
}
