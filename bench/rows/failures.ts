/**
 * How soon it is told that there is no server.
 *
 * @module
 */
import { closedOrigin } from "../../lib/demo/listener.ts";
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { command, emptyStart } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { absenceOf, type Program, takeTurns, timed } from "../process.ts";
import type { Row } from "../row.ts";

const UNKNOWN_HOST = "nonexistent.invalid";

/**
 * Measures failures.
 *
 * @param bench The run.
 * @returns The rows.
 */
export async function failureRows(
  { rounds }: Bench,
): Promise<readonly Row[]> {
  const closed = await takeTurns(rounds, {
    told: failing(closedOrigin(), "127.0.0.1", "connect-refused"),
    empty: emptyStart(),
  }, timed);
  const limit = { of: "ours", atMost: 120 } as const;
  return [
    timeRow(
      "doctor, closed port",
      closed.told,
      "deno eval ''",
      closed.empty,
      { limit },
    ),
    await unknownHostRow(rounds),
  ];
}

async function unknownHostRow(rounds: number): Promise<Row> {
  const name = "doctor, unknown host";
  const lookUp: Program = {
    file: "getent",
    args: ["ahosts", UNKNOWN_HOST],
    // What it says of a name without an address.
    status: 2,
  };
  const reason = await absenceOf(lookUp);
  if (reason) return { name, reason };
  const told = failing(`https://${UNKNOWN_HOST}`, UNKNOWN_HOST, "dns-failed");
  const took = await takeTurns(rounds, { told, lookUp }, timed);
  return timeRow(name, took.told, "getent ahosts", took.lookUp, {
    limit: { of: "difference", atMost: 200 },
    // How fast a resolver knows nothing differs from network to network.
    isKept: false,
  });
}

function failing(url: string, host: string, code: string): Program {
  const key = { id: crypto.randomUUID(), value: crypto.randomUUID() };
  const env = { ZENML_STORE_URL: url, ZENML_STORE_API_KEY: encodeApiKey(key) };
  return { ...command(["doctor"], { env, host }), status: 1, says: code };
}
