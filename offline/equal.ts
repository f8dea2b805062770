/** Whether two values have the same content, by the rules of `@std/assert`. */
export function equal(one: unknown, other: unknown): boolean {
  return isEqual(one, other, new Map());
}

function isEqual(
  one: unknown,
  other: unknown,
  open: Map<unknown, unknown>,
): boolean {
  if (one === other || Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (prototypeOf(one) !== prototypeOf(other)) return false;
  if (open.get(one) === other) return true;
  open.set(one, other);

  if (one instanceof Date) return isEqual(+one, +(other as Date), open);
  const isText = [RegExp, URL, URLSearchParams].some((type) =>
    one instanceof type
  );
  if (isText) return String(one) === String(other);
  if (one instanceof Uint8Array) {
    return isEqual([...one], [...other as Uint8Array], open);
  }
  if (one instanceof Set) {
    const rest = [...other as Set<unknown>];
    return one.size === rest.length && [...one].every((value) => {
      const found = rest.findIndex((item) =>
        isEqual(value, item, new Map(open))
      );
      return found >= 0 && rest.splice(found, 1).length === 1;
    });
  }
  if (one instanceof Map) {
    return isEqual(new Set(one), new Set(other as Map<unknown, unknown>), open);
  }
  const keys = keysOf(one).union(keysOf(other));
  return Object.keys(one).length === Object.keys(other).length &&
    [...keys].every((key) =>
      key in one && key in other &&
      isEqual(Reflect.get(one, key), Reflect.get(other, key), open)
    );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** An object without a prototype counts as a plain one. */
function prototypeOf(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** The keys of a plain object or list; those of a class's getters as well. */
function keysOf(value: object): Set<PropertyKey> {
  const basic: unknown[] = [Object.prototype, Array.prototype];
  if (basic.includes(prototypeOf(value))) {
    return new Set(Reflect.ownKeys({ ...value }));
  }
  const keys = new Set<PropertyKey>();
  for (
    let level: object | null = value;
    level !== null && !basic.includes(level);
    level = Object.getPrototypeOf(level)
  ) {
    for (const key of Reflect.ownKeys(level)) keys.add(key);
  }
  return keys;
}
