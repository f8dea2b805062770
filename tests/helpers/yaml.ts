/**
 * YAML as tests look into it: parsed by a real reader, and narrowed step by step.
 *
 * @module
 */
import { assert } from "@std/assert";
import { loadAll } from "npm:js-yaml@4.1.1";

/** A mapping of unknown content. */
export type Mapping = Readonly<Record<string, unknown>>;

/**
 * Reads a text of YAML; an error or a warning of the reader fails the test.
 *
 * @param text The text, of one document or several.
 * @returns The documents, each a mapping or a list.
 */
export function readYaml(text: string): readonly unknown[] {
  const documents: unknown[] = [];
  loadAll(text, (document: unknown) => documents.push(document), {
    onWarning(problem: Error) {
      throw problem;
    },
  });
  return documents;
}

/**
 * Takes a value for a mapping.
 *
 * @param value What should be one.
 * @returns The mapping.
 */
export function mapping(value: unknown): Mapping {
  assert(
    typeof value === "object" && value !== null && !Array.isArray(value),
    `${JSON.stringify(value)} is no mapping`,
  );
  return value as Mapping;
}

/**
 * Takes a value for a list.
 *
 * @param value What should be one.
 * @returns The list.
 */
export function list(value: unknown): readonly unknown[] {
  assert(Array.isArray(value), `${JSON.stringify(value)} is no list`);
  return value;
}

/**
 * Takes a value for a text.
 *
 * @param value What should be one.
 * @returns The text.
 */
export function text(value: unknown): string {
  assert(typeof value === "string", `${JSON.stringify(value)} is no text`);
  return value;
}

/**
 * Looks up a value in nested mappings and lists.
 *
 * @param value The outermost one.
 * @param path Keys and indices.
 * @returns What is there; undefined if the last key is missing.
 */
export function at(
  value: unknown,
  ...path: readonly (string | number)[]
): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof key === "number" ? list(inner)[key] : mapping(inner)[key],
    value,
  );
}
