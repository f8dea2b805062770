/**
 * The `dns` step: whether the host name has an address.
 *
 * @module
 */
import type { Examination } from "./examination.ts";
import { failureFinding, failureOnTheWay, skipIfBroken } from "./network.ts";
import { found, type Outcome, passed } from "./outcome.ts";
import { endpointOf } from "./probe.ts";

/**
 * Tells whether the host name has an address: by the system's resolver, or where that may not be asked, by the answer.
 *
 * @param examination What the checks share.
 * @returns A pass with the addresses, where they are known.
 *
 * @example Usage
 * ```ts ignore
 * import { checkDns } from "./dns.ts";
 *
 * const { summary } = await checkDns(examination);
 * ```
 */
export async function checkDns(examination: Examination): Promise<Outcome> {
  const { hostname, isAddress } = endpointOf(examination.connection.serverUrl);
  if (isAddress) return passed("the URL names an address");
  const addresses = (await examination.lookUp())?.addresses ?? [];
  if (addresses.length > 0) return passed(addresses.join(", "), { addresses });
  // A proxy may resolve what this machine cannot.
  const failure = await failureOnTheWay(examination);
  return skipIfBroken(failure, "dns") ??
    (failure?.step === "dns"
      ? found("no address", failureFinding(failure, examination))
      : passed(`${hostname} has an address`));
}
