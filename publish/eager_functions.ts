/**
 * Functions that V8 compiles with the module they are in, not at their first call.
 *
 * V8 does so with function expressions in parentheses, and keeps them in the code cache from which Deno starts a file
 * the second time; any other function it compiles anew in each run. See https://v8.dev/blog/preparser#pife.
 *
 * @module
 */
import { type Node, parse } from "npm:acorn@8.15.0";
import { ancestor } from "npm:acorn-walk@8.3.4";
import MagicString from "npm:magic-string@0.30.21";

/** Where a function is in the text of its module, in UTF-16 code units. */
export interface FunctionRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Puts functions of a module in parentheses. Those that the module declares become variables at its beginning, so that
 * they are there as early as before.
 *
 * @param code The module.
 * @param isChosen Whether a function is to be compiled with the module.
 * @returns A module that does the same, unless it reads the text of its own functions.
 * @throws {SyntaxError} If the code is not that of a module.
 */
export function compileEagerly(
  code: string,
  isChosen: (range: FunctionRange) => boolean,
): string {
  const module = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const text = new MagicString(code);
  const wrap = (node: Node, _: unknown, ancestors: readonly Node[]) => {
    if (!isChosen(node) || isMethod(ancestors.at(-2))) return;
    if (beginsStatement(node, ancestors)) return;
    text.prependRight(node.start, "(").appendLeft(node.end, ")");
  };
  ancestor(module, {
    ArrowFunctionExpression: wrap,
    FunctionExpression: wrap,
  });
  const beginning = /^#!.*\n|/u.exec(code)?.[0].length ?? 0;
  for (const node of module.body) {
    if (node.type !== "FunctionDeclaration" || !isChosen(node)) continue;
    const { start, end, id } = node;
    text.remove(id.start, id.end)
      .prependRight(start, `var ${id.name}=(`)
      .appendLeft(end, ");\n");
    if (start === beginning) continue;
    // The semicolon ends the statement before, which may rely on the function for that.
    text.appendLeft(start, ";").move(start, end, beginning);
  }
  return text.toString();
}

/** Whether a function begins a statement, so that parentheses would call what is in the line before. */
function beginsStatement(node: Node, ancestors: readonly Node[]): boolean {
  return ancestors.some(({ type, start }) =>
    type === "ExpressionStatement" && start === node.start
  );
}

/** Whether the function of a node has no expression of its own, as in `{ get size() {} }`. */
function isMethod(parent: Node | undefined): boolean {
  if (parent?.type === "MethodDefinition") return true;
  const { kind, method } = parent as { kind?: string; method?: boolean };
  return parent?.type === "Property" && (method === true || kind !== "init");
}
