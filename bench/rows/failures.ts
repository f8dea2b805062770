/**
 * How soon it is told that there is no server.
 *
 * @module
 */
import { closedOrigin } from "../../lib/demo/listener.ts";
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { command, emptyStart, SOURCE } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { absenceOf, type Program, takeTurns, timed } from "../process.ts";
import type { Row } from "../row.ts";

const UNKNOWN_HOST = "nonexistent.invalid";

/**
 * Measures failures.
 *
 * @param bench The run.
 * @param entry The command's file.
 * @param suffix What the rows' names end in.
 * @returns The rows.
 */
export async function failureRows(
  { rounds }: Bench,
  entry: string = SOURCE,
  suffix = "",
): Promise<readonly Row[]> {
  const closed = await takeTurns(rounds, {
    told: failing(closedOrigin(), "127.0.0.1", "connect-refused", entry),
    empty: emptyStart(),
  }, timed);
  const limit = { of: "ours", atMost: 110 } as const;
  return [
    timeRow(
      `doctor, closed port${suffix}`,
      closed.told,
      "deno eval ''",
      closed.empty,
      { limit },
    ),
    await unknownHostRow(rounds, entry, suffix),
  ];
}

async function unknownHostRow(
  rounds: number,
  entry: string,
  suffix: string,
): Promise<Row> {
  const name = `doctor, unknown host${suffix}`;
  const lookUp: Program = {
    file: "getent",
    args: ["ahosts", UNKNOWN_HOST],
    // What it says of a name without an address.
    status: 2,
  };
  const reason = await absenceOf(lookUp);
  if (reason) return { name, reason };
  const told = failing(
    `https://${UNKNOWN_HOST}`,
    UNKNOWN_HOST,
    "dns-failed",
    entry,
  );
  const took = await takeTurns(rounds, { told, lookUp }, timed);
  return timeRow(name, took.told, "getent ahosts", took.lookUp, {
    limit: { of: "difference", atMost: 200 },
    // How fast a resolver knows nothing differs from network to network.
    isKept: false,
  });
}

function failing(
  url: string,
  host: string,
  code: string,
  entry: string,
): Program {
  const key = { id: crypto.randomUUID(), value: crypto.randomUUID() };
  const env = { ZENML_STORE_URL: url, ZENML_STORE_API_KEY: encodeApiKey(key) };
  return {
    ...command(["doctor"], { entry, env, host }),
    status: 1,
    says: code,
  };
}
