// What the examples need to run against the stand-in server: a clone, the one file, a server, and stubs of other programs.
import { ROOT } from "../../offline/children.ts";
import { type DemoServer, startDemoServer } from "../../lib/demo/server.ts";
import type { Ended } from "../helpers/command.ts";
import { makeQuickBundle } from "../helpers/deno.ts";
import { runBash } from "../helpers/programs.ts";
import {
  recurringFolder,
  type TemporaryFolder,
  temporaryFolder,
} from "../helpers/temporary_folder.ts";

/** A state of the server that the examples are run against. */
export type RecipeState = "healthy" | "inactive-key";

/** Each state of the server, and the exit status of an example that runs the doctor. */
export const STATES = [["healthy", 0], ["inactive-key", 1]] as const;

/** A clone that has the one file, and a server to examine. */
export interface Kitchen extends AsyncDisposable {
  readonly folder: TemporaryFolder;
  readonly server: DemoServer;
  /** Replaces the server that the examples name. */
  readonly adapted: (text: string) => string;
  /** Runs a script in the folder. */
  readonly run: (
    script: string,
    env?: Readonly<Record<string, string>>,
    args?: readonly string[],
  ) => Promise<Ended>;
}

/** What a person has: `npx`, which runs Deno, and a password manager. */
const STUBS = `
npx() { test "$1 $2" = "-y deno@2" && shift 2 && deno "$@"; }
pass() { printf '%s\\n' "$PASSWORD"; }
`;
/** Nothing listens there: the clone runs with the stand-ins for @std. */
const NO_JSR = { JSR_URL: "http://127.0.0.1:9" };

let bundled: Promise<string> | undefined;

/** Makes the one file once for the tests of a file; tests/package/ tries what the task makes. */
async function bundle(): Promise<string> {
  await using folder = await temporaryFolder();
  return await Deno.readTextFile(await makeQuickBundle(folder.path));
}

/** Copies what `deno task doctor` needs to a folder. */
export async function cloneTo({ path }: TemporaryFolder): Promise<void> {
  await Deno.mkdir(`${path}/offline`);
  const files = ["deno.json", "cli.ts", "mod.ts"];
  for await (const { name } of Deno.readDir(new URL("offline/", ROOT))) {
    if (!name.startsWith(".")) files.push(`offline/${name}`);
  }
  for (const file of files) {
    await Deno.copyFile(new URL(file, ROOT), `${path}/${file}`);
  }
  await Deno.symlink(new URL("lib", ROOT).pathname, `${path}/lib`);
}

/** Prepares a clone with the one file, and a server in a state. */
export async function kitchen(state: RecipeState): Promise<Kitchen> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await recurringFolder());
  const server = stack.use(await startDemoServer(state));
  await cloneTo(folder);
  bundled ??= bundle();
  await folder.write("zenml-env.js", await bundled);
  const PASSWORD = server.environment["ZENML_STORE_API_KEY"] ?? "";
  const kept = stack.move();
  return {
    folder,
    server,
    adapted: (text) =>
      text.replaceAll("https://zenml.example.com", server.url)
        .replaceAll("zenml.example.com", new URL(server.url).hostname),
    run: (script, env = {}, args = []) =>
      runBash(STUBS + script, {
        cwd: folder.path,
        env: { ...NO_JSR, PASSWORD, ...env },
        args,
      }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
