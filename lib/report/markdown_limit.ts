// Keeps Markdown within what a comment may hold, and says what was left out.

/** What a comment on GitHub may have; the summary of a step and a note on GitLab may have more. */
const MOST_CHARACTERS = 65_536;

/** Room for the sentence that says what was left out. */
const RESERVE = 300;

/** Rows of targets fill no more of it than this, so that findings have room as well. */
const MOST_OF_ROWS = MOST_CHARACTERS / 2;

/** Lines that are kept or left out together. */
export interface Block {
  /** What it is counted as where it is left out. */
  readonly holds: "heading" | "table" | "target" | "finding";
  /** Whether it goes on with a table that the block before it began. */
  readonly isRow?: boolean;
  readonly lines: readonly string[];
}

/** Joins blocks, as many as a comment may hold. */
export function fitting(blocks: readonly Block[]): string {
  let text = "";
  const left: Block[] = [];
  for (const block of blocks) {
    const next = `${separator(text, block)}${block.lines.join("\n")}`;
    const most = block.holds === "target" ? MOST_OF_ROWS : MOST_CHARACTERS;
    // What belongs to a block that was left out would be under a wrong heading.
    const isCut = left.some(({ holds }) => holds === block.holds) ||
      left.some(({ holds }) => holds !== "target");
    if (isCut || text.length + next.length + RESERVE > most) left.push(block);
    else text += next;
  }
  return `${text}${leftOut(left)}\n`;
}

function separator(text: string, { isRow }: Block): string {
  if (text === "") return "";
  return isRow ? "\n" : "\n\n";
}

function leftOut(blocks: readonly Block[]): string {
  const parts = (["target", "finding", "table"] as const).flatMap((kind) => {
    const count = blocks.filter(({ holds }) => holds === kind).length;
    return count === 0 ? [] : [`${count} ${kind}${count === 1 ? "" : "s"}`];
  });
  return parts.length === 0
    ? ""
    : `\n\nLeft out, since a comment holds no more: ${parts.join(", ")}.`;
}
