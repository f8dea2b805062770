/**
 * Reads a log as the runner of GitHub Actions does.
 *
 * @module
 */

/** A command as the runner of GitHub Actions understands it. */
export interface RunnerCommand {
  /** Its name. */
  readonly name: string;
  /** Its properties, unescaped. */
  readonly properties: Readonly<Record<string, string>>;
  /** Its message, unescaped. */
  readonly message: string;
}

/**
 * Finds the commands in a log as the runner does: `::name::` behind blanks, or `##[name]` anywhere in a line.
 *
 * @param log What a step wrote.
 * @returns The commands in their order.
 */
export function commandsIn(log: string): RunnerCommand[] {
  return log.split(/\r\n|\r|\n/u).flatMap((line) => {
    const [, head = "", message = ""] = /^\s*::(.*?)::(.*)$/su.exec(line) ?? [];
    const [, older] = /##\[([^\]]*)/u.exec(line) ?? [];
    if (head !== "") return [commandOf(head, message)];
    return older === undefined
      ? []
      : [{ name: `##[${older}`, properties: {}, message: line }];
  });
}

function commandOf(head: string, message: string): RunnerCommand {
  const [, name = "", list = ""] = /^(\S+)(?: (.*))?$/su.exec(head) ?? [];
  const properties = list.split(",").filter((part) => part !== "")
    .map((part): [string, string] => {
      const [name = "", ...value] = part.split("=");
      return [name, unescaped(value.join("="))];
    });
  return {
    name,
    properties: Object.fromEntries(properties),
    message: unescaped(message),
  };
}

function unescaped(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n")
    .replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");
}
