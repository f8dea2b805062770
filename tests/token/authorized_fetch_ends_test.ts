import { assertEquals, assertRejects } from "@std/assert";
import {
  AccessError,
  accessToken,
  authorizedFetch,
} from "../../lib/token/access_token.ts";
import {
  type Certificate,
  certificateOf,
  rootOf,
} from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import type { Reply } from "../helpers/raw_listener.ts";
import { hanging, json } from "../helpers/replies.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { listenForRequests, sentTo } from "./fetched.ts";
import { configurationIn, loginsIn } from "./support.ts";

const OK = json(200, { ok: true });

const root = rootOf();
const signed = certificateOf({ issuer: root });
const own = certificateOf();

/** A server's certificate, what ZENML_STORE_VERIFY_SSL says, and whether requests get through. */
const VERIFICATIONS: readonly (readonly [
  name: string,
  certificate: Certificate,
  verification: string | null,
  passes: boolean,
])[] = [
  ["Deno's roots", signed, null, false],
  ["Deno's roots, said so", signed, "true", false],
  ["no verification", own, "false", true],
  ["the CA that signed", signed, root.pem, true],
  ["another CA", signed, rootOf().pem, false],
  ["the very certificate", own, own.pem, true],
  ["another certificate", own, certificateOf().pem, false],
];

for (const [name, certificate, verification, passes] of VERIFICATIONS) {
  Deno.test(`authorizedFetch() verifies by ${name}: ${passes}`, async () => {
    await using server = listenForRequests(() => OK, certificate);
    using send = authorizedFetch(configurationIn({
      ...clientWith(server.url, KEY),
      ...(verification === null
        ? {}
        : { ZENML_STORE_VERIFY_SSL: verification }),
    }));
    if (passes) {
      const body = { method: "POST", body: "{}" };
      assertEquals(await (await send("/x", body)).json(), { ok: true });
      assertEquals(sentTo(server)[0]?.text.split("\r\n\r\n")[1], "{}");
    } else {
      const error = await assertRejects(() => send("/x"), AccessError);
      assertEquals(error.findings.map(({ code }) => code), ["tls-untrusted"]);
      assertEquals(loginsIn(server.requests), 0);
    }
    assertEquals(sentTo(server).length, passes ? 1 : 0);
  });
}

for (
  const [name, verification, before, later] of [
    ["a CA", root.pem, signed, own],
    ["the very certificate", own.pem, own, certificateOf()],
  ] as const
) {
  Deno.test(`authorizedFetch() verifies the server by ${name} again after the login: no token goes to who took its port`, async () => {
    const server = listenForRequests(() => OK, before);
    const configuration = configurationIn({
      ...clientWith(server.url, KEY),
      ZENML_STORE_VERIFY_SSL: verification,
    });
    const token = await accessToken(configuration);
    await server[Symbol.asyncDispose]();
    const shown: (string | null)[] = [];
    await using other = Deno.serve({
      hostname: "127.0.0.1",
      port: server.port,
      cert: later.pem,
      key: later.keyPem,
      onListen() {},
    }, ({ headers }) => {
      shown.push(headers.get("authorization"));
      return new Response();
    });
    using send = authorizedFetch(configuration);
    const error = await assertRejects(() => send("/x"), Error);
    assertEquals(error instanceof AccessError, false);
    assertEquals([shown, other.addr.port], [[], server.port]);
    assertEquals(error.message.includes(token.value.reveal()), false);
  });
}

Deno.test("authorizedFetch() sends no token where the CA's file is gone since the login, until it is there again", async () => {
  await using folder = await temporaryFolder();
  await using server = listenForRequests(() => OK, signed);
  const file = await folder.write("ca.pem", root.pem);
  const configuration = configurationIn({
    ...clientWith(server.url, KEY),
    ZENML_STORE_VERIFY_SSL: file,
  });
  await accessToken(configuration);
  await Deno.remove(file);
  using send = authorizedFetch(configuration);
  await assertRejects(() => send("/x"), TypeError, "the CA is missing");
  assertEquals(sentTo(server), []);
  await folder.write("ca.pem", root.pem);
  assertEquals(await (await send("/x")).json(), { ok: true });
});

