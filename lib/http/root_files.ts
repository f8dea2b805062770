// The files and folders in which programs look for the roots that they trust.
import type { X509Certificate } from "node:crypto";
import { isGranted } from "./permission.ts";
import { readUpTo } from "./streams.ts";

/** The largest CA bundle that is read, in bytes: that of a whole system has a quarter of a million. */
const LARGEST_BUNDLE = 4_194_304;

/** The most files of a folder that are read: that of a whole system has some three hundred. */
const MOST_FILES = 1000;

const BLOCK_REGEXP =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----/gu;

/** Where Linux and the BSDs keep the system's roots, in the order in which Go looks. */
export const SYSTEM_BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
] as const;

/** Why there is no CA. */
export type CaProblem =
  /** Deno's permissions do not name the file. */
  | "denied"
  /** There is no such file. */
  | "missing"
  /** There is no certificate in it. */
  | "empty"
  /** A certificate in it cannot be read. */
  | "broken";

/** A CA as it was read. */
export type CaReading = readonly X509Certificate[] | CaProblem;

/** Returns whether a file or a folder may be read. */
export function mayRead(path: string): boolean {
  return path.includes("\0") || isGranted({ name: "read", path });
}

/** Reads a bundle as OpenSSL does: one certificate that cannot be read makes it refuse them all. */
export async function readBundleFile(path: string): Promise<CaReading> {
  // Like the client, treat anything but a regular file as missing.
  if (!(await Deno.stat(path)).isFile) return "missing";
  const text = await textOf(path);
  return text === null ? "broken" : await certificatesIn(text);
}

/** Reads a bundle, or a folder in which OpenSSL finds certificates by names such as `8d33f237.0`. */
export async function readBundle(path: string): Promise<CaReading> {
  if (!(await Deno.stat(path)).isDirectory) return await readBundleFile(path);
  const names = await namesIn(path);
  const texts = await textsOf(
    names.filter((name) => /^[\da-f]{8}\.\d+$/u.test(name))
      .map((name) => `${path}/${name}`),
  );
  return await readableIn(texts);
}

/** Reads files and folders as Go does, which passes over whatever it cannot read. */
export async function readRoots(
  files: readonly string[],
  folders: readonly string[],
): Promise<CaReading> {
  if (![...files, ...folders].every(mayRead)) return "denied";
  const paths = await Promise.all(
    folders.map(async (folder) =>
      (await namesIn(folder).catch(() => [])).map((name) => `${folder}/${name}`)
    ),
  );
  const texts = await textsOf([...files, ...paths.flat()]);
  return texts.length === 0 ? "missing" : await readableIn(texts);
}

/** Reads the system's roots; null where they may not be read, or are kept elsewhere. */
export async function readSystemRoots(): Promise<
  readonly X509Certificate[] | null
> {
  for (const path of SYSTEM_BUNDLES) {
    if (!mayRead(path)) continue;
    const [text] = await textsOf([path]);
    if (text === undefined) continue;
    const roots = await readableIn([text]);
    if (typeof roots !== "string") return roots;
  }
  return null;
}

/** Finds where the system's roots may be, if nothing of that may be read; null where something may. */
export function unseenSystemRoots(): string | null {
  return Deno.build.os !== "windows" && !SYSTEM_BUNDLES.some(mayRead)
    ? SYSTEM_BUNDLES[0]
    : null;
}

/** Reads the certificates of a PEM text, or says why not. */
export async function certificatesIn(text: string): Promise<CaReading> {
  const blocks = text.match(BLOCK_REGEXP) ?? [];
  if (blocks.length === 0) {
    return text.includes("-----BEGIN CERTIFICATE-----") ? "broken" : "empty";
  }
  const { X509Certificate } = await import("node:crypto");
  try {
    // One block that cannot be read makes OpenSSL refuse them all.
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return "broken";
  }
}

/** Reads the certificates that can be read. */
async function readableIn(texts: readonly string[]): Promise<CaReading> {
  const { X509Certificate } = await import("node:crypto");
  const blocks = new Set(
    texts.flatMap((text) => text.match(BLOCK_REGEXP) ?? []),
  );
  const certificates = [...blocks].flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
  return certificates.length === 0 ? "empty" : certificates;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    names.push(name);
    if (names.length === MOST_FILES) break;
  }
  return names;
}

/** Reads the files that can be read, up to the size of the largest bundle together. */
async function textsOf(paths: readonly string[]): Promise<readonly string[]> {
  const texts: string[] = [];
  let left = LARGEST_BUNDLE;
  for (const path of paths) {
    const text = await textOf(path, left).catch(() => null);
    if (text === null) continue;
    left -= text.length;
    texts.push(text);
  }
  return texts;
}

async function textOf(
  path: string,
  limit = LARGEST_BUNDLE,
): Promise<string | null> {
  // A pipe may never end.
  if (!(await Deno.stat(path)).isFile) return null;
  using file = await Deno.open(path);
  const bytes = await readUpTo(file, limit);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
