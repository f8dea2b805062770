// What to say of a pasted value, and how to fix it.
import {
  type VariableName,
  variableOf,
  VARIABLES,
} from "../codes/variables.ts";
import {
  correct,
  type Correction,
  type Fix,
  inOrder,
  renameTo,
  setToUnknown,
  when,
  words,
} from "../finding/fix.ts";
import type { Origin } from "../finding/source.ts";
import { LOOK_WORDS } from "./look_words.ts";
import type { Held } from "./pasted_content.ts";
import type { Layer, LayerKind } from "./pasted_layers.ts";
import type { PastedValue } from "./pasted_value.ts";
import { REFERENCES } from "./references.ts";

/** The setting that holds it. */
type Holder = Origin & { readonly variable: VariableName };

const HELD_NAMES: Readonly<Record<Held, string>> = {
  "api-key": "the API key",
  "api-token": "the API token",
  "url": "the URL",
};

/** Says what a value is. */
export function pastedMessage(setting: Holder, pasted: PastedValue): string {
  const { variable } = setting;
  switch (pasted.kind) {
    case "wrapped":
      return `${variable} ${describeLayers(pasted.layers, pasted.held)}`;
    case "reference":
      return `${variable} is ${
        REFERENCES[pasted.reference].what
      }; it is not sent`;
    case "look":
      return `${variable} ${LOOK_WORDS[pasted.look].says(contentOf(variable))}`;
  }
}

/** Says how to fix it. */
export function pastedFix(setting: Holder, pasted: PastedValue): Fix {
  switch (pasted.kind) {
    case "wrapped":
      return unwrappingFix(setting, pasted.layers, pasted.held);
    case "reference":
      return words(
        `${setting.variable}: ${REFERENCES[pasted.reference].how}`,
      );
    case "look": {
      const { fix } = LOOK_WORDS[pasted.look];
      return fix === null
        ? setToUnknown(setting, contentOf(setting.variable))
        : fix(setting, contentOf(setting.variable));
    }
  }
}

/** What a variable is for, as a sentence calls it. */
function contentOf(variable: VariableName): string {
  switch (VARIABLES[variable].role) {
    case "url":
      return "the URL of the server";
    case "pro-api-url":
      return "the URL of the management API";
    case "api-key":
      return "the API key";
    case "api-token":
      return "an API token";
    default:
      return "the value";
  }
}

const LAYER_WORDS: Readonly<
  Record<LayerKind, (inner: string, what: string | null) => string>
> = {
  "quotes": (inner) => `${inner} in quotes`,
  "line-breaks": (inner) => `${inner}, broken by line breaks or blanks`,
  "escaped-line-break": (inner) =>
    `${inner} with a literal \\n, which stands for a line break`,
  "escaped-quotes": (inner) => `${inner} with \\" or a backslash around it`,
  "json": (inner, what) =>
    `a JSON object with ${inner} in it${what === null ? "" : `, as ${what}`}`,
  "assignment": (inner) => `a whole assignment, NAME=value, with ${inner}`,
  "header": (inner) => `${inner} after a header's word such as Bearer`,
  "base64": (inner) => `the base64 of ${inner}`,
  "percent-encoding": (inner) => `${inner} in URL encoding (%3D for =)`,
  "key-content": (inner) => `the JSON object inside ${inner}, decoded`,
  "link": (inner) => `${inner} in the marks of a link`,
  "text": (inner) => `${inner} with other text around it`,
};

function describeLayers(layers: readonly Layer[], held: Held): string {
  const described = layers.toReversed().reduce(
    (inner, { kind, what }) => LAYER_WORDS[kind](inner, what),
    HELD_NAMES[held],
  );
  return `is ${described}`;
}

const CORRECTIONS: Readonly<Partial<Record<LayerKind, Correction>>> = {
  "quotes": "remove-quotes",
  "line-breaks": "remove-foreign-characters",
  "escaped-line-break": "remove-escaped-line-breaks",
  "json": "take-json-field",
  "assignment": "take-assigned-value",
  "base64": "decode-base64",
};

/** Takes off layer by layer, and moves a token from a key's variable. */
function unwrappingFix(
  setting: Holder,
  layers: readonly Layer[],
  held: Held,
): Fix {
  const { role, convention } = VARIABLES[setting.variable];
  const meant = held === "url" || role === held
    ? setting.variable
    : variableOf(convention, held) ?? setting.variable;
  // Where quotes are taken off, those of the JSON text inside go, too.
  const quotes = layers.findIndex(({ kind }) => kind === "quotes");
  const isBroken = quotes !== -1 &&
    layers.slice(quotes).some(({ kind }) => kind === "json");
  const corrections = isBroken ? [null] : layers.map(correctionOf);
  if (!corrections.every((each) => each !== null)) {
    const alone = setToUnknown(
      { ...setting, variable: meant },
      `${HELD_NAMES[held]} alone`,
    );
    return alone;
  }
  const steps = corrections.map(([how, what]) => correct(setting, how, what));
  const all = meant === setting.variable
    ? steps
    : [...steps, renameTo(setting, meant)];
  const fix = inOrder(...all);
  return layers[0]?.kind === "base64"
    ? when(
      "Kubernetes encodes data: by itself once, so give it the plain value under stringData:",
      fix,
    )
    : fix;
}

function correctionOf(
  { kind, what }: Layer,
): readonly [how: Correction, what: string | null] | null {
  const how = CORRECTIONS[kind];
  if (how === undefined || (how === "take-json-field" && what === null)) {
    return null;
  }
  return [how, how === "take-json-field" ? what : null];
}
