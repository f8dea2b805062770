// What the steps yield to those that need them.
import type { HttpResponse } from "../http/response.ts";
import type { Account } from "../zenml/api.ts";
import type { ServerInfo } from "../zenml/server_info.ts";
import type { Entity } from "../zenml/entities.ts";
import type { Presented } from "../zenml/refusal_row.ts";

/** What a step hands to those that need it; `true` where that is only that it passed. */
export interface Values {
  readonly target: true;
  readonly dns: true;
  readonly connect: true;
  readonly tls: true;
  readonly server: ServerProof;
  readonly version: true;
  readonly clock: true;
  readonly pro: true;
  readonly login: Session;
  readonly identity: Account;
  readonly project: Entity;
  readonly rotation: true;
}

/** The proof that a ZenML server responds, without which no credential is sent. */
export interface ServerProof {
  /** The origin that gave it, the only one that may get the credential. */
  readonly origin: string;
  readonly info: ServerInfo;
  readonly response: HttpResponse;
}

/** A token for requests to the server's API. */
export interface Session {
  /** The token, or null where the server needs none. */
  readonly token: string | null;
  /** Where it comes from: the server issued it, or the user gave it. */
  readonly presented: Presented;
  /** The login's response, or the proof's where there was no login. */
  readonly response: HttpResponse;
}
