// The embedded stand-in for a ZenML server, which the doctor examines with `--demo` and in tests.
//
// It listens on loopback alone and needs only `--allow-net=127.0.0.1`.
import { encodeApiKey } from "../resolver/credential_format.ts";
import { issueToken } from "./issued_token.ts";
import {
  controlPlaneResponse,
  otherResponse,
  signInResponse,
  zenmlResponse,
} from "./responses.ts";
import {
  closedOrigin,
  type DemoRequest,
  listen,
  type Listener,
  type ListenerOptions,
} from "./listener.ts";
import type { DemoState } from "./states.ts";
import {
  applyState,
  type KeyStatus,
  newProKey,
  newWorkspace,
  type ProEnrolment,
  type Workspace,
} from "./workspace.ts";

export type { DemoRequest } from "./listener.ts";

/** How the stand-in behaves, other than by its state. */
export interface DemoServerOptions {
  /** How long each response is held back, in milliseconds. */
  readonly latencyMs?: number;
  /** Whether `/ready` says yes. */
  readonly ready?: boolean;
}

/** A stand-in that runs. */
export interface DemoServer extends AsyncDisposable {
  /** The origin that the variables mean. */
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The requests to `url`, live. */
  readonly requests: readonly DemoRequest[];
  /** The requests to the control plane, live; `requests` itself where the control plane is at `url`. */
  readonly controlPlaneRequests: readonly DemoRequest[];
  /** A token of the service account, issued before its state was applied. */
  readonly token: string;
  /** A user who can log in where the server is not Pro. */
  readonly user: { readonly name: string; readonly password: string };
  /** Stops everything that listens; a second time does nothing. */
  close(): Promise<void>;
}

/** The states of a Pro workspace, with what its control plane reports to it. */
const KEY_STATUSES: Readonly<Partial<Record<DemoState, KeyStatus>>> = {
  "pro": "known",
  "pro-refused": "refused",
  "pro-not-enrolled": "not-enrolled",
  "control-plane-down": "unreachable",
  "management-api": "known",
};

/** What the variables have behind the server's URL. */
const PATHS: Readonly<Partial<Record<DemoState, string>>> = {
  "trailing-slash": "/",
  "dashboard-page": "/projects/default",
};

/** Starts a stand-in for a ZenML server. */
export function startDemoServer(
  state: DemoState,
  options: DemoServerOptions = {},
): Promise<DemoServer> {
  // A permission that is missing rejects the promise.
  return Promise.try(() => start(state, options));
}

function start(
  state: DemoState,
  { latencyMs = 0, ready = true }: DemoServerOptions,
): DemoServer {
  const keyStatus = KEY_STATUSES[state];
  const controlPlane = keyStatus && state !== "control-plane-down"
    ? listen(controlPlaneResponse, { latencyMs })
    : null;
  const apiUrl = controlPlane?.url ?? closedOrigin();
  const workspace = newWorkspace(keyStatus ? newPro(keyStatus, apiUrl) : null);
  const key = keyFor(state, workspace);
  const { bot, user, password } = workspace;
  const token = issueToken(workspace, { account: bot, key: workspace.key });
  applyState(workspace, state);

  const target = targetOf(
    state,
    controlPlane,
    { latencyMs },
    (request) => zenmlResponse(workspace, request, ready),
  );
  const url = target?.url ?? closedOrigin();
  const urlInVariables = url + (PATHS[state] ?? "");
  const close = async () => {
    await Promise.all([target?.close(), controlPlane?.close()]);
  };
  return {
    url,
    environment: {
      ZENML_STORE_URL: urlInVariables,
      ZENML_STORE_API_KEY: key,
      ZENML_SERVER_URL: urlInVariables,
      ZENML_API_KEY: key,
      ...(keyStatus ? { ZENML_PRO_API_URL: apiUrl } : {}),
      ...activeProject(state),
    },
    requests: target?.requests ?? [],
    controlPlaneRequests: controlPlane?.requests ?? [],
    token,
    user: { name: user.name, password },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A part in ZenML Pro, with a control plane of that URL. */
function newPro(
  keyStatus: KeyStatus,
  apiUrl: string,
): ProEnrolment {
  return {
    organizationId: crypto.randomUUID(),
    key: newProKey(),
    keyStatus,
    apiUrl,
    // People would look at it; nothing here ever does.
    dashboardUrl: closedOrigin(),
  };
}

/** The project that the variables choose: by default none, as there is only one. */
function activeProject(state: DemoState): Record<string, string> {
  switch (state) {
    case "project-name":
      return { ZENML_ACTIVE_PROJECT_ID: "default" };
    case "unknown-project":
      return { ZENML_ACTIVE_PROJECT_ID: crypto.randomUUID() };
    default:
      return {};
  }
}

/** Starts what the URL leads to; null means that nothing listens there. */
function targetOf(
  state: DemoState,
  controlPlane: Listener | null,
  options: ListenerOptions,
  zenml: (request: DemoRequest) => Response,
): Listener | null {
  switch (state) {
    case "down":
      return null;
    case "management-api":
      return controlPlane;
    case "not-zenml":
      return listen(otherResponse, options);
    case "sign-in":
      return listen(signInResponse, options);
    case "dropped-header":
      return listen(
        (request) => zenml({ ...request, authorization: null }),
        options,
      );
    case "slow":
      return listen(zenml, { latencyMs: Infinity });
    default:
      return listen(zenml, options);
  }
}

/** The key that the variables hold: the one that worked before the state was applied. */
function keyFor(state: DemoState, { key, pro }: Workspace): string {
  return key && state !== "wrong-kind"
    ? encodeApiKey(key)
    : pro?.key ?? newProKey();
}
