/** Connects to a port of several addresses, and prints what came of it: a test has only its process's permissions. */
import { openContext } from "../../../lib/doctor/open_context.ts";
import { openRunCache } from "../../../lib/doctor/run_cache.ts";
import { connect } from "../../../lib/doctor/steps/connect.ts";
import { endpointOf } from "../../../lib/http/endpoint.ts";
import { connectTo } from "../../../lib/http/probe.ts";
import { secretSet } from "../../../lib/resolver/secret_set.ts";
import { resolve } from "../../../mod.ts";
import { UNKNOWN_HOST } from "../hosts.ts";

const [port = "", ...addresses] = Deno.args;
const environment = { ZENML_SERVER_URL: `http://${UNKNOWN_HOST}:${port}` };
const [connection] = resolve({ environment }).connections;
if (!connection) throw new TypeError("There is no connection");
const { signal } = new AbortController();
const { context } = openContext(connection, {
  place: "posix",
  limits: { timeoutMs: 2000, bodyBytes: 1024 },
  maxKeyAgeMs: null,
  signal,
  secrets: secretSet(),
  reported: new Set(),
  proUrls: new Map(),
  proxies: {},
  cache: openRunCache(),
});
const probe = await connectTo(
  endpointOf(connection.serverUrl),
  () => Promise.resolve({ addresses, failure: null }),
  { timeoutMs: 2000, signal },
);
const outcome = probe.failure ? null : await connect.run({ target: true }, {
  ...context,
  connect: () => Promise.resolve(probe),
  reach: () => new Promise(() => {}),
});
const text = JSON.stringify({ outcome, probe });
await Deno.stdout.write(new TextEncoder().encode(text));
