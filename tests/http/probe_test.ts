import { assert, assertEquals, assertRejects } from "@std/assert";
import { connectTo, lookUp } from "../../lib/http/probe.ts";
import { Stopped } from "../../lib/http/request.ts";
import { closedPort } from "../helpers/hosts.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";

const { signal } = new AbortController();
const LIMITS = { timeoutMs: 20_000, signal };
const ALIVE = "127.0.0.1";
/** No address, but as good as a dead one: the tests may connect to it, and cannot. */
const DEAD = "nonexistent.invalid";

const found = (...addresses: readonly string[]) => () =>
  Promise.resolve({ addresses, failure: null });

Deno.test("lookUp() finds the addresses of a name", async () => {
  const lookup = await lookUp("localhost", LIMITS);
  assertEquals(lookup?.failure, null);
  assert(lookup?.addresses.includes(ALIVE));
});

Deno.test("lookUp() finds name-not-found where a name has no address", async () => {
  assertEquals(await lookUp(DEAD, LIMITS), {
    addresses: [],
    failure: { kind: "name-not-found" },
  });
});

Deno.test("lookUp() is null where Deno does not permit it", {
  permissions: { net: ["localhost:443"] },
}, async () => {
  assertEquals(await lookUp("localhost", LIMITS), null);
});

Deno.test("lookUp() throws Stopped where it was stopped before", async () => {
  const limits = { timeoutMs: 20_000, signal: AbortSignal.abort() };
  await assertRejects(() => lookUp("localhost", limits), Stopped);
});

Deno.test("connectTo() connects to an address without looking up anything", async () => {
  await using listener = listenRaw(() => nothing);
  const { addresses, failure, attempts } = await connectTo(
    { hostname: ALIVE, port: listener.port, isAddress: true },
    () => Promise.reject(new Error("looked up")),
    LIMITS,
  );
  assertEquals([addresses, failure], [[ALIVE], null]);
  assertEquals(attempts.map(({ address }) => address), [ALIVE]);
  assertEquals(await listener.countConnections(), 1);
});

Deno.test("connectTo() tries every address, and tells a dead one from a living one", async () => {
  await using listener = listenRaw(() => nothing);
  const { port } = listener;
  const { addresses, failure, attempts } = await connectTo(
    { hostname: "localhost", port, isAddress: false },
    found(DEAD, ALIVE),
    LIMITS,
  );
  assertEquals([addresses, failure], [[ALIVE], null]);
  const tried = new Map(attempts.map((one) => [one.address, one.failure]));
  assertEquals(tried.get(ALIVE), null);
  // It was not there, or had not said so in time.
  assert(
    ["name-not-found", "connect-timeout"].includes(
      tried.get(DEAD)?.kind ?? "",
    ),
  );
});

Deno.test(
  "connectTo() connects by the name where it may not choose the address",
  {
    permissions: { net: [ALIVE] },
  },
  async () => {
    await using listener = listenRaw(() => nothing);
    const { attempts } = await connectTo(
      { hostname: ALIVE, port: listener.port, isAddress: false },
      found("127.0.0.2"),
      LIMITS,
    );
    assertEquals(attempts.map(({ address }) => address), [ALIVE]);
  },
);

Deno.test("connectTo() tries nothing where the name has no address", async () => {
  const failure = { kind: "name-not-found" } as const;
  const probe = await connectTo(
    { hostname: DEAD, port: 80, isAddress: false },
    () => Promise.resolve({ addresses: [], failure }),
    LIMITS,
  );
  assertEquals(probe, { addresses: [], failure, attempts: [] });
});

Deno.test("connectTo() finds connection-refused where nothing listens", async () => {
  const port = closedPort();
  const endpoint = { hostname: ALIVE, port, isAddress: true };
  const { addresses, failure } = await connectTo(endpoint, found(), LIMITS);
  assertEquals(addresses, []);
  assertEquals(failure, { kind: "connection-refused" });
});

Deno.test("connectTo() gives up in time, and when it is stopped", {
  // Linux alone drops what a full backlog cannot hold.
  ignore: Deno.build.os !== "linux",
}, async () => {
  using listener = Deno.listen({ hostname: ALIVE, port: 0, tcpBacklog: 1 });
  const { port } = listener.addr;
  // A backlog of one holds two.
  using _first = await Deno.connect({ hostname: ALIVE, port });
  using _second = await Deno.connect({ hostname: ALIVE, port });
  const endpoint = { hostname: ALIVE, port, isAddress: true };
  const probe = await connectTo(endpoint, found(), { timeoutMs: 50, signal });
  assertEquals(probe.failure, { kind: "connect-timeout", timeoutMs: 50 });
  const controller = new AbortController();
  const stopped = connectTo(endpoint, found(), {
    timeoutMs: 20_000,
    signal: controller.signal,
  });
  controller.abort();
  await assertRejects(() => stopped, Stopped);
});
