// Does something once for each key.

/** Does something once for each key, and hands out what came of it from then on. */
export type Memo<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** More targets than this are not examined at a time, each with two connections. */
const MOST_RECENT = 2048;

/** Remembers what thousands of servers came to for those that were asked last. */
export function recentMemo<T>(): Memo<T> {
  const known = new Map<string, Promise<T>>();
  const memo = memoIn(known);
  return (key, work) => {
    const result = memo(key, work);
    known.delete(key);
    known.set(key, result);
    const [oldest] = known.keys();
    if (known.size > MOST_RECENT && oldest !== undefined) known.delete(oldest);
    return result;
  };
}

/** Makes an empty memo. */
export function openMemo<T>(): Memo<T> {
  return memoIn(new Map());
}

/** Makes a memo of what is known. */
export function memoIn<T>(known: Map<string, Promise<T>>): Memo<T> {
  return (key, work) => {
    const before = known.get(key);
    if (before) return before;
    const begun = work();
    known.set(key, begun);
    return begun;
  };
}