Deno.test("authorizedFetch() that is disposed of during the login sends nothing after it", async () => {
  await using server = listenForRequests(() => OK, own);
  const send = authorizedFetch(configurationIn({
    ...clientWith(server.url, KEY),
    ZENML_STORE_VERIFY_SSL: "false",
  }));
  const pending = send("/x");
  await server.seen("/login");
  send[Symbol.dispose]();
  await assertRejects(() => pending, TypeError, "disposed");
  assertEquals(sentTo(server), []);
});

Deno.test("authorizedFetch() sends nothing for who has aborted before", async () => {
  await using server = listenForRequests(() => OK);
  using send = authorizedFetch(configurationIn(clientWith(server.url, KEY)));
  const reason = new Error("enough");
  const signal = AbortSignal.abort(reason);
  for (const input of ["/x", new Request(`${server.url}/x`, { signal })]) {
    const error = await assertRejects(() =>
      send(input, typeof input === "string" ? { signal } : {})
    );
    assertEquals(error, reason);
  }
  assertEquals(server.received, "");
});

/** A server that makes the caller wait, for what, and how to end. */
const WAITS: readonly (readonly [
  name: string,
  certificate: Certificate | undefined,
  verification: string,
])[] = [
  ["over plain http", undefined, "true"],
  ["verified by a CA", signed, root.pem],
  ["not verified", own, "false"],
];

for (const [name, certificate, verification] of WAITS) {
  Deno.test(`authorizedFetch() ends a request ${name} with its signal, for its reason`, async () => {
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const hang: Reply = async (connection) =>
      await hanging()(connection).finally(resolve);
    await using server = listenForRequests(() => hang, certificate);
    using send = authorizedFetch(configurationIn({
      ...clientWith(server.url, KEY),
      ZENML_STORE_VERIFY_SSL: verification,
    }));
    const controller = new AbortController();
    const pending = send("/x", { signal: controller.signal });
    await server.seen("/x");
    // A reason need not be an error.
    controller.abort("enough");
    assertEquals(await mustEnd(pending.catch((reason) => reason)), "enough");
    await mustEnd(gone);
  });

  Deno.test(`authorizedFetch() ends the reading of a response ${name} with its signal`, async () => {
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const beginning = new TextEncoder().encode(
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc",
    );
    await using server = listenForRequests(() => async (connection) => {
      await connection.write(beginning);
      await hanging()(connection).finally(resolve);
    }, certificate);
    using send = authorizedFetch(configurationIn({
      ...clientWith(server.url, KEY),
      ZENML_STORE_VERIFY_SSL: verification,
    }));
    const controller = new AbortController();
    const response = await send("/x", { signal: controller.signal });
    const reading = response.text();
    controller.abort();
    await mustEnd(assertRejects(() => reading));
    await mustEnd(gone);
  });

  Deno.test(
    `authorizedFetch() ${name}, disposed of, leaves nothing open, lets a response be read, and sends no more`,
    {
      sanitizeResources: true,
      sanitizeOps: true,
    },
    async () => {
      await using server = listenForRequests(() => OK, certificate);
      const send = authorizedFetch(configurationIn({
        ...clientWith(server.url, KEY),
        ZENML_STORE_VERIFY_SSL: verification,
      }));
      const response = await send("/x");
      send[Symbol.dispose]();
      send[Symbol.dispose]();
      assertEquals(await response.json(), { ok: true });
      await assertRejects(() => send("/x"), TypeError, "disposed");
      assertEquals(sentTo(server).length, 1);
    },
  );
}

Deno.test("authorizedFetch() ends the login, and the reading of a body, with the signal of its request", async () => {
  await using server = listenForRequests(() => OK);
  const configuration = configurationIn(clientWith(server.url, KEY));
  using send = authorizedFetch(configuration);
  const controller = new AbortController();
  const { promise: pulled, resolve } = Promise.withResolvers<void>();
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: () => {
      resolve();
      return new Promise(() => {});
    },
  });
  const pending = send("/x", {
    method: "POST",
    body: endless,
    signal: controller.signal,
  });
  await pulled;
  const reason = new Error("enough");
  controller.abort(reason);
  assertEquals(await mustEnd(assertRejects(() => pending)), reason);
  assertEquals(server.received, "");
});

Deno.test("authorizedFetch() that never sends opens nothing", {
  sanitizeResources: true,
}, () => {
  const send = authorizedFetch(
    configurationIn(clientWith("http://127.0.0.1:1", KEY)),
  );
  assertEquals(typeof send, "function");
});
