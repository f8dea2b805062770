// Where an API key of ZenML Pro may go.
import { DEFAULT_PRO_API_URL } from "../codes/variables.ts";
import type { Connection } from "../resolver/connection.ts";
import { PRO_DEPLOYMENT, type ServerInfo } from "../zenml/server_info.ts";

/** Why a Pro key is not sent to a server. */
export type ProKeyRefusal =
  /** The server is no Pro workspace. */
  | "not-pro"
  /** The client would not find its key: it keeps the key for another control plane. */
  | "control-plane-differs"
  /** Only the client would use the key, and it sends the key to the control plane alone. */
  | "control-plane-alone";

/** The control plane that the client would use: the server's, or by the client's source its own where there is none. */
export function controlPlaneOf(
  info: ServerInfo,
  clientValue: string,
): string {
  return info.proApiUrl ?? clientValue;
}

/**
 * Finds why a Pro key may not be sent to a server, or null.
 *
 * Terraform sends it to the workspace. The client sends it to the control plane, and only a session to the workspace:
 * the key goes there in its place only if the user named the control plane that the server reports, or the host is
 * one of ZenML's own. Otherwise any server could get the key by its own word that it is a workspace.
 */
export function proKeyRefusal(
  { consumers, proApiUrl, serverUrl }: Connection,
  info: ServerInfo,
): ProKeyRefusal | null {
  if (info.deploymentType !== PRO_DEPLOYMENT) return "not-pro";
  if (proApiUrl === null) return null;
  if (controlPlaneOf(info, proApiUrl.value) !== proApiUrl.value) {
    return "control-plane-differs";
  }
  const isClientAlone = consumers.every((consumer) => consumer === "client");
  const isNamed = info.proApiUrl === proApiUrl.value &&
    proApiUrl.value !== DEFAULT_PRO_API_URL;
  return isClientAlone && !isNamed && !isZenmls(serverUrl)
    ? "control-plane-alone"
    : null;
}

/** Returns whether a URL is https on a host of ZenML's own, as those of its workspaces are. */
function isZenmls(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" && hostname.endsWith(".zenml.io");
}
