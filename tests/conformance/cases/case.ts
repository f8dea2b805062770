/**
 * What a case is made of.
 *
 * @module
 */
import type { ControlPlaneState } from "../../../bench/real_server/control_plane.ts";
import type { Work } from "../client_process.ts";
import type { World } from "../world.ts";

/** Environment variables. */
export type Variables = Record<string, string>;

/** Variables, and what the doctor must make of them. */
export interface Case {
  /** The test's name is this after "doctor, ZenML VERSION: ". */
  readonly name: string;
  /** The environment. */
  readonly variables: (world: World) => Variables;
  /** Options besides `--format json`. */
  readonly options?: readonly string[];
  /** Whether it says nothing of servers that have no projects. @default {false} */
  readonly needsProjects?: boolean;
  /** Whether it needs the Pro workspace. @default {false} */
  readonly pro?: boolean;
  /** How the control plane behaves. @default {"accept"} */
  readonly controlPlane?: ControlPlaneState;
  /** The exit status. */
  readonly exit: 0 | 1;
  /** The codes of all errors. @default {[]} */
  readonly errors?: readonly string[];
  /** The codes of all warnings. @default {[]} */
  readonly warnings?: readonly string[];
  /** The consumers of each connection, if the case is about them. */
  readonly consumers?: readonly (readonly string[])[];
  /**
   * Status of the step `login`, or for a token `identity`, of the first
   * connection; `skip` also means that no credential was sent.
   */
  readonly login?: "pass" | "fail" | "skip";
  /** Whether no credential was sent, whatever the status of `login`. */
  readonly sendsNothing?: boolean;
  /** What the real client is to do: it must fail if there is an error, and only then. */
  readonly client?: Work;
  /** What the client fails with, where the case is about that. */
  readonly clientSays?: RegExp;
  /** Whether the client fails without an error: at what a job may yet choose, or at what no request tells. */
  readonly failsLater?: boolean;
}

/**
 * The variables of the Python client.
 *
 * @param url The server.
 * @param key The API key.
 * @returns The variables.
 */
export function store(url: string, key: string): Variables {
  return { ZENML_STORE_URL: url, ZENML_STORE_API_KEY: key };
}

/**
 * The variables of the Terraform provider.
 *
 * @param url The server.
 * @param key The API key.
 * @returns The variables.
 */
export function terraform(url: string, key: string): Variables {
  return { ZENML_SERVER_URL: url, ZENML_API_KEY: key };
}

/**
 * The variables of the Python client, with a token.
 *
 * @param url The server.
 * @param token The API token.
 * @returns The variables.
 */
export function storeToken(url: string, token: string): Variables {
  return { ZENML_STORE_URL: url, ZENML_STORE_API_TOKEN: token };
}

/**
 * The variables of the Terraform provider, with a token.
 *
 * @param url The server.
 * @param token The API token.
 * @returns The variables.
 */
export function terraformToken(url: string, token: string): Variables {
  return { ZENML_SERVER_URL: url, ZENML_API_TOKEN: token };
}

/**
 * The variables of the Python client, with user name and password.
 *
 * @param url The server.
 * @param name The user name.
 * @param password The password.
 * @returns The variables.
 */
export function storePassword(
  url: string,
  name: string,
  password: string,
): Variables {
  return {
    ZENML_STORE_URL: url,
    ZENML_STORE_USERNAME: name,
    ZENML_STORE_PASSWORD: password,
  };
}
