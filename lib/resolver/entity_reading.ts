// The id or the name of a project or a stack.
//
// Facts: the client gives the value to Python's `uuid.UUID`, which takes an id in several forms (measured on 0.98.0).
import { type ValueProblem, valueProblemOf } from "./unsendable.ts";
import type { InspectedValue } from "./value.ts";

/** What the value of a project's or a stack's variable says. */
export interface EntityReading {
  /** Whether the client can read it as an id; otherwise it is a name. */
  readonly isId: boolean;
  /** Why the server is not asked for it, or null. */
  readonly unsendable: ValueProblem | null;
}

/** Reads the id or the name of a project or a stack. */
export function readEntity(inspected: InspectedValue): EntityReading {
  return {
    isId: isId(inspected.text),
    unsendable: valueProblemOf(inspected),
  };
}

function isId(text: string): boolean {
  const digits = text.replaceAll("urn:", "").replaceAll("uuid:", "")
    .replaceAll(/[{}-]/gu, "");
  return /^[0-9a-f]{32}$/iu.test(digits);
}
