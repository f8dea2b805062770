/**
 * Roots, files and folders, which are the business of the client's libraries,
 * whatever its version. They need only one of the servers, so they have a file of
 * their own, which runs at the same time as the cases.
 *
 * @module
 */
import { hasPro } from "../../bench/real_server/versions.ts";
import { type Installed, SHARED_SERVERS } from "./installed.ts";
import { assertMachines } from "./machine.ts";
import { type Machine, startMachine } from "./machine_world.ts";
import { assertPlanes } from "./tls_plane.ts";
import { testTls } from "./tls_tests.ts";

/**
 * Defines the tests.
 *
 * @param installed The version of ZenML.
 */
export function testMachine({ name, environment }: Installed): void {
  const running = new AsyncDisposableStack();
  let machine: Machine;
  Deno.test.beforeAll(async () => {
    machine = await startMachine(environment, running);
  });
  Deno.test.afterAll(() => running.disposeAsync());
  testTls(name, () => machine);
  if (hasPro(environment.version)) {
    Deno.test({
      name: `${name}: a control plane with a private CA`,
      ...SHARED_SERVERS,
      fn: () => assertPlanes(machine),
    });
  }
  Deno.test({
    name: `${name}: the client's folder and .netrc`,
    ...SHARED_SERVERS,
    fn: () => assertMachines(machine),
  });
}
