/**
 * The `connect` step: whether something listens at the server's address and port.
 *
 * @module
 */
import type { Examination } from "./examination.ts";
import { failureFinding, failureOnTheWay, skipIfBroken } from "./network.ts";
import { found, type Outcome, passed } from "./outcome.ts";
import { endpointOf } from "./probe.ts";

/**
 * Tells whether a connection to the server's port can be made, directly or by the way that the requests take.
 *
 * @param examination What the checks share.
 * @returns A pass where something listens.
 *
 * @example Usage
 * ```ts ignore
 * import { checkConnect } from "./connect.ts";
 *
 * const { findings } = await checkConnect(examination);
 * ```
 */
export async function checkConnect(
  examination: Examination,
): Promise<Outcome> {
  const { port } = endpointOf(examination.connection.serverUrl);
  const direct = await Promise.race([
    examination.connect(),
    examination.proof().then(() => null),
  ]);
  const address = direct?.addresses[0];
  if (address !== undefined) {
    return passed(`${address}, port ${port}`, { address, port });
  }
  const failure = await failureOnTheWay(examination);
  return skipIfBroken(failure, "connect") ??
    (failure?.step === "connect"
      ? found(failure.message, failureFinding(failure, examination))
      : passed(`port ${port} takes connections`, { port }));
}
