/**
 * A registry that stands in for JSR: it has the packages of deno.json, with modules that are empty.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };

const MODULE = "export {};\n";
const SUBPATHS = [
  ".",
  "./parse",
  "./parse-args",
  "./status",
  "./unicode-width",
];

/** What JSR says of a version: here an empty module under every subpath. */
async function versionMeta() {
  const bytes = new TextEncoder().encode(MODULE);
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const checksum = `sha256-${new Uint8Array(digest).toHex()}`;
  return {
    exports: Object.fromEntries(SUBPATHS.map((path) => [path, "./mod.ts"])),
    manifest: { "/mod.ts": { size: bytes.length, checksum } },
  };
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
    switch (pathname.slice(name.length + 2)) {
      case "meta.json":
        return Response.json({ versions: { [version]: {} } });
      case `${version}_meta.json`:
        return Response.json(await versionMeta());
      default:
        return new Response(MODULE);
    }
  });
}
