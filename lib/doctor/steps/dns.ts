import { endpointOf } from "../../http/endpoint.ts";
import { reservation } from "../../http/reserved_address.ts";
import { findingOf } from "../../finding/finding.ts";
import { permit } from "../../finding/fix.ts";
import type { Context } from "../context.ts";
import { waitBriefly } from "../grace.ts";
import { problemFinding } from "../problem_text.ts";
import { problemOfReach } from "../reach.ts";
import {
  blockedBy,
  defineStep,
  failed,
  type Outcome,
  passed,
  skipped,
} from "../step.ts";

/** Examines whether the host's name has addresses. */
export const dns = defineStep({
  id: "dns",
  needs: ["target"],
  async run(_needed, context) {
    const { hostname, isAddress } = endpointOf(context.connection.serverUrl);
    if (context.proxy) {
      return skipped(`the requests go through proxy ${context.proxy.host}`);
    }
    if (isAddress) {
      return passed(true, `the URL names ${describe("an address", hostname)}`);
    }
    // The resolver may be slower than the whole conversation with the server.
    const looking = context.lookUp().then((lookup) => ({ lookup }));
    const known = await waitBriefly(looking, context);
    const addresses = known?.lookup?.addresses ?? [];
    if (addresses.length > 0) {
      const words = addresses.map((address) => describe(address, address));
      return passed(true, words.join(", "), { addresses });
    }
    return await withoutAddresses(context, known?.lookup === null);
  },
});

async function withoutAddresses(
  context: Context,
  isDenied: boolean,
): Promise<Outcome<true>> {
  const problem = await problemOfReach(context);
  if (problem?.kind === "not-permitted") return blockedBy(problem.step);
  // A proxy may resolve what this machine cannot.
  if (problem?.step === "dns") {
    return failed("no address", problemFinding(problem, context));
  }
  if (
    problem?.kind === "failure" &&
    problem.failure.kind === "too-many-open-files"
  ) {
    return skipped("too many open files");
  }
  if (isDenied) return notPermitted(context);
  return problem === null
    ? passed(true, "resolved on the way, though not by this machine")
    : skipped("not resolved by this machine; a proxy may do it");
}

function describe(words: string, address: string): string {
  const reserved = reservation(address);
  return reserved === null ? words : `${words} (${reserved})`;
}

function notPermitted({ connection }: Context): Outcome<true> {
  const { hostname } = endpointOf(connection.serverUrl);
  const fix = permit("--allow-net", hostname);
  return skipped(
    `the name was not looked up; that needs --allow-net=${hostname}`,
    {
      findings: [findingOf("permission-denied", {
        severity: "info",
        message:
          `Deno was not given the permission to look up ${hostname}: a permission with a port does not include it`,
        fix,
        setting: connection.urlOrigin,
      })],
    },
  );
}
