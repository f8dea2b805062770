/**
 * A registry that replaces JSR: it has the packages of deno.json, which consist of the stand-ins for them.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import standIns from "../../offline/import_map.json" with { type: "json" };

const FOLDER = new URL("../../offline/", import.meta.url);
/** The stand-ins, and what they share. */
const FILES = new Set([...Object.values(standIns.imports), "./equal.ts"]);

async function checksumOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What JSR says of a version of a package: what its subpaths are, and what its files hold. */
async function versionMeta(name: string) {
  const exports = Object.fromEntries(
    Object.entries(standIns.imports)
      .filter(([specifier]) => `${specifier}/`.startsWith(`${name}/`))
      .map(([specifier, file]) => [`.${specifier.slice(name.length)}`, file]),
  );
  const manifest = Object.fromEntries(
    await Promise.all([...FILES].map(async (file) => {
      const bytes = await Deno.readFile(new URL(file, FOLDER));
      const checksum = `sha256-${await checksumOf(bytes)}`;
      return [file.slice(1), { size: bytes.length, checksum }];
    })),
  );
  return { exports, manifest };
}

/**
 * Serves the registry on loopback.
 *
 * @param missing A package that it lacks.
 * @returns The server.
 */
export function serveRegistry(
  missing?: string,
): Deno.HttpServer<Deno.NetAddr> {
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  return Deno.serve(options, async (request) => {
    const { pathname } = new URL(request.url);
    const [name, target] = Object.entries(config.imports)
      .find(([name]) => pathname.startsWith(`/${name}/`)) ?? [];
    if (name === undefined || name === missing) {
      return new Response(null, { status: 404 });
    }
    const version = target?.split("^").at(-1) ?? "";
    const rest = pathname.slice(name.length + 2);
    switch (rest) {
      case "meta.json":
        return Response.json({ versions: { [version]: {} } });
      case `${version}_meta.json`:
        return Response.json(await versionMeta(name));
      default: {
        const url = new URL(`.${rest.slice(version.length)}`, FOLDER);
        return new Response(await Deno.readTextFile(url));
      }
    }
  });
}
