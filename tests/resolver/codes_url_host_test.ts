import { assertEquals, assertStringIncludes } from "@std/assert";
import { resolve } from "../../mod.ts";
import {
  CLIENT,
  KEY,
  PRO_KEY,
  TERRAFORM,
  testFindings,
  testUrls,
} from "./support.ts";

const CLEAR = ["url-insecure warning"];
const CLEAR_INSIDE = ["url-insecure info"];
const DASHBOARD = ["url-is-pro-dashboard error"];
const MANAGEMENT = ["url-is-pro-management-api error"];

testUrls([
  ["warns of http", "http://zenml.example.com", CLEAR, CLEAR],
  ["warns of http to a public address", "http://8.8.8.8:8080", CLEAR, CLEAR],
  ["is silent about http to 0.0.0.0", "http://0.0.0.0:8080", [], []],
  [
    "mentions http to a short name",
    "http://zenml",
    ["url-insecure info"],
    ["url-insecure info"],
  ],
  ["warns of http to 172.32.0.1", "http://172.32.0.1", CLEAR, CLEAR],
  [
    "warns of http to a name that only looks local",
    "http://127.0.0.1.example.com",
    CLEAR,
    CLEAR,
  ],
  [
    "warns of http to a name that only looks private",
    "http://10.example.com",
    CLEAR,
    CLEAR,
  ],
  ["is silent about http to localhost", "http://localhost:8237", [], []],
  [
    "is silent about http to a name under localhost",
    "http://zenml.localhost",
    [],
    [],
  ],
  ["is silent about http to 127.0.0.1", "http://127.0.0.1:8237", [], []],
  ["is silent about http to 127.8.9.10", "http://127.8.9.10", [], []],
  ["is silent about http to [::1]", "http://[::1]:8237", [], []],
  [
    "informs of http to *.svc",
    "http://zenml.mlops.svc",
    CLEAR_INSIDE,
    CLEAR_INSIDE,
  ],
  [
    "informs of http to *.svc.cluster.local",
    "http://zenml.mlops.svc.cluster.local:8080",
    CLEAR_INSIDE,
    CLEAR_INSIDE,
  ],
  [
    "informs of http to *.internal",
    "http://host.docker.internal:8080",
    CLEAR_INSIDE,
    CLEAR_INSIDE,
  ],
  [
    "informs of http to 10.1.2.3",
    "http://10.1.2.3",
    CLEAR_INSIDE,
    CLEAR_INSIDE,
  ],
  [
    "informs of http to 172.16.0.1",
    "http://172.16.0.1",
    CLEAR_INSIDE,
    CLEAR_INSIDE,
  ],
  [
    "informs of http to 192.168.1.1",
    "http://192.168.1.1",
    CLEAR_INSIDE,
    CLEAR_INSIDE,
  ],
  [
    "informs of http to fd00::1",
    "http://[fd00::1]",
    CLEAR_INSIDE,
    CLEAR_INSIDE,
  ],

  [
    "finds the management API",
    "https://cloudapi.zenml.io",
    MANAGEMENT,
    MANAGEMENT,
  ],
  [
    "finds the management API in capitals",
    "https://CloudAPI.ZenML.io",
    MANAGEMENT,
    MANAGEMENT,
  ],
  ["finds the dashboard", "https://cloud.zenml.io", DASHBOARD, DASHBOARD],
  [
    "finds a page of the dashboard",
    "https://cloud.zenml.io/workspaces/prod",
    DASHBOARD,
    DASHBOARD,
  ],
  [
    "is silent about a workspace",
    "https://1bfe8d94-zenml.cloudinfra.zenml.io",
    [],
    [],
  ],
  [
    "is silent about hosts that only begin like the dashboard",
    "https://cloud.zenml.io.example.com",
    [],
    [],
  ],
  [
    "is silent about hosts that only end like the dashboard",
    "https://mycloud.zenml.io",
    [],
    [],
  ],
]);

const PRO = "https://pro.example.com";

testFindings([
  ["finds the URL of ZENML_PRO_API_URL, for the client", {
    ...CLIENT,
    ZENML_STORE_URL: `${PRO}/pro`,
    ZENML_PRO_API_URL: `${PRO}/pro`,
  }, ["url-is-pro-management-api error client ZENML_STORE_URL"]],
  ["finds the URL of ZENML_PRO_API_URL, for Terraform", {
    ...CLIENT,
    ...TERRAFORM,
    ZENML_STORE_URL: `${PRO}/workspace`,
    ZENML_SERVER_URL: PRO,
    ZENML_PRO_API_URL: PRO,
  }, [
    "url-is-pro-management-api error terraform ZENML_SERVER_URL",
    "url-has-path warning client ZENML_STORE_URL",
    "conventions-disagree error client+terraform ZENML_SERVER_URL",
  ]],
  ["is silent about another path of ZENML_PRO_API_URL's origin", {
    ...CLIENT,
    ZENML_STORE_URL: PRO,
    ZENML_PRO_API_URL: `${PRO}/pro`,
  }, []],
  ["is silent about another port of ZENML_PRO_API_URL's host", {
    ...CLIENT,
    ZENML_STORE_URL: PRO,
    ZENML_PRO_API_URL: `${PRO}:8443`,
  }, []],
  ["warns of a slash behind ZENML_PRO_API_URL", {
    ...CLIENT,
    ZENML_STORE_API_KEY: PRO_KEY,
    ZENML_PRO_API_URL: `${PRO}/`,
  }, ["url-trailing-slash warning client ZENML_PRO_API_URL"]],
  ["is silent about ZENML_PRO_API_URL where only Terraform is in use", {
    ...TERRAFORM,
    ZENML_PRO_API_URL: `${PRO}/`,
  }, []],
  ["is silent about a good ZENML_PRO_API_URL", {
    ...CLIENT,
    ZENML_PRO_API_URL: "https://cloudapi.zenml.io",
  }, []],
]);

Deno.test({
  name: "resolve() names both variables where one is the other's URL",
  permissions: "none",
  fn() {
    const environment = {
      ZENML_STORE_URL: PRO,
      ZENML_STORE_API_KEY: KEY,
      ZENML_PRO_API_URL: PRO,
    };
    const [finding] = resolve({ environment }).findings;
    assertStringIncludes(finding?.hint ?? "", "ZENML_STORE_URL");
    assertStringIncludes(finding?.hint ?? "", "ZENML_PRO_API_URL");
  },
});

Deno.test({
  name: "resolve() goes on with an http URL",
  permissions: "none",
  fn() {
    const environment = { ...CLIENT, ZENML_STORE_URL: "http://a.example.com" };
    const { connections, configuration } = resolve({ environment });
    assertEquals(connections.map(({ serverUrl }) => serverUrl), [
      "http://a.example.com",
    ]);
    assertEquals(configuration?.serverUrl.value, "http://a.example.com");
  },
});

Deno.test({
  name: "resolve() says where a workspace's URL is in place of its page",
  permissions: "none",
  fn() {
    for (
      const url of [
        "https://cloud.zenml.io/workspaces/prod",
        "https://cloud.zenml.io",
        "https://pro.example.com/workspaces/prod/projects",
        "https://pro.example.com/organizations/1/workspaces/prod",
      ]
    ) {
      const { findings } = resolve({
        environment: { ...CLIENT, ZENML_STORE_URL: url },
      });
      assertEquals(findings.map(({ hint }) => hint), [
        "export ZENML_STORE_URL='<https://WORKSPACE-ID.zenml.io, as the settings of the workspace show it>'",
      ]);
    }
  },
});
