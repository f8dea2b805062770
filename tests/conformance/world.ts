/**
 * What the cases are about: an open source server, a Pro workspace with its
 * control plane, and keys and tokens in every state.
 *
 * @module
 */
import { Administrator, login } from "../../bench/real_server/accounts.ts";
import { ControlPlane } from "../../bench/real_server/control_plane.ts";
import {
  CONFORMANCE_FOLDER,
  type Environment,
} from "../../bench/real_server/environment.ts";
import { type Credentials, prepareCredentials } from "./credentials.ts";
import { PRO_KEY, secretParts } from "./keys.ts";
import {
  ADMIN,
  copyState,
  FRESH_VARIABLES,
  OPEN_VARIABLES,
  OSS_VARIABLES,
  proVariables,
  type Server,
} from "../../bench/real_server/servers.ts";
import { startServer } from "./server_process.ts";
import { hasPro, hasProjects } from "../../bench/real_server/versions.ts";

/** The Pro workspace, with a token of its own and two projects. */
interface Workspace {
  readonly server: Server;
  readonly token: string;
  readonly projects: Projects;
}

/** The ids of the projects of the Pro workspace. */
export interface Projects {
  /** The one called default, which every account may read. */
  readonly first: string;
  /** The one called alpha. */
  readonly second: string;
}

/** The ids of what the open source server has. */
export interface OssIds {
  /** The project called default; empty where there are no projects yet. */
  readonly project: string;
  /** The stack called default. */
  readonly stack: string;
}

/** The running world. */
export class World implements AsyncDisposable {
  /** The open source server. */
  readonly oss: Server;
  /** What it has. */
  readonly ids: OssIds;
  /** A server that needs no login. */
  readonly open: Server;
  /** A server that nobody has activated. */
  readonly fresh: Server;
  /** Whom the Pro workspace asks. */
  readonly controlPlane: ControlPlane;
  /** A loopback URL where nothing listens. */
  readonly closed: string;
  /** The credentials. */
  readonly credentials: Credentials;
  /** What must be nowhere in a report. */
  readonly secrets: readonly string[];
  readonly #workspace: Workspace | null;
  readonly #folder: string;

  private constructor(
    parts: Pick<
      World,
      "oss" | "ids" | "open" | "fresh" | "controlPlane" | "credentials"
    >,
    workspace: Workspace | null,
    folder: string,
  ) {
    this.oss = parts.oss;
    this.ids = parts.ids;
    this.open = parts.open;
    this.fresh = parts.fresh;
    this.#workspace = workspace;
    this.controlPlane = parts.controlPlane;
    this.credentials = parts.credentials;
    this.closed = closedUrl();
    const credentials = Object.values(parts.credentials);
    if (workspace) credentials.push(workspace.token);
    this.secrets = credentials.flatMap(secretParts);
    this.#folder = folder;
  }

  /** The Pro workspace, in a world that has one. */
  get pro(): Server {
    return present(this.#workspace).server;
  }

  /** The projects of the Pro workspace. */
  get projects(): Projects {
    return present(this.#workspace).projects;
  }

  /** A token of the Pro workspace. */
  get tokenOfPro(): string {
    return present(this.#workspace).token;
  }

  /**
   * Starts the servers and brings the credentials into their states. Older
   * versions have no Pro workspace.
   *
   * @param environment Where ZenML is installed.
   * @returns The world.
   */
  static async start(environment: Environment): Promise<World> {
    await Deno.mkdir(CONFORMANCE_FOLDER, { recursive: true });
    const folder = await Deno.makeTempDir({
      dir: CONFORMANCE_FOLDER,
      prefix: "run-",
    });
    await using undo = new AsyncDisposableStack();
    undo.defer(() => Deno.remove(folder, { recursive: true }));
    const controlPlane = ControlPlane.start();
    undo.defer(() => controlPlane.stop());

    const starting = <T>(
      server: Promise<T>,
      stop: (it: T) => Promise<void>,
    ) => {
      undo.defer(() => server.then(stop, () => {}));
      // Another one may fail before this one is waited for.
      server.catch(() => {});
      return server;
    };
    const stop = (server: Server) => server.stop();
    const { version } = environment;
    const ossFolder = `${folder}/oss`;
    const oss = await starting(
      startServer(environment, ossFolder, OSS_VARIABLES),
      stop,
    );
    const admin = await Administrator.login(oss.url, ADMIN);
    const valid = await admin.createKey();

    // Only now: all of them at once take a small machine too long.
    const fresh = starting(
      startServer(environment, `${folder}/fresh`, FRESH_VARIABLES),
      stop,
    );
    const open = starting(
      startServer(environment, `${folder}/open`, OPEN_VARIABLES),
      stop,
    );
    let workspace: Promise<Workspace> | null = null;
    if (hasPro(version)) {
      // An open source server that became a workspace keeps its service accounts:
      // the way to a workspace-level key, which a Pro server no longer creates.
      await copyState(ossFolder, `${folder}/pro`);
      workspace = starting(
        startWorkspace(environment, `${folder}/pro`, controlPlane),
        ({ server }) => server.stop(),
      );
    }
    const parts = {
      oss,
      controlPlane,
      ids: {
        project: hasProjects(version)
          ? await admin.idOf("projects", "default")
          : "",
        stack: await admin.idOf("stacks", "default"),
      },
      credentials: await prepareCredentials(admin, valid.value),
      open: await open,
      fresh: await fresh,
    };
    const world = new World(parts, await workspace, folder);
    undo.move();
    return world;
  }

  /**
   * Takes the requests that the servers have answered since the last call.
   *
   * @returns Method and path with query of each.
   */
  async takeRequests(): Promise<string[]> {
    const requests = this.#servers.map((it) => it.takeRequests());
    return (await Promise.all(requests)).flat();
  }

  /** Stops what was started, and removes what was written. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#servers.map((it) => it.stop()));
    await this.controlPlane.stop();
    await Deno.remove(this.#folder, { recursive: true });
  }

  get #servers(): readonly Server[] {
    const workspace = this.#workspace;
    const servers = [this.oss, this.open, this.fresh];
    return workspace ? [...servers, workspace.server] : servers;
  }
}

function present(workspace: Workspace | null): Workspace {
  if (workspace) return workspace;
  throw new TypeError("This version of ZenML has no Pro workspace");
}

async function startWorkspace(
  environment: Environment,
  folder: string,
  controlPlane: ControlPlane,
): Promise<Workspace> {
  const variables = proVariables(controlPlane);
  const server = await startServer(environment, folder, variables);
  try {
    const token = await login(server.url, { password: PRO_KEY });
    const owner = new Administrator(server.url, token);
    const [second, first] = [
      await owner.createProject("alpha"),
      await owner.idOf("projects", "default"),
    ];
    controlPlane.firstProject = first;
    return { server, token, projects: { first, second } };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function closedUrl(): string {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${listener.addr.port}`;
}
