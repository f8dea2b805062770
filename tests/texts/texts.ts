// The texts that the program can say, found in its code by the syntax tree.

/** A text as it is in the code, with `…` where a value comes in. */
export interface WrittenText {
  readonly line: number;
  readonly text: string;
}

/** Finds the texts of a module that people may read: those of two words or more. */
export function textsIn(path: string, code: string): readonly WrittenText[] {
  const found: WrittenText[] = [];
  const add = (node: Deno.lint.Node, text: string) => {
    const shown = text.replaceAll(/\s+/gu, " ").trim();
    if (isSentence(shown)) {
      found.push({ line: lineOf(code, node), text: shown });
    }
  };
  const visitors: Deno.lint.LintVisitor = {
    Literal(node) {
      if (typeof node.value === "string" && !isModuleName(node)) {
        add(node, node.value);
      }
    },
    TemplateLiteral(node) {
      add(node, node.quasis.map(({ cooked }) => cooked).join("…"));
    },
  };
  const rules = { collect: { create: () => visitors } };
  Deno.lint.runPlugin({ name: "texts", rules }, path, code);
  return found;
}

/** Two words with a blank between them; code, such as a list of names, is left out. */
function isSentence(text: string): boolean {
  return /\p{L}[\p{L}\p{P}]* [\p{P}]?[\p{L}\d…]/u.test(text);
}

function isModuleName(
  { parent }: Deno.lint.Node & { parent?: Deno.lint.Node },
) {
  return parent?.type === "ImportDeclaration" ||
    parent?.type === "ExportNamedDeclaration" ||
    parent?.type === "ImportExpression";
}

function lineOf(code: string, { range: [start] }: Deno.lint.Node): number {
  return code.slice(0, start).split("\n").length;
}
