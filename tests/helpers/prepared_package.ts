/**
 * What would go to JSR, made from a copy of the repository: tests that run at once must not share `dist/`.
 *
 * @module
 */
import { ROOT } from "../../offline/children.ts";
import { runDeno } from "./deno.ts";
import { walkFiles } from "./files.ts";
import { temporaryFolder } from "./temporary_folder.ts";

/** A package that is ready to be published. */
export interface PreparedPackage extends AsyncDisposable {
  /** The copy of the repository. */
  readonly repository: string;
  /** The folder of the package. */
  readonly folder: string;
}

/**
 * Makes the package by its task.
 *
 * @returns The package.
 * @throws {Error} If the task fails.
 */
export async function preparePackage(): Promise<PreparedPackage> {
  const { path, [Symbol.asyncDispose]: remove } = await temporaryFolder();
  const copied = [".gitignore", ...await publishedAndTools()];
  for (const file of copied) {
    const target = `${path}/${file}`;
    await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), {
      recursive: true,
    });
    await Deno.copyFile(new URL(file, ROOT), target);
  }
  const { status, stderr } = await runDeno(
    ["task", "--quiet", "publish:prepare"],
    // The first time Deno fetches what bundles.
    { cwd: path, inherits: true },
  );
  if (status !== 0) throw new Error(`publish:prepare failed: ${stderr}`);
  return {
    repository: path,
    folder: `${path}/dist/package`,
    [Symbol.asyncDispose]: remove,
  };
}

async function publishedAndTools(): Promise<readonly string[]> {
  const files = [
    ...["deno.json", "mod.ts", "cli.ts"],
    ...["README.md", "CHANGELOG.md", "LICENSE"],
  ];
  for (const folder of ["lib/", "offline/", "publish/"]) {
    const urls = await walkFiles(new URL(folder, ROOT), "");
    files.push(...urls.map(({ href }) => href.slice(ROOT.href.length)));
  }
  return files.filter((file) => file !== "offline/.unreachable.json");
}
