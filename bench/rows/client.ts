/**
 * What a developer waits for without the command: the real ZenML client on a server that works, and on two that do not.
 *
 * @module
 */
import { closedOrigin } from "../../lib/demo/listener.ts";
import { command, healthyDoctor, type Variables } from "../commands.ts";
import { type Bench, timeRow } from "../group.ts";
import { type Program, takeTurns, timed } from "../process.ts";
import type { Environment } from "../real_server/environment.ts";
import type { Row } from "../row.ts";
import { withRealServer } from "./real.ts";

/** The client takes seconds, and differs little. */
const MOST_ROUNDS = 3;

/** After so many seconds the client is ended: on 503 it tries again for eight minutes. */
const CAP_S = 60;

/** What `timeout` of coreutils ends with, where the program did not end by itself. */
const CAPPED = 124;

const USE_STORE = "from zenml.client import Client; Client().active_user";

/**
 * Measures the client against the command.
 *
 * @param bench The run.
 * @returns The rows.
 */
export async function clientRows(bench: Bench): Promise<readonly Row[]> {
  return await withRealServer(bench, "client", async (env, environment) => {
    const home = `${bench.folder}/client`;
    await Deno.mkdir(home, { recursive: true });
    const client = (
      variables: Variables,
      status: number,
    ) => clientOf(environment, home, { ...env, ...variables }, status);
    await using down = listenAsDown();
    const closed = { ZENML_STORE_URL: closedOrigin() };
    const unavailable = { ZENML_STORE_URL: down.url };
    const failing = (variables: Variables, says: string): Program => ({
      ...command(["doctor"], { env: { ...env, ...variables } }),
      status: 1,
      says,
    });
    const rounds = Math.min(bench.rounds, MOST_ROUNDS);
    const healthy = await takeTurns(rounds, {
      doctor: healthyDoctor(env),
      client: client({}, 0),
    }, timed);
    return [
      timeRow(
        "healthy, over the client",
        healthy.doctor,
        "the client",
        healthy.client,
        {
          isKept: false,
        },
      ),
      await onceRow("closed port, over the client", {
        doctor: failing(closed, "connect-refused"),
        client: client(closed, 1),
      }),
      await onceRow("503, over the client", {
        doctor: failing(unavailable, "server-unavailable"),
        client: client(unavailable, CAPPED),
      }),
    ];
  });
}

/** The client's retries take up to a minute: it is run once. */
async function onceRow(
  name: string,
  { doctor, client }: { readonly doctor: Program; readonly client: Program },
): Promise<Row> {
  return timeRow(
    name,
    [await timed(doctor)],
    client.status === CAPPED
      ? `the client, ended after ${CAP_S} s`
      : "the client",
    [await timed(client)],
    { isKept: false },
  );
}

function clientOf(
  { python }: Environment,
  home: string,
  env: Variables,
  status: number,
): Program {
  return {
    file: "sh",
    args: ["-c", `timeout ${CAP_S} "$@"`, "sh", python, "-c", USE_STORE],
    env: {
      ...env,
      HOME: home,
      ZENML_CONFIG_PATH: `${home}/config`,
      ZENML_ANALYTICS_OPT_IN: "false",
    },
    status,
  };
}

/** A gateway whose server is gone. */
function listenAsDown(): AsyncDisposable & { readonly url: string } {
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const server = Deno.serve(
    options,
    () => new Response("no healthy upstream", { status: 503 }),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
