// What a value really is that is neither a credential nor a URL, but holds one, or names where one is kept.
import type { Role } from "../codes/variables.ts";
import { contentOf, type Held, heldIn, type Layer } from "./pasted_content.ts";
import { type LookKind, lookOf } from "./pasted_looks.ts";
import { type ReferenceKind, referenceOf } from "./references.ts";

/** What a value is instead of what its variable is for. It holds no part of a secret. */
export type PastedValue =
  /** It holds what is meant: behind base64, in a JSON object, in an assignment. */
  | {
    readonly kind: "wrapped";
    readonly layers: readonly Layer[];
    readonly held: Held;
  }
  /** It names where the value is kept; the program that replaces it did not run. */
  | { readonly kind: "reference"; readonly reference: ReferenceKind }
  /** It is recognisably something else. */
  | { readonly kind: "look"; readonly look: LookKind };

/** Recognises what a value is instead of what its variable is for; null where it may well be that. */
export function recognisePasted(
  text: string,
  role: Role,
): PastedValue | null {
  const reference = referenceOf(text, role);
  if (reference !== null) return { kind: "reference", reference };
  const held = HELD_BY[role];
  if (held === undefined) return null;
  const own = heldIn(text);
  if (own !== null && own !== "url" && held.includes(own)) return null;
  const content = own === "url" && !/\\[rnt]$/u.test(text)
    ? null
    : contentOf(text, held);
  if (content !== null) return { kind: "wrapped", ...content };
  const look = lookOf(text, role);
  return look === null ? null : { kind: "look", look };
}

const CREDENTIALS: readonly Held[] = ["api-key", "api-token"];
const URLS: readonly Held[] = ["url"];

/** What the variable of each role may hold; none where any text is right. */
const HELD_BY: Readonly<Partial<Record<Role, readonly Held[]>>> = {
  "url": URLS,
  "pro-api-url": URLS,
  "api-key": CREDENTIALS,
  "api-token": CREDENTIALS,
};
