// Works on many items, some at a time.

/** Works on items, at most so many at a time, until one of them says that this is enough. */
export async function workConcurrently<Item>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<boolean>,
): Promise<void> {
  const queue = items.values();
  let goesOn = true;
  const takeTurns = async () => {
    for (const item of queue) {
      if (!await work(item)) goesOn = false;
      if (!goesOn) break;
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(most, items.length) }, takeTurns),
  );
}
