import { assertEquals, assertMatch } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { KEY, KEY_ID, PRO_KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { listenRaw, type Reply } from "../helpers/raw_listener.ts";
import { json, nothing, page, redirect, refusal } from "../helpers/replies.ts";
import { INFO, listenAsZenml, proInfo } from "../helpers/zenml_listener.ts";
import {
  assertExamined,
  failedAt,
  foundIn,
  HEALTHY,
} from "../helpers/steps.ts";

/** A value of ZENML_PRO_API_URL besides the control plane's URL that the server reports. */
const MISMATCHES: readonly (readonly [
  criterion: string,
  value: (url: string) => string | null,
])[] = [
  ["is unset", () => null],
  ["ends in a slash", (url) => `${url}/`],
  ["is written in capitals", (url) => url.toUpperCase()],
  ["names another control plane", () => "https://pro.example.com"],
];

for (const [criterion, value] of MISMATCHES) {
  Deno.test(`diagnose() finds pro-api-url-mismatch where ZENML_PRO_API_URL ${criterion}`, async () => {
    await using server = await startDemoServer("pro");
    const key = server.environment["ZENML_STORE_API_KEY"] ?? "";
    const reported = server.environment["ZENML_PRO_API_URL"] ?? "";
    const set = value(reported);
    const diagnosis = await examine({
      ...clientWith(server.url, key),
      ...(set === null ? {} : { ZENML_PRO_API_URL: set }),
    });
    assertExamined(diagnosis.connections[0], {
      steps: {
        ...HEALTHY,
        pro: "fail",
        login: "skip",
        identity: "skip",
        rotation: "skip",
      },
      found: ["pro pro-api-url-mismatch error"],
    });
    const [finding] = stepOf(diagnosis, "pro").findings;
    assertEquals(finding?.hint, `export ZENML_PRO_API_URL=${reported}`);
    assertEquals(server.controlPlaneRequests, []);
  });
}

for (
  const [value, details] of [
    [undefined, {}],
    ["https://Pro.example.com/", { proApiUrl: "https://pro.example.com" }],
    ["https://me:hunter2@pro.example.com", {
      proApiUrl: "https://pro.example.com",
    }],
    [`https://${PRO_KEY}.example.com`, {}],
    // The client would use the very text.
    [" https://pro.example.com", {}],
    ["pro.example.com", {}],
    [PRO_KEY, {}],
  ] as const
) {
  Deno.test(
    `diagnose() names in the step target ${
      JSON.stringify(details)
    } for ZENML_PRO_API_URL=${value ?? ""}, before any request`,
    async () => {
      const diagnosis = await examine({
        ...clientWith("http://127.0.0.1:9", PRO_KEY),
        ...(value === undefined ? {} : { ZENML_PRO_API_URL: value }),
      }, { offline: true });
      assertEquals(stepOf(diagnosis, "target").details, details);
    },
  );
}

Deno.test("diagnose() asks nothing of ZENML_PRO_API_URL for Terraform", async () => {
  await using server = await startDemoServer("pro");
  const { connections } = await examine({
    ZENML_SERVER_URL: server.url,
    ZENML_API_KEY: server.environment["ZENML_API_KEY"] ?? "",
  });
  assertExamined(connections[0], {
    steps: { ...HEALTHY, rotation: "skip" },
    found: [],
  });
  assertEquals(server.controlPlaneRequests, []);
});

/** An answer of a control plane, and what the step makes of it. */
const CONTROL_PLANES: readonly (readonly [
  criterion: string,
  reply: Reply,
  found: readonly string[],
])[] = [
  ["handles a control plane that knows no /health", page(404), []],
  [
    "handles a control plane that needs a login",
    json(401, { detail: "x" }),
    [],
  ],
  [
    "follows no redirect of a control plane",
    redirect(302, "http://127.0.0.1:9"),
    [],
  ],
  [
    "finds pro-control-plane-unreachable where it fails",
    page(503),
    ["pro pro-control-plane-unreachable error"],
  ],
  [
    "finds pro-control-plane-unreachable where it hangs up",
    nothing,
    ["pro pro-control-plane-unreachable error"],
  ],
];

for (const [criterion, reply, found] of CONTROL_PLANES) {
  Deno.test(`diagnose() ${criterion}`, async () => {
    await using controlPlane = listenRaw(() => reply);
    await using server = listenAsZenml({ info: proInfo(controlPlane.url) });
    const { connections } = await examine({
      ...clientWith(server.url, PRO_KEY),
      ZENML_PRO_API_URL: controlPlane.url,
    });
    assertEquals(foundIn(connections[0]), found);
    assertEquals(
      controlPlane.requests.map(({ method, path }) => `${method} ${path}`),
      ["GET /health"],
    );
  });
}

Deno.test("diagnose() finds pro-control-plane-unreachable by the workspace's word, and no fault of the key", async () => {
  await using server = await startDemoServer("control-plane-down");
  const { connections } = await examine({
    ZENML_SERVER_URL: server.url,
    ZENML_API_KEY: server.environment["ZENML_API_KEY"] ?? "",
  });
  assertExamined(connections[0], {
    steps: failedAt("login"),
    found: ["login pro-control-plane-unreachable error"],
  });
});

Deno.test("diagnose() finds key-kind-mismatch for a workspace key on Pro, a warning while it works", async () => {
  await using server = listenAsZenml({ info: proInfo("http://127.0.0.1:9") });
  const { connections } = await examine(clientWith(server.url, KEY));
  assertExamined(connections[0], {
    steps: { ...HEALTHY, login: "warn" },
    found: ["login key-kind-mismatch warning"],
  });
});

Deno.test("diagnose() finds key-kind-mismatch for a workspace key on Pro in place of key-unknown", async () => {
  await using server = listenAsZenml({
    info: proInfo("http://127.0.0.1:9"),
    login: refusal(`error retrieving API key ${KEY_ID}`),
  });
  const { connections } = await examine(clientWith(server.url, KEY));
  assertExamined(connections[0], {
    steps: failedAt("login"),
    found: ["login key-kind-mismatch error"],
  });
});

Deno.test("diagnose() sends no Pro key to a server that is not Pro", async () => {
  await using server = listenAsZenml();
  const diagnosis = await examine(clientWith(server.url, PRO_KEY));
  assertExamined(diagnosis.connections[0], {
    steps: failedAt("login"),
    found: ["login key-kind-mismatch error"],
  });
  assertEquals(server.received.includes("/login"), false);
  const [finding] = stepOf(diagnosis, "login").findings;
  assertMatch(finding?.message ?? "", /not sent/u);
});

Deno.test("diagnose() takes the client's own control plane for a workspace that names none", async () => {
  for (const reported of [null, ""]) {
    await using controlPlane = listenRaw(() => json(200, "ok"));
    await using server = listenAsZenml({
      info: json(200, {
        ...INFO,
        deployment_type: "cloud",
        pro_api_url: reported,
      }),
    });
    const { connections } = await examine({
      ...clientWith(server.url, PRO_KEY),
      // No other text could differ from it: the client's own value is the one that counts.
      ZENML_PRO_API_URL: controlPlane.url,
    });
    assertEquals(foundIn(connections[0]), []);
    assertEquals(controlPlane.requests.map(({ path }) => path), ["/health"]);
  }
});
