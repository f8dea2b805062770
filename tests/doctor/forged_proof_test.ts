import { assertEquals, assertRejects } from "@std/assert";
import { openContext } from "../../lib/doctor/open_context.ts";
import { openRunCache } from "../../lib/doctor/run_cache.ts";
import { login } from "../../lib/doctor/steps/login.ts";
import type { ServerProof } from "../../lib/doctor/values.ts";
import { DEFAULT_LIMITS, type RequestFacts } from "../../lib/http/request.ts";
import { secretSet } from "../../lib/resolver/secret_set.ts";
import { resolve } from "../../mod.ts";
import { KEY, TOKEN } from "../helpers/credentials.ts";
import { clientWith, type Environment } from "../helpers/examination.ts";

const OWN = "https://zenml.example.com:8443";

const asToken = { ZENML_STORE_URL: OWN, ZENML_STORE_API_TOKEN: TOKEN };
const asUser = {
  ZENML_STORE_URL: OWN,
  ZENML_STORE_USERNAME: "alice",
  ZENML_STORE_PASSWORD: "plum jam",
};

/** Tries to log in with a proof that says that this origin answered, and keeps what is requested. */
function logInTo(origin: string, environment: Environment) {
  const requested: string[] = [];
  const [connection] = resolve({ environment }).connections;
  if (!connection) throw new TypeError("There is no connection");
  const response = {
    kind: "response",
    status: 200,
    headers: new Map(),
    text: JSON.stringify({ access_token: TOKEN }),
    receivedAt: 0,
  } as const;
  const server: ServerProof = {
    origin,
    info: {
      id: "1",
      version: "0.98.0",
      deploymentType: "other",
      authScheme: "OAUTH2_PASSWORD_BEARER",
      active: true,
      serverUrl: null,
      proApiUrl: null,
      proDashboardUrl: null,
    },
    response,
  };
  const { context } = openContext(connection, {
    place: "posix",
    limits: DEFAULT_LIMITS,
    maxKeyAgeMs: null,
    signal: new AbortController().signal,
    secrets: secretSet(),
    reported: new Set(),
    proUrls: new Map(),
    proxies: {},
    cache: openRunCache(),
  });
  const request = ({ url }: RequestFacts) => {
    requested.push(url);
    return Promise.resolve(response);
  };
  const session = () => login.run({ server }, { ...context, request });
  return { requested, session };
}

/** Origins that are not that of the server, however near they are. */
const FORGED = [
  "https://evil.example",
  "http://zenml.example.com:8443",
  "https://zenml.example.com",
  "https://zenml.example.com.evil.example:8443",
  "https://zenml.example.com:84433",
  "",
];

for (const origin of FORGED) {
  Deno.test(`login sends nothing by a proof of another origin: ${origin || "none"}`, async () => {
    for (const environment of [clientWith(OWN, KEY), asUser]) {
      const { requested, session } = logInTo(origin, environment);
      await assertRejects(session, TypeError, "without proof");
      assertEquals(requested, []);
    }
  });
}

Deno.test("login sends a credential by a proof of its own origin", async () => {
  for (const environment of [clientWith(OWN, KEY), asUser]) {
    const { requested, session } = logInTo(OWN, environment);
    assertEquals((await session()).value?.token, TOKEN);
    assertEquals(requested, [`${OWN}/api/v1/login`]);
  }
  const { requested, session } = logInTo(OWN, asToken);
  assertEquals([(await session()).value?.token, requested], [TOKEN, []]);
});
