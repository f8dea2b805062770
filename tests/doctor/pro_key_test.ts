import { assert, assertEquals } from "@std/assert";
import { proKeyRefusal } from "../../lib/doctor/pro_key.ts";
import type { ServerInfo } from "../../lib/zenml/server_info.ts";
import { resolve } from "../../mod.ts";
import { formsOf, PRO_KEY } from "../helpers/credentials.ts";
import { type Environment, examine } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

const WORKSPACE = "https://1bfe8d94-zenml.cloudinfra.zenml.io";
const OWN = "https://zenml.example.com";
const PLANE = "https://cloudapi.zenml.io";
const OWN_PLANE = "https://pro.example.com/api/v1";

const client = (url: string, plane?: string): Environment => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_API_KEY: PRO_KEY,
  ...(plane === undefined ? {} : { ZENML_PRO_API_URL: plane }),
});
const terraform = (url: string): Environment => ({
  ZENML_SERVER_URL: url,
  ZENML_API_KEY: PRO_KEY,
});
const both = (url: string, plane?: string): Environment => ({
  ...client(url, plane),
  ...terraform(url),
});

/** Who uses the key, the control plane that the server names, and why the key is not sent there, or null. */
const ROWS: readonly (readonly [
  environment: Environment,
  reported: string | null,
  refusal: ReturnType<typeof proKeyRefusal>,
])[] = [
  // Terraform sends it to whatever calls itself a workspace.
  [terraform(OWN), PLANE, null],
  [terraform(OWN), null, null],
  [terraform(OWN), OWN_PLANE, null],
  [both(OWN), PLANE, null],
  [both(OWN, OWN_PLANE), OWN_PLANE, null],
  // The client sends it to the control plane alone, and only to the one that it keeps the key for.
  [client(WORKSPACE), PLANE, null],
  [client(WORKSPACE), null, null],
  [client(OWN, OWN_PLANE), OWN_PLANE, null],
  [client(OWN), PLANE, "control-plane-alone"],
  [client(OWN), null, "control-plane-alone"],
  [client(OWN, PLANE), PLANE, "control-plane-alone"],
  [client(OWN, OWN_PLANE), null, "control-plane-alone"],
  [client("https://zenml.io.example.com"), PLANE, "control-plane-alone"],
  [client("https://evilzenml.io"), PLANE, "control-plane-alone"],
  [client("http://workspace.zenml.io"), PLANE, "control-plane-alone"],
  [
    client("https://workspace.zenml.io@evil.example"),
    PLANE,
    "control-plane-alone",
  ],
  // After a mismatch nobody finds the key, whoever else would send it.
  [client(WORKSPACE), OWN_PLANE, "control-plane-differs"],
  [client(OWN, `${OWN_PLANE}/`), OWN_PLANE, "control-plane-differs"],
  [client(OWN, OWN_PLANE), PLANE, "control-plane-differs"],
  [both(OWN), OWN_PLANE, "control-plane-differs"],
  [both(OWN, `${OWN_PLANE}/`), OWN_PLANE, "control-plane-differs"],
];

const info = (
  proApiUrl: string | null,
  deploymentType: string,
): ServerInfo => ({
  id: INFO.id,
  version: "0.98.0",
  deploymentType,
  authScheme: "EXTERNAL",
  active: true,
  serverUrl: null,
  proApiUrl,
  proDashboardUrl: null,
});

for (const [environment, reported, refusal] of ROWS) {
  const { ZENML_STORE_API_KEY: _, ZENML_API_KEY: __, ...shown } = environment;
  Deno.test({
    name: `proKeyRefusal() says ${refusal} for ${
      JSON.stringify(shown)
    } where the server names ${reported}`,
    permissions: "none",
    fn() {
      const [connection] = resolve({ environment }).connections;
      assert(connection);
      assertEquals(proKeyRefusal(connection, info(reported, "cloud")), refusal);
      assertEquals(
        proKeyRefusal(connection, info(reported, "other")),
        "not-pro",
      );
    },
  });
}

/** What a server says to get a Pro key that no consumer would send it, and the variables that lead there. */
const LURES: readonly (readonly [
  what: string,
  info: (plane: string) => Readonly<Record<string, unknown>>,
  environment: (url: string, plane: string) => Environment,
])[] = [
  [
    "names the client's own control plane",
    () => ({ ...INFO, deployment_type: "cloud", pro_api_url: PLANE }),
    (url) => client(url),
  ],
  [
    "names no control plane",
    () => ({ ...INFO, deployment_type: "cloud", pro_api_url: null }),
    (url) => client(url),
  ],
  [
    "names another control plane",
    (plane) => ({ ...INFO, deployment_type: "cloud", pro_api_url: plane }),
    (url) => client(url),
  ],
  [
    "names the control plane with a slash",
    (plane) => ({
      ...INFO,
      deployment_type: "cloud",
      pro_api_url: `${plane}/`,
    }),
    (url, plane) => both(url, plane),
  ],
  ["is not Pro", () => INFO, (url) => terraform(url)],
  [
    "is not Pro, of a key in a token's variable",
    () => INFO,
    (url) => ({ ZENML_SERVER_URL: url, ZENML_API_TOKEN: PRO_KEY }),
  ],
  [
    "is not Pro, of a key in the client's token variable",
    () => INFO,
    (url) => ({ ZENML_STORE_URL: url, ZENML_STORE_API_TOKEN: PRO_KEY }),
  ],
  [
    "proves itself by less than ZenML",
    (plane) => ({
      version: "0.98.0",
      deployment_type: "cloud",
      pro_api_url: plane,
    }),
    (url, plane) => both(url, plane),
  ],
];

for (const [what, infoAt, environment] of LURES) {
  Deno.test(`diagnose() sends no Pro key to a server that ${what}`, async () => {
    await using plane = listenAsZenml();
    await using server = listenAsZenml({ info: json(200, infoAt(plane.url)) });
    const resolved = environment(server.url, plane.url);
    const { connections } = await examine(resolved);
    assertEquals(
      connections[0]?.checks.find(({ id }) => id === "identity")?.status,
      "skip",
    );
    for (const form of formsOf(PRO_KEY)) {
      assertEquals(server.received.includes(form), false);
      assertEquals(plane.received.includes(form), false);
    }
  });
}
