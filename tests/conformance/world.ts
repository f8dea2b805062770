/**
 * What the cases are about: an open source server, a Pro workspace with its
 * control plane, and keys and tokens in every state.
 *
 * @module
 */
import { Administrator, login } from "./accounts.ts";
import { ControlPlane } from "./control_plane.ts";
import { CONFORMANCE_FOLDER, type Environment } from "./environment.ts";
import {
  mistyped,
  PRO_KEY,
  secretParts,
  tampered,
  UNKNOWN_KEY,
} from "./keys.ts";
import {
  ADMIN,
  copyState,
  OSS_VARIABLES,
  proVariables,
  Server,
} from "./servers.ts";

/** The credentials by name. */
export interface Credentials {
  /** A key that works, and on the Pro workspace as well. */
  readonly valid: string;
  /** Another one of another account. */
  readonly other: string;
  /** Keys that do not work, or not for long. */
  readonly mistyped: string;
  readonly unknown: string;
  readonly inactive: string;
  readonly inactiveMistyped: string;
  readonly inactiveAccount: string;
  readonly deleted: string;
  readonly rotatedOld: string;
  readonly rotatedNew: string;
  readonly retainedOld: string;
  readonly retainedNew: string;
  readonly pro: string;
  /** Tokens. */
  readonly token: string;
  readonly tokenOfInactiveKey: string;
  readonly tokenOfInactiveAccount: string;
  readonly tokenOfDeletedKey: string;
  readonly tokenOfOldGeneration: string;
  readonly tokenOfRetainedGeneration: string;
  readonly tokenTampered: string;
  readonly tokenExpired: string;
  readonly tokenExpiring: string;
  readonly tokenOfPro: string;
  /** The administrator's password, and a wrong one. */
  readonly password: string;
  readonly wrongPassword: string;
}

/** The running world. */
export class World implements AsyncDisposable {
  /** The open source server. */
  readonly oss: Server;
  /** The Pro workspace. */
  readonly pro: Server;
  /** Whom the Pro workspace asks. */
  readonly controlPlane: ControlPlane;
  /** A loopback URL where nothing listens. */
  readonly closed: string;
  /** The credentials. */
  readonly credentials: Credentials;
  /** What must be nowhere in a report. */
  readonly secrets: readonly string[];
  readonly #folder: string;

  private constructor(
    parts: Pick<World, "oss" | "pro" | "controlPlane" | "credentials">,
    folder: string,
  ) {
    this.oss = parts.oss;
    this.pro = parts.pro;
    this.controlPlane = parts.controlPlane;
    this.credentials = parts.credentials;
    this.closed = closedUrl();
    this.secrets = Object.values(parts.credentials).flatMap(secretParts);
    this.#folder = folder;
  }

  /**
   * Starts the servers and brings the credentials into their states.
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

    const ossFolder = `${folder}/oss`;
    const oss = await Server.start(environment, ossFolder, OSS_VARIABLES);
    undo.defer(() => oss.stop());
    const admin = await Administrator.login(oss.url, ADMIN);
    const valid = await admin.createKey();

    // An open source server that became a workspace keeps its service accounts:
    // the way to a workspace-level key, which a Pro server no longer creates.
    await copyState(ossFolder, `${folder}/pro`);
    const [pro, ossCredentials] = await Promise.all([
      Server.start(environment, `${folder}/pro`, proVariables(controlPlane)),
      prepare(admin, valid.value),
    ]);
    undo.defer(() => pro.stop());
    const tokenOfPro = await login(pro.url, { password: PRO_KEY });
    const credentials = { ...ossCredentials, pro: PRO_KEY, tokenOfPro };
    undo.move();
    return new World({ oss, pro, controlPlane, credentials }, folder);
  }

  /** Stops what was started, and removes what was written. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.oss.stop(), this.pro.stop()]);
    await this.controlPlane.stop();
    await Deno.remove(this.#folder, { recursive: true });
  }
}

async function prepare(
  admin: Administrator,
  valid: string,
): Promise<Omit<Credentials, "pro" | "tokenOfPro">> {
  const token = await admin.token(valid);
  const other = await admin.createKey();

  const inactive = await admin.createKey();
  const tokenOfInactiveKey = await admin.token(inactive.value);
  await admin.deactivateKey(inactive);

  const inactiveAccount = await admin.createKey();
  const tokenOfInactiveAccount = await admin.token(inactiveAccount.value);
  await admin.deactivateAccount(inactiveAccount);

  const deleted = await admin.createKey();
  const tokenOfDeletedKey = await admin.token(deleted.value);
  await admin.deleteKey(deleted);

  const rotated = await admin.createKey();
  const tokenOfOldGeneration = await admin.token(rotated.value);
  const rotatedNew = await admin.rotate(rotated, 0);

  const retained = await admin.createKey();
  const tokenOfRetainedGeneration = await admin.token(retained.value);
  const retainedNew = await admin.rotate(retained, 60);

  return {
    valid,
    other: other.value,
    mistyped: mistyped(valid),
    unknown: UNKNOWN_KEY,
    inactive: inactive.value,
    inactiveMistyped: mistyped(inactive.value),
    inactiveAccount: inactiveAccount.value,
    deleted: deleted.value,
    rotatedOld: rotated.value,
    rotatedNew: rotatedNew.value,
    retainedOld: retained.value,
    retainedNew: retainedNew.value,
    token,
    tokenOfInactiveKey,
    tokenOfInactiveAccount,
    tokenOfDeletedKey,
    tokenOfOldGeneration,
    tokenOfRetainedGeneration,
    tokenTampered: tampered(token),
    tokenExpired: await admin.expiringToken(token, -60),
    tokenExpiring: await admin.expiringToken(token, 300),
    password: ADMIN.password,
    wrongPassword: "wr0ng-of-the-conformance",
  };
}

function closedUrl(): string {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${listener.addr.port}`;
}
