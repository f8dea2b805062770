// What is known of the machine around the variables.
import type { Place } from "../finding/place.ts";
import type { NetrcEntry } from "./netrc.ts";

/** What is known of the machine; what is not known is left out. */
export interface HostFacts {
  /** What sets the variables, for which fixes are written; a POSIX shell unless it is known. */
  readonly place?: Place;
  /** The operating system, as Deno calls it. */
  readonly platform?: string;
  /** What shows that this is a container: a file or a variable. */
  readonly container?: string;
  /** The CI job that this runs in. */
  readonly job?: JobFacts;
  /** Whether the client's configuration folder exists. */
  readonly configFolder?: boolean;
  /** Why the client cannot make its configuration folder. */
  readonly unwritableFolder?: UnwritableFolder;
  /** The entries of `.netrc` for the hosts of the client. */
  readonly netrc?: readonly NetrcFact[];
  /** The login that the client stored there. */
  readonly storedLogin?: StoredLogin;
}

/** Why the client cannot make its configuration folder, or its file in it. */
export interface UnwritableFolder {
  /** The folder, as the client finds it. */
  readonly path: string;
  /** What is in the way: the folder itself, or what is there of the path to it. */
  readonly at: string;
  /** Whether that may not be written, or is not a folder. */
  readonly kind: "unwritable" | "no-folder";
}

/** That `.netrc` has an entry for a host; nothing of the entry. */
export interface NetrcFact {
  /** The file. */
  readonly file: string;
  /** The host, without brackets. */
  readonly host: string;
  /** Whether the entry names the host, or is for every host. */
  readonly entry: NetrcEntry;
}

/** What is known of a CI job. */
export interface JobFacts {
  /** Whether it runs on a machine of the CI service. */
  readonly hosted: boolean;
  /** Why secrets may be kept from it, or null. */
  readonly run: "dependabot" | "pull-request" | "unprotected-branch" | null;
}

/** What the client stored of an earlier login: the servers, and never the credentials. */
export interface StoredLogin {
  /** The server that a run without a URL uses, normalised, or null. */
  readonly serverUrl: string | null;
  /** The URLs for which a credential is stored, as the client wrote them: for comparisons, not for printing. */
  readonly credentialUrls: readonly string[];
}
