import { assert, assertEquals } from "@std/assert";
import { lookUp } from "../../lib/http/probe.ts";
import { request } from "../../lib/http/request.ts";
import { delay } from "../../lib/http/timer.ts";
import { openTls } from "../../lib/http/unverified_fetch.ts";
import { singleFlight } from "../../lib/token/single_flight.ts";
import { certificateOf } from "../helpers/certificates.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { KEY } from "../helpers/credentials.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http, nothing } from "../helpers/replies.ts";
import { watchedSignal } from "../helpers/watched_signal.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const LIMITS = { timeoutMs: 20_000, bodyBytes: 1024 };

/** What listens to the signal of its caller, which lives longer. */
const LISTENING: Readonly<
  Record<string, (signal: AbortSignal) => Promise<unknown>>
> = {
  "delay()": (signal) => delay(0, signal),
  "singleFlight()": (signal) =>
    singleFlight(() => Promise.resolve(1), () => {}).join(signal),
  "lookUp()": (signal) => lookUp("localhost", { timeoutMs: 20_000, signal }),
  "request()": async (signal) => {
    await using server = listenRaw(() => http(200, "hello"));
    await request({ url: server.url }, LIMITS, signal);
  },
  "request(), without a response": async (signal) => {
    await using server = listenRaw(() => nothing);
    await request({ url: server.url }, LIMITS, signal);
  },
  "openTls()": async (signal) => {
    await using server = listenRaw(() => nothing, certificateOf());
    const socket = await openTls(server.url, signal);
    await new Promise<void>((resolve) => {
      socket.once("close", resolve);
      socket.destroy();
    });
  },
  "diagnose()": async (signal) => {
    await using server = listenAsZenml();
    await examine(clientWith(server.url, KEY), { signal });
  },
};

for (const [what, run] of Object.entries(LISTENING)) {
  Deno.test(`${what} no longer listens to its caller's signal once it has ended`, async () => {
    const { signal, listeners, added } = watchedSignal();
    await run(signal);
    assert(added() > 0);
    assertEquals(listeners(), 0);
  });
}
