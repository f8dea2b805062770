// Which finding tells what a pasted value is.
import type { LookKind } from "./pasted_looks.ts";
import type { PastedValue } from "./pasted_value.ts";

/** The finding; none where the variable's own form decides. */
export type PastedFlaw =
  | "value-placeholder"
  | "value-unexpanded"
  | "value-whitespace"
  | null;

const LOOK_FLAWS: Readonly<Partial<Record<LookKind, PastedFlaw>>> = {
  nothing: "value-placeholder",
  masked: "value-placeholder",
  example: "value-placeholder",
};

/** Chooses the finding. */
export function flawOfPasted(pasted: PastedValue): PastedFlaw {
  switch (pasted.kind) {
    case "reference":
      return "value-unexpanded";
    case "look":
      return LOOK_FLAWS[pasted.look] ?? null;
    case "wrapped":
      return pasted.layers.every(({ kind }) => kind === "line-breaks")
        ? "value-whitespace"
        : null;
  }
}
