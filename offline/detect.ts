/**
 * Prints the flag that puts the stand-ins of this folder in the place of the
 * packages from JSR where those cannot be had, and nothing where they can:
 * from JSR or from Deno's cache, every one of them. Run by the tasks.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };
import standIns from "./import_map.json" with { type: "json" };

/** What to print where JSR does not answer; `deno lint` asks JSR for the sake of one rule, and takes no import map. */
const FLAG = Deno.args.includes("lint")
  ? "--rules-exclude=no-slow-types\n"
  : "--import-map=offline/import_map.json\n";
const NOTICE =
  "JSR did not answer: stand-ins over Deno's built-ins run in place of @std\n";
/** How long one package may take; they load one after the other anyhow. */
const WAIT_MS = 2000;

/** The modules of @std in use, with the versions that deno.json names. */
function specifiers(): string[] {
  const packages: Record<string, string> = config.imports;
  return Object.keys(standIns.imports)
    .filter((name) => name.startsWith("@std/"))
    .map((name) => name.replace(/^@std\/[^/]+/, (it) => packages[it] ?? it))
    .reverse(); // The largest, @std/assert, comes last.
}

async function canLoad(specifier: string): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, WAIT_MS, false);
  const loaded = import(specifier).then(() => true, () => false);
  const answer = await Promise.race([loaded, late]);
  clearTimeout(timer);
  return answer;
}

for (const specifier of specifiers()) {
  if (await canLoad(specifier)) continue;
  const encoder = new TextEncoder();
  Deno.stdout.writeSync(encoder.encode(FLAG));
  Deno.stderr.writeSync(encoder.encode(NOTICE));
  Deno.exit(); // An import that hangs would keep the process.
}
