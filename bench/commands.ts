/**
 * What is measured, and what it is measured against.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { importMapFlags, ROOT } from "../offline/children.ts";
import type { Program } from "./process.ts";

/** Variables of an environment. */
export type Variables = Readonly<Record<string, string>>;

/** The command as it is in the repository. */
export const SOURCE: string = fileURLToPath(new URL("cli.ts", ROOT));

/** How to run the command otherwise than the README's lines for CI do. */
export interface CommandOptions {
  /** Its file: {@linkcode SOURCE} by default. */
  readonly entry?: string;
  /** Its environment. */
  readonly env?: Variables;
  /** Deno's other flags. */
  readonly flags?: readonly string[];
  /** The host that it may reach: that of the servers by default. */
  readonly host?: string;
}

/**
 * Makes a run of the command.
 *
 * @param args Its arguments.
 * @param options How to run it.
 * @returns The program.
 */
export function command(
  args: readonly string[],
  { entry = SOURCE, env = {}, flags = [], host }: CommandOptions = {},
): Program {
  return {
    file: Deno.execPath(),
    args: [
      "run",
      ...permissionFlags(host),
      // A bundle holds its packages.
      ...(entry === SOURCE ? importMapFlags() : []),
      ...flags,
      entry,
      ...args,
    ],
    env,
  };
}

/**
 * Makes an examination in which nothing is wrong.
 *
 * @param env The variables to examine.
 * @param options How to run it.
 * @returns The program.
 */
export function healthyDoctor(
  env: Variables,
  options: CommandOptions = {},
): Program {
  return { ...command(["doctor"], { ...options, env }), says: "OK: " };
}

/**
 * Makes a start of Deno that does nothing.
 *
 * @returns The program.
 */
export function emptyStart(): Program {
  return { file: Deno.execPath(), args: ["eval", ""] };
}

/**
 * Makes the three requests of an examination by curl, one after the other.
 *
 * @param env The variables to use; the credential reaches curl by its standard input.
 * @returns The program.
 */
export function curlRequests(env: Variables): Program {
  return { file: "sh", args: [pathOf("three_requests.sh")], env };
}

/**
 * Makes the three requests of an examination by a script that does nothing else.
 *
 * @param env The variables to use.
 * @returns The program.
 */
export function scriptRequests(env: Variables): Program {
  const script = pathOf("three_requests.ts");
  return {
    file: Deno.execPath(),
    args: ["run", ...permissionFlags(), script],
    env,
  };
}

/**
 * Finds a file in this one's folder.
 *
 * @param name Its name.
 * @returns Its path.
 */
export function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function permissionFlags(host = "127.0.0.1"): string[] {
  return [
    "--quiet",
    "--no-prompt",
    "--allow-env=ZENML_*",
    `--allow-net=${host}`,
  ];
}
