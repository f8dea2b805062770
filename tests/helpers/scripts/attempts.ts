/** Connects to a port of several addresses, and prints what came of it: a test has only its process's permissions. */
import { beginExamination } from "../../../lib/doctor/examination.ts";
import { checkConnect } from "../../../lib/doctor/steps/connect.ts";
import { connectTo } from "../../../lib/http/probe.ts";
import { resolve } from "../../../mod.ts";
import { UNKNOWN_HOST } from "../hosts.ts";

const [port = "", ...addresses] = Deno.args;
const environment = { ZENML_SERVER_URL: `http://${UNKNOWN_HOST}:${port}` };
const [connection] = resolve({ environment }).connections;
if (!connection) throw new TypeError("There is no connection");
const begun = beginExamination(connection, {
  limits: { timeoutMs: 2000, bodyBytes: 1024 },
  signal: new AbortController().signal,
  proParts: new Map(),
  reported: () => new Set(),
  proxies: {},
});
const lookup = { addresses, failure: null, attempts: [] };
const examination = { ...begun, lookUp: () => Promise.resolve(lookup) };
const probe = await connectTo(examination);
const outcome = probe.failure ? null : await checkConnect({
  ...examination,
  connect: () => Promise.resolve(probe),
  proof: () => new Promise(() => {}),
});
const text = JSON.stringify({ outcome, probe });
await Deno.stdout.write(new TextEncoder().encode(text));
