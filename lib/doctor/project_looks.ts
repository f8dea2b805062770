// Looks at the project and the stack that the client would use.
import type { Finding } from "../finding/finding.ts";
import type { Failure } from "../http/failure.ts";
import type { HttpResponse } from "../http/response.ts";
import type { ChosenEntity } from "../resolver/connection.ts";
import {
  type Account,
  classedRefusalTextOf,
  refusalTextOf,
} from "../zenml/api.ts";
import {
  type Entity,
  type EntityKind,
  entityListUrl,
  entityOf,
  type EntityPage,
  entityPageOf,
  entityUrl,
  isMissing,
} from "../zenml/entities.ts";
import { refusalOf } from "../zenml/refusal.ts";
import type { Context } from "./context.ts";
import { problemFinding } from "./problem_text.ts";
import {
  forbiddenFinding,
  missingFinding,
  nameFinding,
  unknownFinding,
} from "./project_findings.ts";
import { attributeRequest, problemIn } from "./reach.ts";
import { refusalFinding } from "./refusal_finding.ts";

/** What a look at a project or a stack came to. */
export type Look =
  | { readonly kind: "found"; readonly entity: Entity }
  | { readonly kind: "wrong"; readonly finding: Finding }
  | { readonly kind: "unseen"; readonly reason: string };

/** Requests something with the session's token. */
export type Get = (url: string) => Promise<HttpResponse | Failure>;

/** How many projects are listed at most. */
const LISTED = 20;

function wrong(finding: Finding): Look {
  return { kind: "wrong", finding };
}

/** Requests the project or the stack that was chosen. */
export async function requestChosen(
  kind: EntityKind,
  chosen: ChosenEntity,
  get: Get,
  context: Context,
): Promise<Look> {
  const { serverUrl } = context.connection;
  const { value, isId } = chosen;
  // A stack is not found by its name, nor anything by a name with a slash in it (measured on 0.98.0).
  const isListed = !isId && (kind === "stacks" || value.includes("/"));
  const url = isListed
    ? entityListUrl(serverUrl, kind, 1, value)
    : entityUrl(serverUrl, kind, value);
  const response = await get(url);
  if (response.kind !== "response") return unclear(response, url, context);
  const page = isListed ? entityPageOf(response) : null;
  const entity = page ? page.items[0] : entityOf(response);
  if (response.status === 200 && entity) {
    return judgeName(kind, chosen, entity);
  }
  if (page?.total === 0 || isMissing(response)) {
    const readable = kind === "projects"
      ? await readableProjects(get, context)
      : null;
    return wrong(unknownFinding(kind, chosen, readable, context));
  }
  return response.status === 403 && classedRefusalTextOf(response) !== null
    ? wrong(forbiddenFinding(kind, chosen, context))
    : unclear(response, url, context);
}

/** Requests the projects that the account may read. */
export async function requestReadable(
  get: Get,
  context: Context,
): Promise<Look | { readonly kind: "listed"; readonly page: EntityPage }> {
  const { serverUrl } = context.connection;
  const url = entityListUrl(serverUrl, "projects", LISTED);
  const response = await get(url);
  const page = pageIn(response);
  return page ? { kind: "listed", page } : unclear(response, url, context);
}

/** Chooses as the client does: the account's default project, or else the only one that it may read. */
export function chosenAmong(
  page: EntityPage,
  { defaultProjectId: id }: Account,
  context: Context,
): Look {
  const [only] = page.items;
  if (id !== null) {
    const entity = page.items.find((item) => item.id === id);
    return { kind: "found", entity: entity ?? { id, name: id } };
  }
  return page.total === 1 && only
    ? { kind: "found", entity: only }
    : wrong(missingFinding(page, context));
}

async function readableProjects(
  get: Get,
  { connection }: Context,
): Promise<EntityPage | null> {
  const { serverUrl } = connection;
  return pageIn(await get(entityListUrl(serverUrl, "projects", LISTED)));
}

function pageIn(response: HttpResponse | Failure): EntityPage | null {
  return response.kind === "response" && response.status === 200
    ? entityPageOf(response)
    : null;
}

/** A name on the command line is looked for; in a variable the client takes it for an id. */
function judgeName(
  kind: EntityKind,
  chosen: ChosenEntity,
  entity: Entity,
): Look {
  return chosen.isId || chosen.source.kind === "flag"
    ? { kind: "found", entity }
    : wrong(nameFinding(kind, chosen, entity));
}

/** Of what decides nothing only an error of the server counts: the client would meet it, too. */
function unclear(
  response: HttpResponse | Failure,
  url: string,
  context: Context,
): Look {
  const problem = response.kind === "response"
    ? problemIn(response, context)
    : attributeRequest(response, url, context);
  if (problem) {
    return wrong(problemFinding(problem, context));
  }
  const lost = lostHeaderFinding(response, context);
  if (lost) return wrong(lost);
  return {
    kind: "unseen",
    reason: response.kind === "response" && response.status === 404
      ? "the server has no projects"
      : "the server did not let it look",
  };
}

/** What is in front of a server may drop the header for some paths, or only at times. */
function lostHeaderFinding(
  response: HttpResponse | Failure,
  context: Context,
): Finding | null {
  const { credential } = context.connection;
  const text = response.kind === "response" && response.status === 401
    ? refusalTextOf(response)
    : null;
  const presented = credential.kind === "api-token" ? "token" : "session";
  const refusal = text === null ? null : refusalOf(text, presented);
  return refusal?.code === "authorization-dropped"
    ? refusalFinding(refusal, context)
    : null;
}
