/**
 * The recipes of README.md, with what they need to run against the stand-in server.
 *
 * @module
 */
import { assert } from "@std/assert";
import { type DemoServer, startDemoServer } from "../../lib/demo/server.ts";
import { makeBundle } from "../helpers/deno.ts";
import type { Ended } from "../helpers/command.ts";
import { runBash } from "../helpers/programs.ts";
import {
  type TemporaryFolder,
  temporaryFolder,
} from "../helpers/temporary_folder.ts";

const README = new URL("../../README.md", import.meta.url);

/** A fenced block. */
export interface Block {
  /** Its language. */
  readonly language: string;
  /** What stands in it. */
  readonly text: string;
}

/** The names of the recipes, in the order of the README. */
export const RECIPE_NAMES: readonly string[] = [...(await recipes()).keys()];

/**
 * Finds the blocks of a recipe.
 *
 * @param name Its heading.
 * @param language The language of the blocks.
 * @returns What stands in them.
 */
export async function blocks(
  name: string,
  language: "yaml" | "sh",
): Promise<readonly string[]> {
  const found = (await recipes()).get(name);
  assert(found, `README.md has no recipe for ${name}`);
  return found.filter((block) => block.language === language)
    .map(({ text }) => text);
}

/**
 * Finds every recipe.
 *
 * @returns The blocks of each, by its heading.
 */
export async function recipes(): Promise<ReadonlyMap<string, Block[]>> {
  const readme = await Deno.readTextFile(README);
  const [, chapter = ""] = /^## Recipes\n([^]*?)^## /mu.exec(readme) ?? [];
  return new Map(
    chapter.split(/^### /mu).slice(1).map((section) => [
      section.slice(0, section.indexOf("\n")),
      [...section.matchAll(/^```(\w+)\n([^]*?)^```$/gmu)]
        .map(([, language = "", text = ""]) => ({ language, text })),
    ]),
  );
}

/** A folder with the file that the recipes run, and a server to examine. */
export interface Kitchen extends AsyncDisposable {
  /** The folder. */
  readonly folder: TemporaryFolder;
  /** The server. */
  readonly server: DemoServer;
  /** Puts the server in the place of the one that the recipes name. */
  readonly adapted: (text: string) => string;
  /** Runs a script in the folder. */
  readonly run: (
    script: string,
    env?: Readonly<Record<string, string>>,
    args?: readonly string[],
  ) => Promise<Ended>;
}

/**
 * Prepares what a recipe needs.
 *
 * @param state The state of the server.
 * @returns The folder and the server.
 */
export async function kitchen(
  state: "healthy" | "inactive-key",
): Promise<Kitchen> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const server = stack.use(await startDemoServer(state));
  await makeBundle(folder.path);
  const kept = stack.move();
  return {
    folder,
    server,
    adapted: (text) =>
      text.replaceAll("https://zenml.example.com", server.url)
        .replaceAll("zenml.example.com", new URL(server.url).hostname),
    run: (script, env = {}, args = []) =>
      runBash(script, { cwd: folder.path, env, args }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
