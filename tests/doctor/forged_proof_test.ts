import { assertEquals, assertRejects } from "@std/assert";
import type { Examination } from "../../lib/doctor/examination.ts";
import { openSession } from "../../lib/doctor/steps/login.ts";
import type { ProvenServer } from "../../lib/doctor/steps/server.ts";
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

/** Tries to log in with a proof that says that this origin answered, and keeps what is asked. */
function logInTo(origin: string, environment: Environment) {
  const asked: string[] = [];
  const [connection] = resolve({ environment }).connections;
  const server: ProvenServer = {
    kind: "proven",
    origin,
    info: {
      id: "1",
      version: "0.98.0",
      deploymentType: "other",
      authScheme: "OAUTH2_PASSWORD_BEARER",
      serverUrl: null,
      proApiUrl: null,
      proDashboardUrl: null,
    },
    answer: { status: 200, headers: new Map(), text: "{}", receivedAt: 0 },
  };
  const examination = {
    connection,
    proof: () => Promise.resolve(server),
    learnSecret: () => {},
    redact: (text: string) => text,
    ask: ({ url }: { url: string }) => {
      asked.push(url);
      return Promise.resolve({
        status: 200,
        headers: new Map(),
        text: JSON.stringify({ access_token: TOKEN }),
        receivedAt: 0,
      });
    },
  } as unknown as Examination;
  return { asked, session: () => openSession(examination) };
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
  Deno.test(`openSession() sends nothing by a proof of another origin: ${origin || "none"}`, async () => {
    for (const environment of [clientWith(OWN, KEY), asUser]) {
      const { asked, session } = logInTo(origin, environment);
      await assertRejects(session, TypeError, "without proof");
      assertEquals(asked, []);
    }
  });
}

Deno.test("openSession() sends a credential by a proof of its own origin", async () => {
  for (const environment of [clientWith(OWN, KEY), asUser]) {
    const { asked, session } = logInTo(OWN, environment);
    assertEquals((await session()).kind, "open");
    assertEquals(asked, [`${OWN}/api/v1/login`]);
  }
  const { asked, session } = logInTo(OWN, asToken);
  assertEquals([(await session()).kind, asked], ["open", []]);
});
