// What is known of the machine around the variables.
import type { Place } from "../finding/place.ts";

/** What is known of the machine; what is not known is left out. */
export interface HostFacts {
  /** What sets the variables, for which fixes are written; a POSIX shell unless it is known. */
  readonly place?: Place;
  /** The operating system, as Deno calls it. */
  readonly platform?: string;
  /** What shows that this is a container: a file or a variable. */
  readonly container?: string;
  /** Whether the client's configuration folder exists. */
  readonly configFolder?: boolean;
  /** The login that the client stored there. */
  readonly storedLogin?: StoredLogin;
}

/** What the client stored of an earlier login: where to, and never with what. */
export interface StoredLogin {
  /** The server that a run without a URL uses, normalised, or null. */
  readonly serverUrl: string | null;
  /** The URLs for which a credential is stored, as the client wrote them: for comparisons, not for printing. */
  readonly credentialUrls: readonly string[];
}
