/**
 * The inputs of action.yml, and what the doctor makes of them.
 *
 * They come as variables and not as arguments: every process of the machine can see an argument list, and an input may
 * hold a secret by mistake, such as the password in a URL.
 *
 * @module
 */

/** The inputs, as they were given; an empty one was not. */
export interface Inputs {
  readonly url: string;
  readonly envFiles: readonly string[];
  readonly consumer: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly ignore: readonly string[];
  readonly strict: string;
  readonly wait: string;
  readonly formats: readonly string[];
}

/** Reads the inputs from the variables that action.yml sets. */
export function readInputs(
  read: (variable: string) => string | undefined = Deno.env.get,
): Inputs {
  const input = (name: string) => read(`INPUT_${name}`) ?? "";
  return {
    url: input("URL"),
    envFiles: linesOf(input("ENV_FILE")),
    consumer: input("CONSUMER"),
    only: wordsOf(input("ONLY")),
    skip: wordsOf(input("SKIP")),
    ignore: wordsOf(input("IGNORE")),
    strict: input("STRICT"),
    wait: input("WAIT"),
    formats: linesOf(input("FORMAT")),
  };
}

/** Writes the inputs as options of the doctor, which refuses those that are wrong. */
export function doctorArguments(
  inputs: Inputs,
  report: string,
): readonly string[] {
  const { url, consumer, strict, wait, formats } = inputs;
  const options = (name: string, values: readonly string[]) =>
    values.map((value) => `--${name}=${value}`);
  const given = (name: string, value: string) =>
    options(name, value === "" ? [] : [value]);
  return [
    "doctor",
    ...options("env-file", inputs.envFiles),
    ...given("url", url),
    ...given("consumer", consumer),
    ...options("only", inputs.only),
    ...options("skip", inputs.skip),
    ...options("ignore", inputs.ignore),
    ...given("wait", wait),
    ...(strict === "true"
      ? ["--strict"]
      : given("strict", strict === "false" ? "" : strict)),
    ...options("format", formats),
    ...(formats.every((format) => format.includes("="))
      ? ["--format=github"]
      : []),
    `--format=json=${report}`,
  ];
}

/** Lists the files that reports go to. */
export function reportFiles({ formats }: Inputs): readonly string[] {
  return formats.flatMap((format) => {
    const at = format.indexOf("=");
    return at === -1 || at === format.length - 1 ? [] : [format.slice(at + 1)];
  });
}

/** The lines that are not blank; a file's name may have blanks. */
function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/u).filter((line) => line.trim() !== "");
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,]/u).filter((word) => word !== "");
}
