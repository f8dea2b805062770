/**
 * JSR on loopback: it serves one package, and counts what it is asked for.
 *
 * @module
 */
import { delay } from "../lib/http/timer.ts";

/** How the registry responds. */
export interface JsrOptions {
  /**
   * How long each response takes.
   *
   * @default {0}
   */
  readonly latencyMs?: number;
  /** A registry that has every other package; by default there is none. */
  readonly others?: string;
}

/** A registry that responds. */
export interface LoopbackJsr extends AsyncDisposable {
  /** What `JSR_URL` must be. */
  readonly url: string;
  /** Each path that was asked for since this was called last, with the bytes of its response. */
  readonly takeRequests: () => readonly {
    readonly path: string;
    readonly bytes: number;
  }[];
}

/** JSR's index of a package's version lists each import, with its place in the source. */
const IMPORT_REGEXP =
  /^(?:import|export)\b(?:[^;"]*?\bfrom)?\s*"(?<fixed>[^"]+)"|\bimport\("(?<late>[^"]+)"\)/gmu;

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript",
  ts: "text/typescript",
  json: "application/json",
};

/**
 * Serves a package that is ready to be published.
 *
 * @param folder The folder of its `deno.json`.
 * @param options How to respond.
 * @returns The registry.
 */
export async function serveJsr(
  folder: string,
  { latencyMs = 0, others }: JsrOptions = {},
): Promise<LoopbackJsr> {
  const config = JSON.parse(await Deno.readTextFile(`${folder}/deno.json`));
  const files = await publishedFiles(folder, config.imports);
  const base = `/${config.name}/`;
  const responses = new Map([
    [`${base}meta.json`, metaOf(config)],
    [`${base}${config.version}_meta.json`, await indexOf(config, files)],
    ...[...files].map(([path, text]) =>
      [`${base}${config.version}${path}`, text] as const
    ),
  ]);
  let requests: { path: string; bytes: number }[] = [];
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const server = Deno.serve(options, async ({ url }) => {
    const { pathname: path } = new URL(url);
    await delay(latencyMs);
    const body = responses.get(path) ?? await bodyFrom(others, path);
    if (body === null) return new Response(null, { status: 404 });
    requests.push({ path, bytes: new TextEncoder().encode(body).length });
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain";
    return new Response(body, { headers: { "content-type": type } });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

interface Config {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
}

function metaOf({ name, version }: Config): string {
  const [scope, short] = name.slice(1).split("/");
  const versions = { [version]: {} };
  return JSON.stringify({ scope, name: short, latest: version, versions });
}

/** What JSR says of a version: its files with their checksums, its exports, and what each module imports. */
async function indexOf(
  { exports }: Config,
  files: ReadonlyMap<string, string>,
): Promise<string> {
  const manifest: Record<string, { size: number; checksum: string }> = {};
  const moduleGraph2: Record<string, unknown> = {};
  for (const [path, text] of files) {
    const bytes = new TextEncoder().encode(text);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    manifest[path] = {
      size: bytes.length,
      checksum: `sha256-${digest.toHex()}`,
    };
    if (!/\.[jt]s$/u.test(path)) continue;
    moduleGraph2[path] = { dependencies: [...dependenciesOf(text)] };
  }
  return JSON.stringify({ manifest, exports, moduleGraph2 });
}

function* dependenciesOf(text: string): Iterable<unknown> {
  for (const { index, groups = {} } of text.matchAll(IMPORT_REGEXP)) {
    const lines = text.slice(0, index).split("\n");
    const place = [lines.length - 1, lines.at(-1)?.length ?? 0];
    const range = [place, place];
    yield groups["fixed"] === undefined
      ? { type: "dynamic", argument: groups["late"], argumentRange: range }
      : {
        type: "static",
        kind: "import",
        specifier: groups["fixed"],
        specifierRange: range,
      };
  }
}

/** The files by path. As `deno publish` does, it replaces the names of packages by what they stand for. */
async function publishedFiles(
  folder: string,
  imports: Config["imports"],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const path of await pathsIn(folder)) {
    const text = await Deno.readTextFile(`${folder}${path}`);
    files.set(
      path,
      text.replaceAll(
        /\bfrom "(@std\/[a-z]+)/gu,
        (whole, name) => `from "${imports[name] ?? whole}`,
      ),
    );
  }
  return files;
}

async function pathsIn(
  folder: string,
  below = "",
): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder + below)) {
    const path = `${below}/${name}`;
    if (isDirectory) paths.push(...await pathsIn(folder, path));
    else paths.push(path);
  }
  return paths;
}

async function bodyFrom(
  registry: string | undefined,
  path: string,
): Promise<string | null> {
  if (registry === undefined) return null;
  const response = await fetch(registry + path);
  if (response.ok) return await response.text();
  await response.body?.cancel();
  return null;
}
