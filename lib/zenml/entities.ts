// Projects and stacks: where a server has them, and what it says of one.
//
// Facts: measured on ZenML 0.98.0 and 0.80.2; 0.70.0 has no projects, and responds as to any path that it does not have.
import type { HttpResponse } from "../http/response.ts";
import {
  API_PATH,
  classedRefusalTextOf,
  isObject,
  jsonObjectOf,
  textOf,
} from "./api.ts";
import { isUuid } from "./server_info.ts";

/** A project or a stack. */
export interface Entity {
  readonly id: string;
  readonly name: string;
}

/** The first projects or stacks of a list, and how many there are. */
export interface EntityPage {
  readonly total: number;
  readonly items: readonly Entity[];
}

/** The kinds, as paths call them. */
export type EntityKind = "projects" | "stacks";

/** Where one project or stack is; a project also by its name. */
export function entityUrl(
  serverUrl: string,
  kind: EntityKind,
  idOrName: string,
): string {
  return `${serverUrl}${API_PATH}/${kind}/${encodeURIComponent(idOrName)}`;
}

/** Where those are listed that an account may read, all or those of one name. */
export function entityListUrl(
  serverUrl: string,
  kind: EntityKind,
  size: number,
  name?: string,
): string {
  const query = new URLSearchParams({ size: String(size), hydrate: "false" });
  if (name !== undefined) query.set("name", `equals:${name}`);
  return `${serverUrl}${API_PATH}/${kind}?${query}`;
}

/**
 * Reads one project or stack.
 *
 * @example Usage
 * ```ts
 * import { entityOf } from "./entities.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(entityOf({ text: '{"id":"8a4de4b2-2c54-4f92-9f0e-1e0a9d7d1c6e","name":"default"}' })?.name, "default");
 * assertEquals(entityOf({ text: '{"detail":"Not Found"}' }), null);
 * ```
 */
export function entityOf(response: Pick<HttpResponse, "text">): Entity | null {
  return readEntity(jsonObjectOf(response));
}

/**
 * Reads a list of projects or stacks.
 *
 * @example Usage
 * ```ts
 * import { entityPageOf } from "./entities.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{"total":2,"items":[]}';
 * assertEquals(entityPageOf({ text }), { total: 2, items: [] });
 * ```
 */
export function entityPageOf(
  response: Pick<HttpResponse, "text">,
): EntityPage | null {
  const page = jsonObjectOf(response);
  const [total, items] = [page?.["total"], page?.["items"]];
  return typeof total === "number" && Array.isArray(items)
    ? {
      total,
      items: items.map(readEntity).filter((item) => item !== null),
    }
    : null;
}

/** Returns whether the server says that there is none, and not that it has no such path. */
export function isMissing(
  response: Pick<HttpResponse, "status" | "text">,
): boolean {
  return response.status === 404 && classedRefusalTextOf(response) !== null;
}

function readEntity(value: unknown): Entity | null {
  if (!isObject(value)) return null;
  const [id, name] = [textOf(value, "id"), textOf(value, "name")];
  return id && name && isUuid(id) ? { id, name } : null;
}
