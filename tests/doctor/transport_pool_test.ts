import { assertEquals } from "@std/assert";
import { openTransportPool } from "../../lib/doctor/transport_pool.ts";
import type { Transport } from "../../lib/http/transport.ts";

/** Opens ways to servers by name, and keeps which were opened and which closed. */
function waysOf(pool: ReturnType<typeof openTransportPool>) {
  const [opened, closed]: string[][] = [[], []];
  const open = (name: string) => (): Promise<Transport> => {
    opened!.push(name);
    return Promise.resolve({
      send: () => Promise.reject(new Error("not used")),
      ca: null,
      overruled: () => null,
      close: () => void closed!.push(name),
    });
  };
  const visit = async (name: string) => {
    const { transports, release } = pool.lease();
    await transports(name, open(name));
    release();
  };
  return { opened: opened!, closed: closed!, open, visit };
}

Deno.test("openTransportPool() closes the ways to all but the latest of thousands of servers", async () => {
  const pool = openTransportPool();
  const { opened, closed, visit } = waysOf(pool);
  for (let index = 0; index < 1000; index++) await visit(`${index}`);
  assertEquals([opened.length, closed.length], [1000, 984]);
  await pool.close();
  assertEquals(closed.toSorted(), opened.toSorted());
});

Deno.test("openTransportPool() opens a way once for targets that follow each other, and for those at one time", async () => {
  const pool = openTransportPool();
  const { opened, closed, open, visit } = waysOf(pool);
  await visit("a");
  const other = pool.lease();
  await Promise.all([visit("a"), other.transports("a", open("a"))]);
  assertEquals([opened, closed], [["a"], []]);
});

Deno.test("openTransportPool() closes no way that a target uses, whatever comes after it", async () => {
  const pool = openTransportPool();
  const { opened, closed, open, visit } = waysOf(pool);
  const using = pool.lease();
  await using.transports("used", open("used"));
  for (let index = 0; index < 100; index++) await visit(`${index}`);
  await visit("used");
  assertEquals(closed.includes("used"), false);
  assertEquals(opened.filter((name) => name === "used"), ["used"]);
  using.release();
  for (let index = 100; index < 200; index++) await visit(`${index}`);
  assertEquals(closed.includes("used"), true);
});
