// What is wrong with the project or the stack that the client would use.
import { type Finding, findingOf } from "../finding/finding.ts";
import { missingIn, setTo, setToUnknown } from "../finding/fix.ts";
import { sanitize } from "../http/sanitize.ts";
import type { ChosenEntity } from "../resolver/connection.ts";
import type { Entity, EntityKind, EntityPage } from "../zenml/entities.ts";
import type { Context } from "./context.ts";

const WORDS = {
  projects: {
    one: "project",
    variable: "ZENML_ACTIVE_PROJECT_ID",
    id: "the id of the project",
  },
  stacks: {
    one: "stack",
    variable: "ZENML_ACTIVE_STACK_ID",
    id: "the id of the stack",
  },
} as const;

/** How many names a message lists at most. */
const NAMED = 5;

/** Makes the finding that no project is chosen, and the client cannot choose one. */
export function missingFinding(page: EntityPage, context: Context): Finding {
  const { urlOrigin } = context.connection;
  const file = urlOrigin?.source.kind === "file" ? urlOrigin.source.file : null;
  const { variable } = WORDS.projects;
  return findingOf("project-missing", {
    message: page.total === 0
      ? "No project is chosen, and this account can read none"
      : `No project is chosen, and this account can read ${page.total} projects: ${
        listOf(page, context)
      }`,
    fix: setToUnknown(missingIn(variable, file), WORDS.projects.id),
    consumers: ["client"],
    variable,
  });
}

/** Makes the finding that the server has no such project or stack. */
export function unknownFinding(
  kind: EntityKind,
  chosen: ChosenEntity,
  readable: EntityPage | null,
  context: Context,
): Finding {
  const { one } = WORDS[kind];
  const only = readable?.total === 1 ? readable.items[0] : undefined;
  const others = readable && readable.total > 0
    ? `; this account can read ${listOf(readable, context)}`
    : "";
  return findingOf(`${one}-unknown`, {
    message: `The server has no ${one} '${
      shownValue(chosen, context)
    }', which ${placeOf(chosen)} names${others}`,
    fix: only ? setTo(chosen, only.id) : setToUnknown(chosen, WORDS[kind].id),
    consumers: ["client"],
    setting: chosen,
  });
}

/** Makes the finding that the account may not read the project or the stack. */
export function forbiddenFinding(
  kind: EntityKind,
  chosen: ChosenEntity,
  context: Context,
): Finding {
  const { one } = WORDS[kind];
  return findingOf(
    kind === "projects" ? "project-forbidden" : "stack-unknown",
    {
      message: `This account may not read the ${one} '${
        shownValue(chosen, context)
      }', which ${placeOf(chosen)} names`,
      fix: setToUnknown(chosen, WORDS[kind].id),
      consumers: ["client"],
      setting: chosen,
    },
  );
}

/** Makes the finding that a variable has the name in place of the id. */
export function nameFinding(
  kind: EntityKind,
  chosen: ChosenEntity,
  entity: Entity,
): Finding {
  const { one } = WORDS[kind];
  return findingOf(`${one}-id-is-name`, {
    message:
      `${chosen.variable} is the name of a ${one}; the client needs its id, ${entity.id}`,
    fix: setTo(chosen, entity.id),
    consumers: ["client"],
    setting: chosen,
  });
}

/** The name of a project or a stack, as it may be shown. */
export function shownName(
  { name }: Entity,
  { secrets }: Context,
): string {
  return sanitize(name, secrets.redact);
}

function listOf({ total, items }: EntityPage, context: Context): string {
  const named = items.slice(0, NAMED).map((entity) =>
    `'${shownName(entity, context)}' (${entity.id})`
  );
  const rest = total - named.length;
  return named.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function shownValue({ value }: ChosenEntity, { secrets }: Context): string {
  return sanitize(value, secrets.redact);
}

function placeOf({ variable, source }: ChosenEntity): string {
  return source.kind === "flag" ? source.name : variable;
}
