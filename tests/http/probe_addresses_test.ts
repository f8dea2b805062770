import { assertEquals, assertNotEquals } from "@std/assert";
import { connectTo } from "../../lib/http/probe.ts";
import { closedPort } from "../helpers/hosts.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";

const LIMITS = { timeoutMs: 20_000, signal: new AbortController().signal };
const ALIVE = "127.0.0.1";
const DEAD = "nonexistent.invalid";

const found = (...addresses: readonly string[]) => () =>
  Promise.resolve({ addresses, failure: null });

Deno.test(
  "connectTo() chooses no address where it may not connect to each of them",
  {
    permissions: { net: [ALIVE, "localhost"] },
  },
  async () => {
    await using listener = listenRaw(() => nothing);
    const { attempts } = await connectTo(
      { hostname: "localhost", port: listener.port, isAddress: false },
      found(ALIVE, "127.0.0.2"),
      LIMITS,
    );
    assertEquals(attempts.map(({ address }) => address), ["localhost"]);
  },
);

Deno.test("connectTo() tries eight addresses of a host that has more", async () => {
  await using listener = listenRaw(() => nothing);
  const { attempts } = await connectTo(
    { hostname: "localhost", port: listener.port, isAddress: false },
    found(...Array.from({ length: 12 }, () => ALIVE)),
    LIMITS,
  );
  assertEquals(attempts.length, 8);
  assertEquals(await listener.countConnections(), 8);
});

Deno.test("connectTo() fails as the address did that failed last", async () => {
  const port = closedPort();
  const { failure, attempts } = await connectTo(
    { hostname: "localhost", port, isAddress: false },
    found(DEAD, ALIVE),
    LIMITS,
  );
  assertNotEquals(attempts[0]?.failure?.kind, attempts[1]?.failure?.kind);
  assertEquals(failure, attempts[1]?.failure);
});

Deno.test(
  "connectTo() says that it gave an address up for another that responded",
  {
    // Linux alone drops what a full backlog cannot hold.
    ignore: Deno.build.os !== "linux",
  },
  async () => {
    using listener = Deno.listen({ hostname: ALIVE, port: 0, tcpBacklog: 1 });
    const { port } = listener.addr;
    // A backlog of one holds two: there is room for one more.
    using _first = await Deno.connect({ hostname: ALIVE, port });
    const { failure, attempts } = await connectTo(
      { hostname: "localhost", port, isAddress: false },
      found(ALIVE, ALIVE),
      LIMITS,
    );
    assertEquals(failure, null);
    assertEquals(attempts.map(({ failure }) => failure), [
      null,
      { kind: "connect-timeout", timeoutMs: 30, afterAnother: true },
    ]);
  },
);
