import { assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { DEMO_STATES, type DemoState } from "../../lib/demo/states.ts";
import { examine } from "../helpers/examination.ts";
import {
  assertEachExamined,
  assertExamined,
  failedAt,
  HEALTHY,
  NOT_EXAMINED,
  type Steps,
} from "../helpers/steps.ts";
import { untilAsked } from "../helpers/until_asked.ts";

/** A state: what the resolver finds, the steps, and what they find. */
const STATES: Readonly<
  Record<
    DemoState,
    readonly [
      findings: readonly string[],
      steps: Steps,
      found: readonly string[],
    ]
  >
> = {
  "healthy": [[], HEALTHY, []],
  "trailing-slash": [
    ["url-trailing-slash warning", "url-trailing-slash error"],
    HEALTHY,
    [],
  ],
  "inactive-key": [[], failedAt("login"), [
    "login key-inactive error",
  ]],
  "inactive-account": [
    [],
    failedAt("login"),
    ["login service-account-inactive error"],
  ],
  "rotated-key": [[], failedAt("login"), [
    "login key-refused error",
  ]],
  "rotating-key": [[], { ...HEALTHY, rotation: "warn" }, [
    "rotation key-rotating warning",
  ]],
  "deleted-key": [[], failedAt("login"), [
    "login key-unknown error",
  ]],
  "several-projects": [[], { ...HEALTHY, project: "warn" }, [
    "project project-missing warning",
  ]],
  "project-name": [[], { ...HEALTHY, project: "fail" }, [
    "project project-id-is-name error",
  ]],
  "unknown-project": [[], { ...HEALTHY, project: "fail" }, [
    "project project-unknown error",
  ]],
  "wrong-kind": [[], failedAt("login"), [
    "login key-kind-mismatch error",
  ]],
  "pro": [[], { ...HEALTHY, pro: "pass", rotation: "skip" }, []],
  "pro-refused": [[], { ...failedAt("login"), pro: "pass" }, [
    "login key-refused error",
  ]],
  "pro-not-enrolled": [
    [],
    { ...failedAt("login"), pro: "pass" },
    ["login workspace-not-enrolled error"],
  ],
  "control-plane-down": [
    [],
    { ...failedAt("login"), pro: "fail" },
    [
      "pro pro-control-plane-unreachable error",
      "login pro-control-plane-unreachable error",
    ],
  ],
  "management-api": [
    ["url-is-pro-management-api error", "url-is-pro-management-api error"],
    NOT_EXAMINED,
    [],
  ],
  "not-activated": [
    [],
    {
      ...HEALTHY,
      server: "fail",
      login: "skip",
      identity: "skip",
      rotation: "skip",
    },
    ["server server-not-activated error"],
  ],
  "without-login": [
    [],
    { ...HEALTHY, login: "skip", rotation: "skip" },
    ["server server-without-login info"],
  ],
  "dashboard-page": [[], failedAt("server"), [
    "server url-is-dashboard-page error",
  ]],
  "sign-in": [[], failedAt("server"), [
    "server sign-in-required error",
  ]],
  "dropped-header": [[], { ...HEALTHY, identity: "fail", rotation: "skip" }, [
    "identity authorization-dropped error",
  ]],
  "not-zenml": [[], failedAt("server"), [
    "server server-not-zenml error",
  ]],
  "slow": [[], failedAt("server"), [
    "server response-timeout error",
  ]],
  "down": [[], failedAt("connect"), [
    "connect connect-refused error",
  ]],
};

for (const state of Object.keys(DEMO_STATES) as DemoState[]) {
  Deno.test(`diagnose() finds exactly what is the matter with a server that is ${state}`, async () => {
    const [findings, steps, found] = STATES[state];
    await using server = await startDemoServer(state);
    const diagnosis = state === "slow"
      ? await untilAsked(
        server,
        "/info",
        () => examine(server.environment, { timeoutMs: 500 }),
      )
      : await examine(server.environment);
    assertEquals(
      diagnosis.findings.map(({ code, severity }) => `${code} ${severity}`),
      findings,
    );
    assertEachExamined(diagnosis.connections, [{ steps, found }]);
    assertEquals(diagnosis.interrupted, false);
    assertEquals(diagnosis.connections[0]?.connection.consumers, [
      "client",
      "terraform",
    ]);
  });
}

Deno.test("diagnose() learns the server and the account of a healthy connection", async () => {
  await using server = await startDemoServer("healthy");
  const { connections } = await examine(server.environment);
  const [report] = connections;
  assertEquals(
    { ...report?.server, id: null },
    {
      id: null,
      version: "0.98.0",
      deploymentType: "other",
      authScheme: "OAUTH2_PASSWORD_BEARER",
    },
  );
  assertEquals(report?.account, { name: "deploy-bot", isServiceAccount: true });
});

Deno.test("diagnose() finds server-not-ready, and goes on", async () => {
  await using server = await startDemoServer("healthy", { ready: false });
  const { connections } = await examine(server.environment);
  assertExamined(connections[0], {
    steps: {
      ...HEALTHY,
      server: "fail",
      version: "pass",
      clock: "pass",
      login: "pass",
    },
    found: ["server server-not-ready error"],
  });
});

Deno.test("diagnose() makes no request twice, and logs in once", async () => {
  for (const state of Object.keys(DEMO_STATES) as DemoState[]) {
    await using server = await startDemoServer(state);
    const { connections } = await examine(server.environment, {
      timeoutMs: 300,
    });
    const asked = [...server.requests, ...server.controlPlaneRequests]
      .map(({ method, path }) => `${method} ${path}`);
    assertEquals(connections.length, 1);
    assertEquals(asked, [...new Set(asked)]);
  }
});

Deno.test("diagnose() asks the control plane one thing, without a credential", async () => {
  await using server = await startDemoServer("pro");
  await examine(server.environment);
  assertEquals(server.controlPlaneRequests, [{
    method: "GET",
    path: "/health",
    authorization: null,
    form: {},
    connection: 0,
  }]);
});

Deno.test("diagnose() examines two credentials of one server apart, each with a login of its own", async () => {
  await using server = await startDemoServer("healthy");
  await using other = await startDemoServer("deleted-key");
  const key = other.environment["ZENML_API_KEY"] ?? "";
  const { connections, findings } = await examine({
    ...server.environment,
    ZENML_API_KEY: key,
  });
  assertEquals(findings.map(({ code }) => code), ["credentials-differ"]);
  assertEachExamined(connections, [
    { steps: HEALTHY, found: [] },
    {
      steps: failedAt("login"),
      found: ["login key-unknown error"],
    },
  ]);
  const logins = server.requests.filter(({ path }) => path.endsWith("/login"));
  assertEquals(logins.length, 2);
});
