import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import { nothing, writeAll } from "../helpers/replies.ts";
import { INFO } from "../helpers/zenml_listener.ts";
import { foundIn } from "../helpers/steps.ts";

const TEXT = JSON.stringify(INFO);
const LENGTH = `content-length: ${TEXT.length}`;

Deno.test("diagnose() shows a key once where a connection that is kept open breaks at the login", async () => {
  const received: string[] = [];
  const keeping: Reply = async (connection) => {
    await writeAll(
      connection,
      `HTTP/1.1 200 OK\r\nconnection: keep-alive\r\n${LENGTH}\r\n\r\n${TEXT}`,
    );
    const buffer = new Uint8Array(65_536);
    const count = await connection.read(buffer) ?? 0;
    received.push(String.fromCharCode(...buffer.subarray(0, count)));
  };
  await using server = listenRaw(({ path }) =>
    path.endsWith("/info") ? keeping : nothing
  );
  const { connections } = await examine(clientWith(server.url, KEY));
  assertEquals(foundIn(connections[0]), ["login connect-reset error"]);
  const all = `${server.received}${received.join("")}`;
  assertEquals(all.split(encodeURIComponent(KEY)).length - 1, 1);
});
