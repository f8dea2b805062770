import { assert, assertEquals, assertRejects } from "@std/assert";
import { beginRun } from "../../lib/doctor/begin.ts";
import { examine } from "../../lib/doctor/examine.ts";
import { openRunCache } from "../../lib/doctor/run_cache.ts";
import type { Transport } from "../../lib/http/transport.ts";
import { resolve } from "../../mod.ts";
import { contextOf } from "../helpers/context.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { hanging } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

Deno.test("end() of a run aborts its signal, and nobody else's", async () => {
  const { signal } = new AbortController();
  const run = beginRun({ signal });
  assertEquals(run.signal.aborted, false);
  await run.end();
  assertEquals([run.signal.aborted, signal.aborted], [true, false]);
});

Deno.test("end() of a run ends an examination under way", async () => {
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
  await using server = listenAsZenml({
    // It returns when the client has closed the connection.
    login: async (connection) => await hanging()(connection).finally(leave),
  });
  const run = beginRun({});
  const resolution = resolve({ environment: clientWith(server.url, KEY) });
  // Nobody waits for it any more.
  run.diagnose(resolution).catch(() => {});
  await server.seen("/login");
  await run.end();
  await mustEnd(gone, () => void server[Symbol.asyncDispose]());
});

Deno.test("beginRun() counts the deadline for all of its examinations together", async () => {
  await using server = listenAsZenml({ info: hanging() });
  const run = beginRun({ deadlineMs: 100, timeoutMs: 60_000 });
  const resolution = resolve({ environment: clientWith(server.url, KEY) });
  const codes = [];
  for (let count = 0; count < 2; count++) {
    const { connections } = await mustEnd(run.diagnose(resolution));
    codes.push(
      connections.flatMap(({ checks }) =>
        checks.flatMap(({ findings }) => findings.map(({ code }) => code))
      ),
    );
  }
  await run.end();
  assertEquals(codes, [["deadline-exceeded"], ["deadline-exceeded"]]);
});

Deno.test("close() of a run's cache closes every transport", async () => {
  const cache = openRunCache();
  const closed: string[] = [];
  for (const name of ["a", "b"]) {
    const transport: Transport = {
      send: () => Promise.reject(new Error("not used")),
      ca: null,
      overruled: () => null,
      close: () => void closed.push(name),
    };
    await cache.transports(name, () => Promise.resolve(transport));
    await cache.transports(name, () => Promise.reject(new Error("again")));
  }
  await cache.close();
  assertEquals(closed, ["a", "b"]);
});

Deno.test("close() of a run's cache closes a transport that opens only then", async () => {
  const cache = openRunCache();
  const { promise: opened, resolve: open } = Promise.withResolvers<Transport>();
  const closed = Promise.withResolvers<void>();
  const taken = cache.transports("a", () => opened);
  cache.close();
  open({
    send: () => Promise.reject(new Error("not used")),
    ca: null,
    overruled: () => null,
    close: () => closed.resolve(),
  });
  await taken;
  await mustEnd(closed.promise);
});

const steps = new Set(["target", "server"] as const);
const reason = "not chosen";

Deno.test("examine() takes any error for the stop that aborted the signal", async () => {
  const controller = new AbortController();
  const stopFacts = () => ({ byDeadline: false, deadlineMs: 1 });
  const context = {
    ...contextOf(clientWith("http://127.0.0.1:1", KEY), {
      signal: controller.signal,
    }),
    reach: () => {
      controller.abort();
      return Promise.reject(new DOMException("aborted", "AbortError"));
    },
  };
  const { checks } = await examine(context, { steps, reason, stopFacts });
  const server = checks.find(({ id }) => id === "server");
  assertEquals([server?.status, server?.findings], ["skip", []]);
});

Deno.test("examine() throws an error that no stop explains", async () => {
  const context = {
    ...contextOf(clientWith("http://127.0.0.1:1", KEY)),
    reach: () => Promise.reject(new RangeError("a mistake")),
  };
  const stopFacts = () => null;
  await assertRejects(
    () => examine(context, { steps, reason, stopFacts }),
    RangeError,
    "a mistake",
  );
  assert(!context.signal.aborted);
});

Deno.test("examine() leaves nothing behind at the signal of its run, which many share", async () => {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  let added = 0;
  const context = {
    ...contextOf(clientWith("http://127.0.0.1:1", KEY), { signal }),
    reach: () => Promise.reject(new RangeError("a mistake")),
  };
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    addEventListener(...args: Parameters<typeof addEventListener>) {
      added++;
      listeners.add(args[1]);
      addEventListener.apply(signal, args);
    },
    removeEventListener(...args: Parameters<typeof removeEventListener>) {
      listeners.delete(args[1]);
      removeEventListener.apply(signal, args);
    },
  });
  await assertRejects(
    () => examine(context, { steps, reason, stopFacts: () => null }),
    RangeError,
  );
  assert(added > 0);
  assertEquals(listeners.size, 0);
});
