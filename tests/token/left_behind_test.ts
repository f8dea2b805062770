import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import { AccessError } from "../../lib/token/access_error.ts";
import { exchange } from "../../lib/token/exchange.ts";
import { singleFlight } from "../../lib/token/single_flight.ts";
import { tokenCache } from "../../lib/token/token_cache.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { KEY, tokenOf } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { hanging, http, json } from "../helpers/replies.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { type Answers, listenAsZenml } from "../helpers/zenml_listener.ts";
import { configurationIn, loginsIn } from "./support.ts";

Deno.test("tokenCache() does not give a refused token again after its replacement failed", async () => {
  let answers: Answers = {};
  await using server = listenAsZenml(() => answers);
  const [take, configuration] = [
    tokenCache(),
    configurationIn(clientWith(server.url, KEY)),
  ];
  const refused = await take(configuration);
  answers = { login: http(500) };
  await assertRejects(() => take(configuration, { refused }));
  answers = {
    login: json(200, { access_token: tokenOf({ sub: "new" }) }),
  };
  // Who does not know that it was refused must not get it either.
  const next = await take(configuration);
  assertNotEquals(next.value.reveal(), refused.value.reveal());
  assertEquals(loginsIn(server.requests), 3);
});

Deno.test("tokenCache() shares the exchange that follows one which all have left", async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: second, resolve: begin } = Promise.withResolvers<void>();
  let logins = 0;
  await using server = listenAsZenml(() => ({
    login: async (connection) => {
      if (++logins === 1) return await hanging()(connection);
      begin();
      await gate;
      await json(200, { access_token: tokenOf({ sub: "bot" }) })(connection);
    },
  }));
  const [take, configuration, controller] = [
    tokenCache(),
    configurationIn(clientWith(server.url, KEY)),
    new AbortController(),
  ];
  const left = take(configuration, { signal: controller.signal });
  await server.seen("/login");
  controller.abort();
  await assertRejects(() => left, DOMException);
  const tokens = [take(configuration)];
  // By now the first exchange has ended, too.
  await second;
  tokens.push(take(configuration));
  open();
  const [one, other] = await Promise.all(tokens);
  assertStrictEquals(one, other);
  assertEquals(loginsIn(server.requests), 2);
});

Deno.test(
  "exchange() leaves nothing open: not the client of a CA, whether it succeeds or fails",
  {
    sanitizeResources: true,
  },
  async () => {
    const root = rootOf();
    let answers: Answers = {};
    await using server = listenAsZenml(
      () => answers,
      certificateOf({ issuer: root }),
    );
    const configuration = configurationIn({
      ...clientWith(server.url, KEY),
      ZENML_STORE_VERIFY_SSL: root.pem,
    });
    const { signal } = new AbortController();
    assert((await exchange(configuration, 20_000, signal)).token);
    answers = { login: http(500) };
    await assertRejects(() => exchange(configuration, 20_000, signal));
  },
);

Deno.test("exchange() stops with its caller's signal, at any step", async () => {
  for (const step of ["info", "login"] as const) {
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    await using server = listenAsZenml({
      // It returns when the client has closed the connection.
      [step]: async (connection: Deno.Conn) =>
        await hanging()(connection).finally(resolve),
    });
    const configuration = configurationIn(clientWith(server.url, KEY));
    const controller = new AbortController();
    const stopped = assertRejects(() =>
      exchange(configuration, 60_000, controller.signal)
    );
    await server.seen(`/${step}`);
    controller.abort();
    await mustEnd(
      Promise.all([stopped, gone]),
      () => void server[Symbol.asyncDispose](),
    );
  }
});

Deno.test("singleFlight() ends its work once all have gone, and not before", async () => {
  const began = Promise.withResolvers<AbortSignal>();
  let ends = 0;
  const work = singleFlight((signal) => {
    began.resolve(signal);
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  }, () => ends++);
  const signal = await began.promise;
  const callers = [new AbortController(), new AbortController()];
  const [first, second] = callers.map((caller) => work.join(caller.signal));
  callers[0]!.abort();
  await assertRejects(() => first!, DOMException);
  assertEquals([signal.aborted, ends], [false, 0]);
  callers[1]!.abort();
  await assertRejects(() => second!, DOMException);
  assertEquals(signal.aborted, true);
  assert(ends > 0);
});

Deno.test("exchange() ends its look at a certificate with itself", {
  // Linux alone drops what a full backlog cannot hold.
  ignore: Deno.build.os !== "linux",
  sanitizeOps: true,
  sanitizeResources: true,
}, async () => {
  using listener = Deno.listen({
    hostname: "127.0.0.1",
    port: 0,
    tcpBacklog: 1,
  });
  const { port } = listener.addr;
  // A backlog of one holds two.
  using _first = await Deno.connect({ hostname: "127.0.0.1", port });
  using _second = await Deno.connect({ hostname: "127.0.0.1", port });
  const configuration = configurationIn(
    clientWith(`https://127.0.0.1:${port}`, KEY),
  );
  const { signal } = new AbortController();
  const error = await assertRejects(
    () => exchange(configuration, 200, signal),
    AccessError,
  );
  assertEquals(error.findings.map(({ code }) => code), ["connect-timeout"]);
});
