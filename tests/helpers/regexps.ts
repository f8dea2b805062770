/**
 * The regular expressions of the program's own modules, as they are written.
 *
 * @module
 */
import { ROOT } from "../../offline/children.ts";
import { walkFiles } from "./files.ts";

/** A regular expression of a module. */
export interface WrittenRegExp {
  /** As in the code: `/pattern/flags`. */
  readonly literal: string;
  readonly pattern: string;
  readonly flags: string;
}

/** What a module has of regular expressions. */
export interface FoundRegExps {
  readonly literals: readonly WrittenRegExp[];
  /** Code that makes one of a text, so that no literal shows it. */
  readonly made: readonly string[];
}

/** What is shipped: everything but the tests and the benchmarks. */
const FOLDERS = ["lib/", "offline/", "action/", "python/"] as const;
const MODULES = ["mod.ts", "cli.ts"] as const;

/** Methods that make a regular expression of a text that they are given. */
const MAKERS = new Set(["match", "matchAll", "search"]);

/**
 * Finds the regular expressions of a module by its syntax tree.
 *
 * @param path The module's path, for its language.
 * @param code The module's text.
 * @returns Its literals, and what makes others.
 */
export function regExpsIn(path: string, code: string): FoundRegExps {
  const literals: WrittenRegExp[] = [];
  const made: string[] = [];
  const visitors: Deno.lint.LintVisitor = {
    Literal(node) {
      if (!isRegExp(node)) return;
      const { pattern, flags } = node.regex;
      literals.push({ literal: `/${pattern}/${flags}`, pattern, flags });
    },
    NewExpression(node) {
      if (isNamed(node.callee, "RegExp")) made.push(textOf(code, node));
    },
    CallExpression(node) {
      const { callee, arguments: [first] } = node;
      const makes = isNamed(callee, "RegExp") ||
        callee.type === "MemberExpression" &&
          callee.property.type === "Identifier" &&
          MAKERS.has(callee.property.name) &&
          (first?.type === "TemplateLiteral" ||
            first?.type === "Literal" && !isRegExp(first));
      if (makes) made.push(textOf(code, node));
    },
  };
  const rules = { collect: { create: () => visitors } };
  Deno.lint.runPlugin({ name: "regexps", rules }, path, code);
  return { literals, made };
}

/** Finds all regular expressions of what is shipped, each with the modules that have it. */
export async function shippedRegExps(): Promise<{
  readonly literals: ReadonlyMap<
    string,
    WrittenRegExp & { readonly paths: readonly string[] }
  >;
  readonly made: readonly string[];
}> {
  const files = [
    ...MODULES.map((path) => new URL(path, ROOT)),
    ...(await Promise.all(
      FOLDERS.map((folder) => walkFiles(new URL(folder, ROOT), ".ts")),
    )).flat(),
  ];
  const literals = new Map<string, WrittenRegExp & { paths: string[] }>();
  const made: string[] = [];
  for (const file of files) {
    const path = file.href.slice(ROOT.href.length);
    const found = regExpsIn(path, await Deno.readTextFile(file));
    for (const one of found.literals) {
      const known = literals.get(one.literal);
      if (known) known.paths.push(path);
      else literals.set(one.literal, { ...one, paths: [path] });
    }
    made.push(...found.made.map((code) => `${path}: ${code}`));
  }
  return { literals, made };
}

/** Every kind of literal has the property, most without a value. */
function isRegExp(node: Deno.lint.Literal): node is Deno.lint.RegExpLiteral {
  return "regex" in node && node.regex !== undefined;
}

function isNamed(node: Deno.lint.Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

function textOf(code: string, { range }: Deno.lint.Node): string {
  return code.slice(...range);
}
