/**
 * How long it takes until something is done that needs no network.
 *
 * @module
 */
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { command, emptyStart, SOURCE } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { takeTurns, timed } from "../process.ts";
import type { Row } from "../row.ts";

const AGAINST = "deno eval ''";

/**
 * Measures the start.
 *
 * @param bench The run.
 * @param entry The command's file.
 * @param suffix What the rows' names end in.
 * @returns The rows.
 */
export async function startRows(
  { rounds }: Bench,
  entry: string = SOURCE,
  suffix = "",
): Promise<readonly Row[]> {
  const key = { id: crypto.randomUUID(), value: crypto.randomUUID() };
  const env = {
    ZENML_STORE_URL: "https://zenml.example.com",
    ZENML_STORE_API_KEY: encodeApiKey(key),
  };
  const took = await takeTurns(rounds, {
    empty: emptyStart(),
    version: { ...command(["--version"], { entry }), says: "zenml-env" },
    resolve: {
      ...command(["resolve"], { entry, env }),
      says: env.ZENML_STORE_URL,
    },
  }, timed);
  const limit = { of: "difference", atMost: 15 } as const;
  return [
    timeRow(`--version${suffix}`, took.version, AGAINST, took.empty, { limit }),
    timeRow(`resolve${suffix}`, took.resolve, AGAINST, took.empty),
  ];
}
