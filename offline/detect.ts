/**
 * Prints the flag that puts the stand-ins of this folder in the place of the
 * packages from JSR where those cannot be had, and nothing where they can:
 * from JSR or from Deno's cache, every one of them. Run by the tasks.
 *
 * That JSR does not answer is remembered for a day, where the permissions
 * allow it: a network that drops packets would cost two seconds each time.
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
  "JSR did not respond: for a day the tasks use stand-ins over Deno's built-ins for @std (to try again: remove offline/.unreachable.json)\n";
/** How long one package may take; they load one after the other anyhow. */
const WAIT_MS = 2000;

/** What is remembered: which registry did not answer, and when it was asked. */
const MEMORY = new URL("./.unreachable.json", import.meta.url);
const MEMORY_MS = 24 * 60 * 60 * 1000;

/** The registry that Deno asks, or null where that may not be known. */
function registry(): string | null {
  const variable = "JSR_URL";
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) ?? "jsr.io" : null;
}

function isRemembered(name: string): boolean {
  try {
    const { registry, at } = JSON.parse(Deno.readTextFileSync(MEMORY));
    const age = Date.now() - at;
    return registry === name && age >= 0 && age < MEMORY_MS;
  } catch {
    return false; // Nothing is there, or it may not be read.
  }
}

function remember(name: string): void {
  try {
    const text = JSON.stringify({ registry: name, at: Date.now() });
    Deno.writeTextFileSync(MEMORY, `${text}\n`);
  } catch {
    // The folder cannot be written: it is asked each time, then.
  }
}

function useStandIns(notice = ""): never {
  const encoder = new TextEncoder();
  Deno.stdout.writeSync(encoder.encode(FLAG));
  Deno.stderr.writeSync(encoder.encode(notice));
  Deno.exit(); // An import that hangs would keep the process.
}

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

const name = registry();
if (name !== null && isRemembered(name)) useStandIns();
for (const specifier of specifiers()) {
  if (await canLoad(specifier)) continue;
  if (name !== null) remember(name);
  useStandIns(NOTICE);
}
