// Versions of client and server that do not work together.
//
// Facts: a pipeline of one step, run with each pair of client and server from PyPI (measured on 25 November 2026).
// A pair is added by running one, and by naming here the minor versions and what the client said.

/** A measured pair, by minor versions: the client connects, and the pipeline fails with this. */
interface BrokenPair {
  readonly client: readonly number[];
  readonly server: readonly number[];
  readonly says: string;
}

const BROKEN_PAIRS: readonly BrokenPair[] = [
  { client: [98], server: [92, 93], says: "MethodNotAllowedError" },
  {
    client: [98],
    server: [70, 80, 90, 91],
    says: "ValidationError … display_name Field required",
  },
  { client: [90], server: [98], says: "ImportError: … zenml.deployers.local" },
  { client: [80], server: [98], says: "ValidationError … body.type" },
  { client: [70], server: [98], says: "ValidationError … metadata.workspace" },
];

/** How two versions go together. */
export type VersionMatch =
  | { readonly kind: "same" }
  | { readonly kind: "patch" }
  | { readonly kind: "minor" }
  | { readonly kind: "broken"; readonly says: string };

/**
 * Compares the versions of a client and a server; null where one of them cannot be read.
 *
 * @example Usage
 * ```ts
 * import { matchVersions } from "./versions.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(matchVersions("0.98.0", "0.98.0"), { kind: "same" });
 * assertEquals(matchVersions("0.98.0", "0.95.1"), { kind: "minor" });
 * assertEquals(matchVersions("0.70.0", "0.98.0")?.kind, "broken");
 * assertEquals(matchVersions("latest", "0.98.0"), null);
 * ```
 */
export function matchVersions(
  client: string,
  server: string,
): VersionMatch | null {
  const [own, other] = [versionNumbers(client), versionNumbers(server)];
  if (own === null || other === null) return null;
  const [major, minor] = own;
  const isMinorSame = major === other[0] && minor === other[1];
  if (isMinorSame) {
    const isSame = client.trim() === server.trim() || own[2] === other[2];
    return { kind: isSame ? "same" : "patch" };
  }
  const pair = major === 0 && other[0] === 0
    ? BROKEN_PAIRS.find((each) =>
      each.client.includes(minor) && each.server.includes(other[1])
    )
    : undefined;
  return pair ? { kind: "broken", says: pair.says } : { kind: "minor" };
}

/** Reads the numbers of a version: major, minor, patch. */
export function versionNumbers(
  version: string,
): readonly [major: number, minor: number, patch: number] | null {
  const match = /^\s*(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/u.exec(version);
  if (!match) return null;
  const [, major, minor, patch] = match;
  return [Number(major), Number(minor), Number(patch ?? 0)];
}
