// The ways to servers that the targets of a run share, each for as long as a target uses it.
import type { Transport } from "../http/transport.ts";
import type { Memo } from "./memo.ts";

/** So many ways that no target uses are kept open for the next one: each holds a client, and its connections. */
const MOST_IDLE = 16;

/** The ways that one target uses. */
export interface TransportLease {
  readonly transports: Memo<Transport>;
  /** Gives them back; those that are used by no other target may be closed. */
  readonly release: () => void;
}

/** The ways of a run. */
export interface TransportPool {
  readonly lease: () => TransportLease;
  /** Closes all of them; what is still being opened may never come. */
  readonly close: () => void;
}

interface Shared {
  readonly transport: Promise<Transport>;
  users: number;
}

/** Opens an empty pool. */
export function openTransportPool(): TransportPool {
  // Those that were given back last are at the end.
  const known = new Map<string, Shared>();
  let isClosed = false;
  const end = ({ transport }: Shared) =>
    void transport.then((each) => each.close(), () => {});
  const shared = (key: string, work: () => Promise<Transport>) => {
    const one = known.get(key) ?? { transport: work(), users: 0 };
    known.set(key, one);
    if (isClosed) end(one);
    return one;
  };
  const giveBack = (key: string) => {
    const one = known.get(key);
    if (!one || --one.users > 0) return;
    known.delete(key);
    known.set(key, one);
  };
  const closeIdle = () => {
    const idle = [...known].filter(([, { users }]) => users === 0);
    for (const [key, one] of idle.slice(0, -MOST_IDLE)) {
      known.delete(key);
      end(one);
    }
  };
  return {
    lease() {
      const used = new Set<string>();
      return {
        transports(key, work) {
          const one = shared(key, work);
          if (!used.has(key)) {
            used.add(key);
            one.users++;
          }
          return one.transport;
        },
        release() {
          used.forEach(giveBack);
          used.clear();
          closeIdle();
        },
      };
    },
    close() {
      isClosed = true;
      known.forEach(end);
    },
  };
}
