// Projects, stacks and pipelines, as a ZenML server responds to requests for them (recorded from ZenML 0.98.0).
import { isUuid } from "../zenml/server_info.ts";
import type { DemoRequest } from "./listener.ts";
import type { DemoEntity, Workspace } from "./workspace.ts";

/** Responds with one project or stack, or with a page of them or of pipelines. */
export function entityResponse(
  { projects, stacks, pipelines }: Workspace,
  { path }: Pick<DemoRequest, "path">,
): Response {
  const { pathname, searchParams } = new URL(path, "http://localhost");
  const [, kind, named] =
    /\/(projects|stacks|pipelines)(?:\/([^/]+))?$/u.exec(pathname) ?? [];
  if (kind === "pipelines") return pageResponse(pipelines, searchParams);
  const entities = kind === "stacks" ? stacks : projects;
  if (named === undefined) return pageResponse(entities, searchParams);
  const text = decodeURIComponent(named);
  const found = entities.find(({ id, name }) =>
    id === text || kind === "projects" && name === text
  );
  if (found) return Response.json(entityBody(found));
  const isId = isUuid(text);
  if (kind === "stacks") {
    return isId
      ? refusal(404, [
        "KeyError",
        `Unable to get stack with ID '${text}': No stack with this ID found.`,
      ])
      : refusal(422, ["ValueError", "1 validation error"]);
  }
  return refusal(404, [
    "KeyError",
    `Unable to get project with name or ID '${text}': ${
      isId
        ? "No project with this ID found."
        : `'${text}' is not a valid  UUID and no project with this name exists.`
    }`,
  ]);
}

function pageResponse(
  entities: readonly DemoEntity[],
  query: URLSearchParams,
): Response {
  const name = query.get("name")?.replace(/^equals:/u, "");
  const size = Number(query.get("size") ?? 20);
  const page = Number(query.get("page") ?? 1);
  const matching = entities.filter((entity) =>
    name === undefined || entity.name === name
  );
  return Response.json({
    index: page,
    max_size: size,
    total_pages: Math.max(1, Math.ceil(matching.length / size)),
    total: matching.length,
    items: matching.slice((page - 1) * size, page * size).map(entityBody),
  });
}

function entityBody({ id, name }: DemoEntity) {
  return { body: {}, metadata: null, resources: null, id, name };
}

function refusal(status: number, detail: readonly string[]): Response {
  return Response.json(status === 422 ? detail : { detail }, { status });
}
