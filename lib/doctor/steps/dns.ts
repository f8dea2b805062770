/**
 * The `dns` step: whether the host name has an address.
 *
 * @module
 */
import { besideProof } from "../grace.ts";
import type { Examination } from "../examination.ts";
import { findingOf } from "../../finding/finding.ts";
import { failureFinding, failureOnTheWay } from "../network.ts";
import { found, type Outcome, passed, skipped } from "../outcome.ts";
import { endpointOf } from "../../http/endpoint.ts";
import { uselessness } from "../../http/reserved_address.ts";

/**
 * Returns whether the host name has an address: by the system's resolver, or where that may not be asked, by the answer.
 */
export async function checkDns(examination: Examination): Promise<Outcome> {
  const { hostname, isAddress } = endpointOf(examination.connection.serverUrl);
  const refusal = examination.refusal();
  if (refusal?.step === "target") return skipped("target did not pass");
  if (examination.proxy) {
    return skipped(`the requests go through proxy ${examination.proxy.host}`);
  }
  if (isAddress) {
    return passed(`the URL names ${describe("an address", hostname)}`);
  }
  if (refusal) return skipped("connect did not pass");
  const asked = examination.lookUp().then((lookup) => ({ lookup }));
  // The resolver may be slower than the whole conversation with the server.
  const known = await besideProof(examination, asked);
  const addresses = known?.lookup?.addresses ?? [];
  if (addresses.length > 0) {
    const words = addresses.map((address) => describe(address, address));
    return passed(words.join(", "), { addresses });
  }
  // A proxy may resolve what this machine cannot.
  const failure = await failureOnTheWay(examination);
  if (failure?.step === "dns") {
    return found("no address", failureFinding(failure, examination));
  }
  if (known?.lookup === null) return notPermitted(hostname, examination);
  return passed(
    failure === null
      ? "resolved on the way, though not by this machine"
      : "not resolved by this machine; a proxy may do it",
  );
}

/** Says of an address at which no server can be what it is. */
function describe(words: string, address: string): string {
  const useless = uselessness(address);
  return useless === null ? words : `${words} (${useless})`;
}

/** The requests can be made without it: then the missing permission costs only the addresses. */
function notPermitted(hostname: string, examination: Examination): Outcome {
  const flag = `--allow-net=${hostname}`;
  return skipped(`the system's resolver was not asked; it needs ${flag}`, [
    findingOf("permission-denied", {
      severity: "info",
      message:
        `Deno was not given the permission to look up ${hostname}: a permission with a port does not include it`,
      hint: `${flag}  # add this flag behind: deno run`,
      setting: examination.connection.urlOrigin,
    }),
  ]);
}
