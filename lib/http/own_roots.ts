// The roots that Deno trusts besides Mozilla's, which no other program does.
import type { X509Certificate } from "node:crypto";
import { DENO_ROOT_FILE_NAMES } from "./deno_root_files.ts";
import { isGranted } from "./permission.ts";
import { mayRead, readRoots, readSystemRoots } from "./root_files.ts";

/** Names the stores whose roots Deno trusts. */
const STORE_VARIABLE = "DENO_TLS_CA_STORE";

/** What adds roots to Deno's. */
export interface OwnRoots {
  /** The variables that do. */
  readonly variables: readonly string[];
  /** The certificates that they name; those of the system are not among them. */
  readonly added: readonly X509Certificate[];
  /** Whether Deno trusts the system's roots. */
  readonly asksSystem: boolean;
  /** The system's roots, or null where they are not known. */
  readonly system: readonly X509Certificate[] | null;
  /** Mozilla's roots, or null where they are not known. */
  readonly mozilla: readonly X509Certificate[] | null;
  /** The files that may not be read. */
  readonly denied: readonly string[];
}

/** Reads what adds roots to Deno's; null where nothing does, or the variables may not be read. */
export async function readOwnRoots(): Promise<OwnRoots | null> {
  const named = DENO_ROOT_FILE_NAMES.filter((name) => variable(name));
  const asksSystem = asksSystemRoots();
  if (named.length === 0 && !asksSystem) return null;
  // What reads the system's roots for Deno obeys the variables of OpenSSL.
  const files = [...named, ...(asksSystem ? ["SSL_CERT_FILE"] : [])]
    .flatMap((name) => variable(name) || []);
  const folders = asksSystem
    ? (variable("SSL_CERT_DIR") ?? "").split(":").filter((path) => path !== "")
    : [];
  const paths = [...files, ...folders];
  const denied = paths.filter((path) => !mayRead(path));
  const may = (path: string) => mayRead(path);
  const added = await readRoots(files.filter(may), folders.filter(may));
  return {
    variables: [...named, ...(asksSystem ? [STORE_VARIABLE] : [])],
    added: typeof added === "string" ? [] : added,
    asksSystem,
    system: await readSystemRoots(),
    mozilla: await readMozillaRoots(),
    denied,
  };
}

/** Returns whether Deno trusts the system's roots; false also where that may not be known. */
export function asksSystemRoots(): boolean {
  return variable(STORE_VARIABLE)?.includes("system") ?? false;
}

function variable(name: string): string | undefined {
  return isGranted({ name: "env", variable: name })
    ? Deno.env.get(name)
    : undefined;
}

/** Deno hands out its own roots only to who may know everything of the system. */
async function readMozillaRoots(): Promise<readonly X509Certificate[] | null> {
  if (!isGranted({ name: "sys" })) return null;
  try {
    const [{ rootCertificates }, { X509Certificate }] = await Promise.all([
      import("node:tls"),
      import("node:crypto"),
    ]);
    return rootCertificates.map((pem) => new X509Certificate(pem));
  } catch {
    return null;
  }
}
