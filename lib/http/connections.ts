// The connections that requests are sent over: those that the whole program shares, or some of one's own.
import { type Send, sendByFetch } from "./request.ts";

/** Connections, and what ends them. */
export interface Connections {
  /** Makes one exchange over them. */
  readonly send: Send;
  /** Closes those that are idle, and the others as soon as they are. */
  readonly close: () => void;
}

/** Opens the connections that the whole program shares, which nobody closes. */
export function sharedConnections(): Connections {
  return { send: (url, init) => sendByFetch(url, init), close: () => {} };
}

/** Opens connections of one's own, with these certificates as roots besides those of Deno. */
export function ownConnections(caCerts: string[] = []): Connections {
  const client = Deno.createHttpClient({ caCerts });
  return {
    send: (url, init) => sendByFetch(url, init, client),
    close: () => client.close(),
  };
}
