/**
 * How much of the program a command reads and runs.
 *
 * @module
 */
import { importMapFlags } from "../../offline/children.ts";
import { command, healthyDoctor, pathOf, SOURCE } from "../commands.ts";
import { outputOf, type Program } from "../process.ts";
import type { Row } from "../row.ts";
import { startStandIn } from "../stand_in.ts";

/** What `deno info --json` prints, as far as it is used. */
interface DenoInfo {
  readonly roots: readonly string[];
  readonly modules: readonly {
    readonly specifier: string;
    readonly size?: number;
    readonly dependencies?: readonly {
      readonly code?: { readonly specifier: string };
    }[];
  }[];
}

/** The sizes of modules in bytes, by their specifiers. */
type Sizes = ReadonlyMap<string, number>;

/**
 * Counts modules.
 *
 * @returns The rows.
 */
export async function moduleRows(): Promise<readonly Row[]> {
  await using server = await startStandIn("healthy", 0);
  const env = server.environment;
  const flags = [`--preload=${pathOf("loaded_modules.ts")}`];
  const runs: readonly (readonly [string, Program])[] = [
    ["--version", command(["--version"], { flags })],
    ["resolve", command(["resolve"], { flags, env })],
    ["doctor", healthyDoctor(env, { flags })],
  ];
  const sizes = await sizesOf(SOURCE);
  // Deno reads whatever an import names by a literal before it runs anything, be the import ever so lazy.
  const rows: Row[] = [
    {
      name: "modules that Deno reads",
      text: totalOf([...sizes.keys()], sizes),
    },
  ];
  for (const [name, program] of runs) {
    const { stderr } = await outputOf(program);
    const loaded = stderr.split("\n").filter((line) => sizes.has(line));
    rows.push({ name: `modules run by ${name}`, text: totalOf(loaded, sizes) });
  }
  return rows;
}

/** Follows the imports from a module, but for those of types, which Deno leaves out. */
async function sizesOf(entry: string): Promise<Sizes> {
  const { stdout } = await outputOf({
    file: Deno.execPath(),
    args: ["info", "--json", ...importMapFlags(), entry],
  });
  const { roots, modules } = JSON.parse(stdout) as DenoInfo;
  const known = new Map(modules.map((it) => [it.specifier, it]));
  const sizes = new Map<string, number>();
  const follow = (specifier: string) => {
    const { size, dependencies = [] } = known.get(specifier) ?? {};
    // What Deno has built in has no size.
    if (size === undefined || sizes.has(specifier)) return;
    sizes.set(specifier, size);
    for (const { code } of dependencies) if (code) follow(code.specifier);
  };
  roots.forEach(follow);
  return sizes;
}

function totalOf(specifiers: readonly string[], sizes: Sizes): string {
  const unique = [...new Set(specifiers)];
  const bytes = unique.reduce((sum, it) => sum + (sizes.get(it) ?? 0), 0);
  return `${unique.length} modules, ${bytes.toLocaleString("en")} bytes`;
}
