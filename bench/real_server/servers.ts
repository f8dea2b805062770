/**
 * The real ZenML server as a process of its own on a free loopback port: as
 * open source, and as a Pro workspace.
 *
 * @module
 */
import {
  type ControlPlane,
  ORGANIZATION_ID,
  WORKSPACE_ID,
} from "./control_plane.ts";
import type { Environment } from "./environment.ts";

/** The administrator that the server is activated with. */
export const ADMIN = { name: "admin", password: "Adm1n-of-the-conformance" };

const READY_REGEXP = /Uvicorn running on (http:\/\/127\.0\.0\.1:\d+)/;
const START_LIMIT = 300_000;
const STOP_LIMIT = 3_000;

/** A running server. */
export class Server {
  /** Its base URL. */
  readonly url: string;
  /** Its folder: configuration and database. */
  readonly folder: string;
  readonly #child: Deno.ChildProcess;
  readonly #log: Log;
  #marks = 0;
  #taken = 0;

  private constructor(
    url: string,
    folder: string,
    child: Deno.ChildProcess,
    log: Log,
  ) {
    this.url = url;
    this.folder = folder;
    this.#child = child;
    this.#log = log;
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param environment Where ZenML is installed.
   * @param folder An existing folder for what it writes.
   * @param variables Its settings.
   * @param uvicorn What Python runs as uvicorn.
   * @returns The running server.
   */
  static async start(
    environment: Environment,
    folder: string,
    variables: Record<string, string>,
    uvicorn: readonly string[] = ["-m", "uvicorn"],
  ): Promise<Server> {
    // With ZENML_SERVER set, ZenML needs its configuration folder to be there.
    await Deno.mkdir(`${folder}/config`, { recursive: true });
    const child = new Deno.Command(environment.python, {
      args: [
        ...uvicorn,
        "zenml.zen_server.zen_server_api:app",
        "--host=127.0.0.1",
        "--port=0",
      ],
      cwd: folder,
      clearEnv: true,
      env: {
        PATH: Deno.env.get("PATH") ?? "",
        HOME: folder,
        PYTHONUNBUFFERED: "1",
        ZENML_CONFIG_PATH: `${folder}/config`,
        ZENML_ANALYTICS_OPT_IN: "false",
        ZENML_LOGGING_COLORS_DISABLED: "true",
        ZENML_SERVER: "true",
        ...variables,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const log = new Log([child.stdout, child.stderr]);
    const url = await log.waitFor(READY_REGEXP, START_LIMIT);
    if (url === null) {
      await stop(child);
      throw new Error(`Cannot start the server:\n${log.text.slice(-4000)}`);
    }
    return new Server(url, folder, child, log);
  }

  /**
   * Takes the requests that it has answered since the last call.
   *
   * @returns Method and path with query of each.
   */
  async takeRequests(): Promise<string[]> {
    // The log comes through a pipe: all of it is here when this line is.
    const mark = `/health?mark=${++this.#marks}`;
    await (await fetch(`${this.url}${mark}`)).body?.cancel();
    const line = new RegExp(`"(GET ${mark.replace("?", "\\?")}) HTTP`);
    if (await this.#log.waitFor(line, STOP_LIMIT) === null) {
      throw new Error("Cannot read the access log");
    }
    const text = this.#log.text.slice(this.#taken);
    this.#taken += text.length;
    return [...text.matchAll(/"([A-Z]+ \/\S*) HTTP\/1/g)]
      .map((match) => match[1] ?? "")
      .filter((request) => !request.includes("?mark="));
  }

  /** Ends the process and waits for its end. */
  async stop(): Promise<void> {
    await stop(this.#child);
    await this.#log.end;
  }
}

/** The settings of an open source server, activated with {@linkcode ADMIN}. */
export const OSS_VARIABLES: Readonly<Record<string, string>> = {
  ZENML_SERVER_DEPLOYMENT_TYPE: "other",
  ZENML_SERVER_AUTH_SCHEME: "OAUTH2_PASSWORD_BEARER",
  ZENML_SERVER_AUTO_ACTIVATE: "true",
  ZENML_DEFAULT_USER_NAME: ADMIN.name,
  ZENML_DEFAULT_USER_PASSWORD: ADMIN.password,
};

/** The settings of an open source server that needs no login. */
export const OPEN_VARIABLES: Readonly<Record<string, string>> = {
  ZENML_SERVER_DEPLOYMENT_TYPE: "other",
  ZENML_SERVER_AUTH_SCHEME: "NO_AUTH",
  // It acts as the user called default, whatever the administrator is called.
  ZENML_SERVER_AUTO_ACTIVATE: "true",
};

/** The settings of an open source server that nobody has activated. */
export const FRESH_VARIABLES: Readonly<Record<string, string>> = {
  ZENML_SERVER_DEPLOYMENT_TYPE: "other",
  ZENML_SERVER_AUTH_SCHEME: "OAUTH2_PASSWORD_BEARER",
};

/**
 * The settings of a Pro workspace; the server derives the rest from them.
 *
 * @param controlPlane The control plane that it asks.
 * @returns The variables.
 */
export function proVariables(
  controlPlane: Pick<ControlPlane, "url" | "dashboardUrl">,
): Record<string, string> {
  return {
    ZENML_SERVER_DEPLOYMENT_TYPE: "cloud",
    ZENML_SERVER_PRO_API_URL: controlPlane.url,
    ZENML_SERVER_PRO_DASHBOARD_URL: controlPlane.dashboardUrl,
    ZENML_SERVER_PRO_OAUTH2_CLIENT_SECRET: "client-secret",
    ZENML_SERVER_PRO_OAUTH2_AUDIENCE: controlPlane.url,
    ZENML_SERVER_PRO_ORGANIZATION_ID: ORGANIZATION_ID,
    ZENML_SERVER_PRO_ORGANIZATION_NAME: "acme",
    ZENML_SERVER_PRO_WORKSPACE_ID: WORKSPACE_ID,
    ZENML_SERVER_PRO_WORKSPACE_NAME: "prod",
  };
}

/**
 * Copies the configuration and database of one server for another one.
 *
 * @param from The folder of a server that writes nothing at the moment.
 * @param to The folder of one that is to be started.
 */
export async function copyState(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    const [source, target] = [`${from}/${entry.name}`, `${to}/${entry.name}`];
    if (entry.isDirectory) await copyState(source, target);
    else if (entry.isFile) await Deno.copyFile(source, target);
  }
}

async function stop(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGTERM");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // it has ended already
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT);
  await child.status;
  clearTimeout(timer);
}

/** The text of some streams, and who waits for a line in it. */
class Log {
  text = "";
  readonly end: Promise<unknown>;
  #changed: () => void = () => {};

  constructor(streams: readonly ReadableStream<Uint8Array<ArrayBuffer>>[]) {
    this.end = Promise.all(streams.map((stream) => this.#read(stream)));
  }

  async #read(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      this.text += text;
      this.#changed();
    }
  }

  /** The pattern's first group; null at the end of the streams or the limit. */
  async waitFor(pattern: RegExp, limit: number): Promise<string | null> {
    const found = Promise.withResolvers<void>();
    this.#changed = () => {
      if (pattern.test(this.text)) found.resolve();
    };
    this.#changed();
    const timer = setTimeout(found.resolve, limit);
    await Promise.race([found.promise, this.end]);
    clearTimeout(timer);
    return pattern.exec(this.text)?.[1] ?? null;
  }
}
