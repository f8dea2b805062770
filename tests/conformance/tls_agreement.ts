/**
 * The real server behind TLS, for the real client, for Go's rules, and for the doctor.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { CONFORMANCE_FOLDER } from "../../bench/real_server/environment.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { type Consumer, resolve } from "../../mod.ts";
import type { Certificate } from "../helpers/certificates.ts";
import { store, terraform, type Variables } from "./cases/case.ts";
import { CA, CERTIFICATES, type Files, OTHER } from "./tls_rows.ts";

const GO_CLIENT = fileURLToPath(new URL("go_client.go", import.meta.url));

/** A folder with what variables may name. */
export interface CaFolder extends AsyncDisposable {
  /** Its path. */
  readonly folder: string;
  /** Its files. */
  readonly files: Files;
}

/**
 * Writes the files that variables name.
 *
 * @returns Where they are.
 */
export async function writeCaFiles(): Promise<CaFolder> {
  const folder = await Deno.makeTempDir({
    dir: CONFORMANCE_FOLDER,
    prefix: "ca-",
  });
  const files: Files = {
    ca: `${folder}/ca.pem`,
    other: `${folder}/other.pem`,
    selfSigned: `${folder}/self-signed.pem`,
    folder: `${folder}/folder`,
    empty: `${folder}/empty.pem`,
    nowhere: `${folder}/nowhere.pem`,
  };
  await Deno.mkdir(files.folder);
  await Deno.writeTextFile(files.ca, CA.pem);
  await Deno.writeTextFile(`${files.folder}/any-name.pem`, CA.pem);
  await Deno.writeTextFile(files.other, OTHER.pem);
  await Deno.writeTextFile(files.selfSigned, CERTIFICATES.selfSigned.pem);
  await Deno.writeTextFile(files.empty, "# nothing\n");
  return {
    folder,
    files,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** A TLS server that passes requests on. */
export interface Front extends AsyncDisposable {
  /** Its URL. */
  readonly url: string;
}

/** What each connection has for itself; `fetch` undoes an encoding. */
const OF_THE_CONNECTION = [
  "accept-encoding",
  "connection",
  "content-encoding",
  "content-length",
  "host",
  "transfer-encoding",
] as const;

/**
 * Puts TLS before a server.
 *
 * @param target The server's URL.
 * @param certificate What is presented.
 * @returns Where it listens.
 */
export function putTlsBefore(target: string, certificate: Certificate): Front {
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    cert: certificate.pem,
    key: certificate.keyPem,
    onListen() {},
    // Most connections end in the handshake.
    onError: () => new Response(null, { status: 502 }),
  }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const headers = without(request.headers, OF_THE_CONNECTION);
    const body = await request.text();
    const response = await fetch(`${target}${pathname}${search}`, {
      method: request.method,
      headers,
      body: body === "" ? null : body,
    });
    return new Response(await response.text(), {
      status: response.status,
      headers: without(response.headers, OF_THE_CONNECTION),
    });
  });
  return {
    url: `https://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function without(headers: Headers, names: readonly string[]): Headers {
  const left = new Headers(headers);
  for (const name of names) left.delete(name);
  return left;
}

/** A request by Go's rules. */
export interface GoRow {
  /** What is requested. */
  readonly url: string;
  /** The variables of roots. */
  readonly variables: Variables;
}

/**
 * Sends requests by Go's rules.
 *
 * @param rows The requests.
 * @returns What each failed with, or null; null for all without Go.
 */
export async function goSays(
  rows: readonly GoRow[],
): Promise<readonly (string | null)[] | null> {
  const { state } = Deno.permissions.querySync({ name: "run", command: "go" });
  if (state !== "granted") return null;
  const child = new Deno.Command("go", {
    args: ["run", GO_CLIENT],
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: Deno.env.get("HOME") ?? "",
    },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  await new Blob([JSON.stringify(rows)]).stream().pipeTo(child.stdin);
  const { stdout } = await child.output();
  const said: readonly string[] = JSON.parse(new TextDecoder().decode(stdout));
  return said.map((each) => each || null);
}

/**
 * Asks the doctor what is wrong for one program before any login.
 *
 * @param url The server.
 * @param key The API key.
 * @param roots The variables of roots.
 * @param consumer The program.
 * @returns The codes of the errors.
 */
export async function errorsOf(
  url: string,
  key: string,
  roots: Variables,
  consumer: Consumer,
): Promise<string[]> {
  const resolution = resolve({
    environment: {
      ...store(url, key),
      ...terraform(url, key),
      ...roots,
    },
  });
  const { connections } = await diagnose(resolution, { only: ["tls"] });
  const found = [
    ...resolution.findings.filter(({ consumers }) =>
      consumers.length === 0 || consumers.includes(consumer)
    ),
    ...connections
      .filter(({ connection }) => connection.consumers.includes(consumer))
      .flatMap(({ checks }) => checks)
      .flatMap(({ findings }) => findings),
  ];
  return found.filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
}
