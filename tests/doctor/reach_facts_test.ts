import { assert, assertEquals } from "@std/assert";
import { plainProxy, targetProblem } from "../../lib/doctor/reach.ts";
import { contextOf } from "../helpers/context.ts";
import { KEY, KEY_VALUE } from "../helpers/credentials.ts";
import { clientWith, examine, outputsOf } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

const proxies = {
  HTTP_PROXY: "http://proxy.example.com:3128",
  HTTPS_PROXY: "http://proxy.example.com:3128",
};

for (
  const [url, sees] of [
    ["http://zenml.example.com", true],
    ["https://zenml.example.com", false],
    ["https://zenml.example.com:8080/http:", false],
  ] as const
) {
  Deno.test(`plainProxy() ${sees ? "is the proxy" : "is null"} for ${url}`, () => {
    const context = contextOf(clientWith(url, KEY), { proxies });
    assertEquals(context.proxy?.host, "proxy.example.com:3128");
    assertEquals(
      plainProxy(context)?.host ?? null,
      sees ? "proxy.example.com:3128" : null,
    );
  });
}

Deno.test("targetProblem() says who told that a URL is a part of ZenML Pro", () => {
  const url = "https://pro.example.com";
  const configured = contextOf({
    ...clientWith(url, KEY),
    ZENML_PRO_API_URL: url,
  });
  const told = contextOf(clientWith(url, KEY), {
    proUrls: new Map([[url, "url-is-pro-dashboard"]]),
  });
  const evidence = [configured, told].map((context) => {
    const problem = targetProblem(context);
    return problem?.kind === "pro-url" && [problem.code, problem.evidence];
  });
  assertEquals(evidence, [
    ["url-is-pro-management-api", "configuration"],
    ["url-is-pro-dashboard", "server"],
  ]);
});

/** What a server that is a control plane calls its own URL. */
const WORKSPACES = [
  `https://zenml.example.com/${KEY_VALUE}`,
  `https://zenml.example.com/${encodeURIComponent(KEY)}`,
  `https://${KEY_VALUE.slice(0, 60)}.example.com`,
  "https://zenml.example.com/\u202e\u001b[31m",
];

for (const workspace of WORKSPACES) {
  Deno.test(`diagnose() shows no secret and no control character of the workspace ${JSON.stringify(workspace)}`, async () => {
    await using server = listenAsZenml((url) => ({
      info: json(200, {
        ...INFO,
        server_url: workspace,
        pro_api_url: url,
        deployment_type: "cloud",
      }),
    }));
    const diagnosis = await examine({
      ...clientWith(server.url, KEY),
      // A secret of the run, as another connection has it.
      ZENML_SERVER_URL: server.url,
      ZENML_API_TOKEN: KEY_VALUE.slice(0, 60),
    });
    const outputs = outputsOf(diagnosis);
    assert(outputs.some((text) => text.includes("url-is-pro-management-api")));
    for (const text of [...outputs, JSON.stringify(diagnosis)]) {
      assertEquals(text.includes(KEY_VALUE.slice(0, 60)), false);
      // deno-lint-ignore no-control-regex
      assertEquals(/[\u001b\u202e]/u.test(text), false);
    }
  });
}

/** What a control plane calls its own URL, at length. */
const LONG = [
  `https://zenml.example.com/${"x".repeat(5000)}`,
  `https://zenml.example.com/${"::error::x".repeat(9)}`,
  `https://zenml.example.com/##vso[task.complete]`,
];

for (const workspace of LONG) {
  Deno.test(`reachServer() takes no more than a line of the workspace ${workspace.slice(0, 40)}, harmless`, async () => {
    await using server = listenAsZenml((url) => ({
      info: json(200, { ...INFO, server_url: workspace, pro_api_url: url }),
    }));
    const reach = await contextOf(clientWith(server.url, KEY)).reach();
    const url = reach.kind === "failed" && reach.problem.kind === "pro-url"
      ? reach.problem.workspaceUrl
      : null;
    assert(url !== null && url.length <= 200);
    assertEquals(/::[a-z]|##(?:\[|vso)/iu.test(url), false);
  });
}
