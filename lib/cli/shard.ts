// One of several equal parts of the targets.

/** One of several equal parts of the targets. */
export interface Shard {
  /** Which part it is, from 1. */
  readonly index: number;
  readonly count: number;
}

/** Reads which part of the targets is meant: `1/4` is the first of four. */
export function readShard(text: string): Shard | null {
  const [, first, second] = /^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? [];
  const [index, count] = [Number(first), Number(second)];
  return index >= 1 && index <= count ? { index, count } : null;
}

/** Lists a part of the files: every Nth, so that no part has all the servers of one environment. */
export function partOf(
  files: readonly string[],
  { index, count }: Shard,
): readonly string[] {
  return files.filter((_, at) => at % count === index - 1);
}
