import { assertEquals } from "@std/assert";
import { KEY, PRO_KEY } from "../helpers/credentials.ts";
import {
  clientWith,
  type Environment,
  examine,
  stepOf,
} from "../helpers/examination.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { json } from "../helpers/replies.ts";
import { INFO, listenAsZenml, proInfo } from "../helpers/zenml_listener.ts";
import {
  assertEachExamined,
  assertExamined,
  failedAt,
  HEALTHY,
  NOT_EXAMINED,
} from "../helpers/steps.ts";

const CONTROL_PLANE_BODY = { name: "ZenML Pro API" };

const listenAsControlPlane = () =>
  listenRaw(() => json(200, CONTROL_PLANE_BODY));

/** The variables whose URL is ZENML_PRO_API_URL's, in many spellings. */
const NAMED: readonly (readonly [
  criterion: string,
  environment: (url: string) => Environment,
])[] = [
  [
    "the client's",
    (url) => ({ ...clientWith(url, PRO_KEY), ZENML_PRO_API_URL: url }),
  ],
  [
    "Terraform's",
    (url) => ({
      ZENML_SERVER_URL: url,
      ZENML_API_KEY: PRO_KEY,
      ZENML_PRO_API_URL: url,
    }),
  ],
  [
    "the client's but for a slash",
    (url) => ({ ...clientWith(`${url}/`, PRO_KEY), ZENML_PRO_API_URL: url }),
  ],
  [
    "the client's but for blanks and quotes",
    (url) => ({
      ...clientWith(url, PRO_KEY),
      ZENML_PRO_API_URL: ` "${url}/"`,
    }),
  ],
  [
    "the client's but for an API path and capitals",
    (url) => ({
      ...clientWith(`${url.toUpperCase()}/api/v1`, PRO_KEY),
      ZENML_PRO_API_URL: url,
    }),
  ],
];

for (const [criterion, environment] of NAMED) {
  Deno.test(`diagnose() makes no connection where ZENML_PRO_API_URL is ${criterion}`, async () => {
    await using controlPlane = listenAsControlPlane();
    const { connections, findings } = await examine(
      environment(controlPlane.url),
    );
    assertEquals(await controlPlane.countConnections(), 0);
    assertEachExamined(connections, [{
      steps: NOT_EXAMINED,
      found: [],
    }]);
    assertEquals(
      findings.some(({ code }) => code === "url-is-pro-management-api"),
      true,
    );
  });
}

/** What another server's info says of the URL that Terraform uses. */
const TOLD: readonly (readonly [
  criterion: string,
  field: "pro_api_url" | "pro_dashboard_url",
  spell: (url: string) => string,
  code: string,
])[] = [
  [
    "the management API",
    "pro_api_url",
    (url) => url,
    "url-is-pro-management-api",
  ],
  [
    "the management API, spelled otherwise",
    "pro_api_url",
    (url) => `${url.toUpperCase()}/`,
    "url-is-pro-management-api",
  ],
  ["the dashboard", "pro_dashboard_url", (url) => url, "url-is-pro-dashboard"],
];

for (const [criterion, field, spell, code] of TOLD) {
  Deno.test(`diagnose() refuses at target what another server's info calls ${criterion}`, async () => {
    await using part = listenAsControlPlane();
    await using workspace = listenAsZenml({
      info: json(200, {
        ...INFO,
        deployment_type: "cloud",
        [field]: spell(part.url),
      }),
    });
    const { connections } = await examine(
      {
        ...clientWith(workspace.url, KEY),
        ZENML_SERVER_URL: part.url,
        ZENML_API_KEY: KEY,
      },
      {},
      { prefer: "store" },
    );
    assertExamined(connections[1], {
      steps: failedAt("target"),
      found: [`target ${code} error`],
    });
    assertEquals(await part.countConnections(), 0);
  });
}

