/**
 * The real Python client as one process, which tries any number of environments.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import {
  CONFORMANCE_FOLDER,
  type Environment,
} from "../../bench/real_server/environment.ts";

/**
 * What the client is to do: log in; look at its project and its stack, which is
 * what every command does; or run a pipeline of one step.
 */
export type Work = "login" | "look" | "run";

const SCRIPT = fileURLToPath(new URL("client.py", import.meta.url));

/** The running client. */
export class ClientProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #folder: string;
  readonly #waiting = new Map<number, (says: string | null) => void>();
  readonly #reading: Promise<void>;
  #states = 0;

  private constructor(child: Deno.ChildProcess, folder: string) {
    this.#child = child;
    this.#input = child.stdin.getWriter();
    this.#folder = folder;
    this.#reading = this.#read();
  }

  /**
   * Starts the client of a version.
   *
   * @param environment Where that version is installed.
   * @returns The client.
   */
  static async start({ python }: Environment): Promise<ClientProcess> {
    await Deno.mkdir(CONFORMANCE_FOLDER, { recursive: true });
    const folder = await Deno.makeTempDir({
      dir: CONFORMANCE_FOLDER,
      prefix: "client-",
    });
    const child = new Deno.Command(python, {
      args: [SCRIPT],
      cwd: folder,
      clearEnv: true,
      env: variablesIn(folder),
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    return new ClientProcess(child, folder);
  }

  /**
   * Lets the client do something in an environment and a home of its own.
   *
   * @param variables The variables that it is to work with.
   * @param work What it is to do.
   * @returns The last line of what it fails with, or null if it works.
   */
  async does(
    variables: Readonly<Record<string, string>>,
    work: Work,
  ): Promise<string | null> {
    const id = ++this.#states;
    const folder = `${this.#folder}/${id}`;
    await Deno.mkdir(folder);
    const state = {
      id,
      work,
      folder,
      variables: { ...variablesIn(folder), ...variables },
    };
    const { promise, resolve } = Promise.withResolvers<string | null>();
    this.#waiting.set(id, resolve);
    const line = `${JSON.stringify(state)}\n`;
    await this.#input.write(new TextEncoder().encode(line));
    return await promise;
  }

  /** Ends the process, and removes what it left behind. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close();
    await this.#reading;
    await this.#child.status;
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #read(): Promise<void> {
    let rest = "";
    const text = this.#child.stdout.pipeThrough(new TextDecoderStream());
    for await (const chunk of text) {
      const lines = `${rest}${chunk}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const { id, says }: { id: number; says: string | null } = JSON.parse(
          line,
        );
        this.#waiting.get(id)?.(says);
        this.#waiting.delete(id);
      }
    }
    for (const resolve of this.#waiting.values()) resolve("the process ended");
  }
}

function variablesIn(folder: string): Record<string, string> {
  return {
    PATH: Deno.env.get("PATH") ?? "",
    HOME: folder,
    ZENML_CONFIG_PATH: `${folder}/config`,
    ZENML_ANALYTICS_OPT_IN: "false",
    ZENML_LOGGING_COLORS_DISABLED: "true",
  };
}
