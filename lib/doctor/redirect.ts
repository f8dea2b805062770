// Where a redirect leads, as the URL of a server.
import { API_PATH } from "../zenml/api.ts";

/** A server to which a redirect leads. */
export interface RedirectTarget {
  /** Its URL, without the path of the API. */
  readonly serverUrl: string;
  /** Whether it is on the host of the server that redirects. */
  readonly isSameHost: boolean;
}

/** Finds the server's URL that a redirect means, or null where it leads to something else. */
export function redirectTargetOf(
  location: string | null,
  serverUrl: string,
): RedirectTarget | null {
  const from = new URL(serverUrl);
  const to = location === null ? null : URL.parse(location, serverUrl);
  if (to === null || !/^https?:$/u.test(to.protocol)) return null;
  if (to.username !== "" || to.password !== "") return null;
  // Nobody is told to give up encryption.
  if (from.protocol === "https:" && to.protocol === "http:") return null;
  const isSameHost = to.hostname === from.hostname;
  const api = to.pathname.lastIndexOf(`${API_PATH}/`);
  const path = api !== -1
    ? to.pathname.slice(0, api)
    // Many redirect to the root of the same host, whatever was requested.
    : isSameHost && to.pathname === "/" && to.protocol !== from.protocol
    ? from.pathname.replace(/\/$/u, "")
    : null;
  const target = path === null ? null : to.origin + path;
  return target === null || target === serverUrl
    ? null
    : { serverUrl: target, isSameHost };
}