Deno.test("diagnose() sends no credential to a control plane that nothing has named yet", async () => {
  await using controlPlane = listenAsControlPlane();
  await using workspace = listenAsZenml({ info: proInfo(controlPlane.url) });
  const { connections } = await examine(
    {
      ...clientWith(controlPlane.url, PRO_KEY),
      ZENML_SERVER_URL: workspace.url,
      ZENML_API_KEY: PRO_KEY,
    },
    {},
    { prefer: "store" },
  );
  assertExamined(connections[0], {
    steps: failedAt("server"),
    found: ["server server-not-zenml error"],
  });
  assertEquals(controlPlane.requests.map(({ path }) => path), ["/api/v1/info"]);
});

Deno.test("diagnose() sends no credential to what calls itself a part of ZenML Pro", async () => {
  for (
    const [field, code] of [
      ["pro_api_url", "url-is-pro-management-api"],
      ["pro_dashboard_url", "url-is-pro-dashboard"],
    ] as const
  ) {
    await using server = listenAsZenml((url) => ({
      info: json(200, {
        ...INFO,
        deployment_type: "cloud",
        [field]: `${url}/`,
      }),
    }));
    const { connections } = await examine(clientWith(server.url, PRO_KEY));
    assertExamined(connections[0], {
      steps: failedAt("server"),
      found: [`server ${code} error`],
    });
    assertEquals(server.requests.map(({ path }) => path), ["/api/v1/info"]);
  }
});

Deno.test("diagnose() takes another path on the control plane's host for another server", async () => {
  await using server = listenAsZenml();
  const { connections } = await examine({
    ...clientWith(`${server.url}/zenml`, KEY),
    ZENML_PRO_API_URL: server.url,
  });
  assertExamined(connections[0], { steps: HEALTHY, found: [] });
});

const WORKSPACE_URL =
  "'<https://WORKSPACE-ID.zenml.io, as the settings of the workspace show it>'";

/** What a server that is no server for the client says of its own URL, and the URL in the hint. */
const OWN_URLS: readonly (readonly [
  criterion: string,
  serverUrl: unknown,
  hinted: string,
])[] = [
  [
    "names the server's own URL",
    "https://1bfe8d94-zenml.example.com/",
    "https://1bfe8d94-zenml.example.com",
  ],
  ["says what the URL looks like", "", WORKSPACE_URL],
  [
    "passes over what is no URL",
    "https://x\u001b[31m::error::",
    WORKSPACE_URL,
  ],
  [
    "leaves out what is before the host",
    "https://me:hunter2@x.example.com",
    "https://x.example.com",
  ],
];

for (const [criterion, serverUrl, hinted] of OWN_URLS) {
  Deno.test(`diagnose() ${criterion} in the hint of url-is-pro-dashboard`, async () => {
    await using server = listenAsZenml((url) => ({
      info: json(200, {
        ...INFO,
        deployment_type: "cloud",
        server_url: serverUrl,
        pro_dashboard_url: url,
      }),
    }));
    const diagnosis = await examine({
      ZENML_SERVER_URL: server.url,
      ZENML_API_KEY: KEY,
    });
    const [finding] = stepOf(diagnosis, "server").findings;
    assertEquals(finding?.hint, `export ZENML_SERVER_URL=${hinted}`);
  });
}

Deno.test("diagnose() does not send people from the dashboard to itself or to the management API", async () => {
  for (const name of ["pro_dashboard_url", "pro_api_url"] as const) {
    await using server = listenAsZenml((url) => ({
      info: json(200, {
        ...INFO,
        deployment_type: "cloud",
        server_url: name === "pro_api_url" ? "https://pro.example.com" : url,
        pro_dashboard_url: url,
        ...(name === "pro_api_url"
          ? { pro_api_url: "https://pro.example.com" }
          : {}),
      }),
    }));
    const diagnosis = await examine(clientWith(server.url, KEY));
    const [finding] = stepOf(diagnosis, "server").findings;
    assertEquals(
      finding?.hint,
      `export ZENML_STORE_URL=${WORKSPACE_URL}`,
    );
  }
});
