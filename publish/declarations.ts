/**
 * The types and the documentation of the bundled command, which has neither.
 *
 * @module
 */

const MODULE_DOC = /^\/\*\*[^]*?@module\n \*\/\n/u;
const EXPORT =
  /^(\/\*\*\n(?: \*.*\n)*? \*\/\n)export (?:async )?(function \w+\([^)]*\): [\w<>]+) \{$/gmu;

/**
 * Takes the documentation and the exported functions of a module, which exports nothing else.
 *
 * @param source The module in TypeScript.
 * @returns Its declarations.
 * @throws {Error} If it exports something else.
 */
export function declarationsOf(source: string): string {
  const functions = [...source.matchAll(EXPORT)]
    .map(([, doc, signature]) => `${doc}export declare ${signature};\n`);
  const exported = source.match(/^export\b/gmu)?.length ?? 0;
  if (functions.length !== exported) {
    throw new Error(`${functions.length} of ${exported} exports are functions`);
  }
  const [moduleDoc = ""] = source.match(MODULE_DOC) ?? [];
  return [moduleDoc, ...functions].join("\n");
}
