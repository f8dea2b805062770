/**
 * A loopback ZenML Pro control plane, as far as a workspace and the Python
 * client ask it. The real one is not public.
 *
 * @module
 */

/**
 * How the control plane behaves: it accepts every key, and lets an account read
 * the first project, all of them or none; lets it create nothing; fails (500)
 * where it is asked for rights; refuses every key with 401 or 403; does not know
 * the workspace (404); fails at all (500); or does not listen.
 */
export type ControlPlaneState =
  | "accept"
  | "all-projects"
  | "no-project"
  | "no-create"
  | "rights-error"
  | "refuse-401"
  | "refuse-403"
  | "unknown-workspace"
  | "error"
  | "down";

/** A request that the control plane received. */
export interface Seen {
  /** Method and path. */
  readonly request: string;
  /** Who asked: `User-Agent`. */
  readonly agent: string;
  /** The `Authorization` header and the body: where a credential would be. */
  readonly carried: string;
}

/** Ids that the workspace is configured with. */
export const ORGANIZATION_ID = "22222222-2222-4222-8222-222222222222";
/** The workspace's own id, which its server info reports. */
export const WORKSPACE_ID = "33333333-3333-4333-8333-333333333333";

/** Where self-hosted control planes serve their API, by ZenML's documentation. */
const BASE = "/api/v1";
const SESSION = {
  access_token: "control-plane-session",
  token_type: "bearer",
  expires_in: 3600,
};
const REFUSAL = { detail: "Not authorized" };
const STATUS = {
  "accept": 200,
  "all-projects": 200,
  "no-project": 200,
  "no-create": 200,
  "rights-error": 200,
  "refuse-401": 401,
  "refuse-403": 403,
  "unknown-workspace": 404,
  "error": 500,
} as const;
const BOT = {
  id: "11111111-1111-4111-8111-111111111111",
  username: "ci-bot",
  name: "CI bot",
  is_service_account: true,
};

/** The stand-in; its port stays the same when it is down in between. */
export class ControlPlane {
  /** Every request since the last change of state. */
  readonly seen: Seen[] = [];
  /** The id of the project that an account may read, or null for all of them. */
  firstProject: string | null = null;
  #state: ControlPlaneState = "accept";
  #server: Deno.HttpServer<Deno.NetAddr> | null = null;
  readonly #port: number;

  private constructor() {
    this.#server = this.#listen(0);
    this.#port = this.#server.addr.port;
  }

  /**
   * Starts one that accepts every key.
   *
   * @returns The control plane.
   */
  static start(): ControlPlane {
    return new ControlPlane();
  }

  /** The URL of its API, as a workspace reports it (`pro_api_url`). */
  get url(): string {
    return `${this.dashboardUrl}${BASE}`;
  }

  /** The URL of its dashboard. */
  get dashboardUrl(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /**
   * Changes how it behaves, and forgets what it has seen.
   *
   * @param state The new behaviour.
   */
  async become(state: ControlPlaneState): Promise<void> {
    this.seen.length = 0;
    this.#state = state;
    if (state === "down") await this.stop();
    else this.#server ??= this.#listen(this.#port);
  }

  /** Stops listening. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.shutdown();
  }

  #listen(port: number): Deno.HttpServer<Deno.NetAddr> {
    return Deno.serve(
      { hostname: "127.0.0.1", port, onListen() {} },
      (request) => this.#answer(request),
    );
  }

  async #answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    const body = await request.text();
    this.seen.push({
      request: `${request.method} ${path}`,
      agent: request.headers.get("user-agent") ?? "",
      carried: `${request.headers.get("authorization") ?? ""} ${body}`.trim(),
    });
    if (this.#state === "down") return json(503, { detail: "down" });
    if (this.#state === "error") return json(500, { detail: "Internal error" });
    switch (path) {
      case `${BASE}/users/authorize_server`: {
        const status = STATUS[this.#state];
        return json(status, status === 200 ? BOT : { detail: this.#state });
      }
      case `${BASE}/auth/login`: {
        // The workspace asks with its own secret, the client with a key.
        const accepted = body.includes("client_secret") ||
          (body.includes("ZENPROKEY_") && !this.#state.startsWith("refuse"));
        return accepted ? json(200, SESSION) : json(401, REFUSAL);
      }
      case `${BASE}/workspace_status`:
      case `${BASE}/usage-event`:
        return json(200, {});
      case `${BASE}/rbac/check_permissions`:
      case `${BASE}/rbac/allowed_resource_ids`:
        return this.#state === "rights-error"
          ? json(500, { detail: "Internal error" })
          : json(200, this.#rights(new URL(request.url).searchParams, body));
    }
    // What the organization is entitled to: everything.
    if (
      path.startsWith(`${BASE}/organizations/${ORGANIZATION_ID}/entitlement/`)
    ) {
      return json(200, {});
    }
    return path.startsWith(BASE)
      ? json(404, { detail: "Not Found" })
      : new Response("<!doctype html><title>ZenML Pro</title>", {
        headers: { "content-type": "text/html" },
      });
  }

  /** What an account may do: of the resources in a body, or of all of one kind. */
  #rights(query: URLSearchParams, body: string): Record<string, unknown> {
    const action = query.get("action");
    const only = this.#state === "all-projects" ? null : this.firstProject;
    const mayRead = (resource: string) =>
      only === null || !resource.startsWith("project/") ||
      (this.#state !== "no-project" && resource === `project/${only}`);
    if (body !== "") {
      return Object.fromEntries(
        stringsIn(body).map((resource) => [
          resource,
          mayRead(resource) &&
          !(this.#state === "no-create" && action === "create"),
        ]),
      );
    }
    const isLimited = query.get("resource") === "project" && only !== null;
    return {
      full_access: !isLimited,
      ids: isLimited && this.#state !== "no-project" ? [only] : [],
    };
  }
}

function json(status: number, value: unknown): Response {
  return Response.json(value, { status });
}

function stringsIn(body: string): string[] {
  const read: unknown = JSON.parse(body);
  return Array.isArray(read) ? read.map(String) : [];
}
