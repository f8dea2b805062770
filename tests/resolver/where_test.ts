import { assertEquals, assertMatch } from "@std/assert";
import { hostReachOf } from "../../lib/resolver/server_url.ts";
import { type HostFacts, resolve } from "../../mod.ts";
import { CLIENT, inShort, TERRAFORM } from "./support.ts";

const INSIDE = [
  "zenml-server",
  "zenml_server",
  "zenml",
  "zenml-server.zenml",
  "zenml-server.default",
  "server.team-a",
  "zenml.ns1",
  "zenml-server.zenml.svc",
  "zenml-server.zenml.svc.cluster.local",
  "zenml.mlops.svc.acme.corp",
  "zenml.local",
  "nas.lan",
  "zenml.home.arpa",
  "zenml.home",
  "zenml.corp",
  "zenml.intranet",
  "host.docker.internal",
  "metadata.google.internal",
  "zenml.service.consul",
  "zenml.tailnet-1234.ts.net",
  "10.0.0.5",
  "192.168.1.20",
  "172.20.0.2",
  "100.64.0.1",
  "100.100.12.7",
  "100.127.255.254",
];

const PUBLIC = [
  "zenml.example.com",
  "zenml.io",
  "acme.ai",
  "acme.dev",
  "zenml.ml",
  "1a2b3c4d-zenml.cloudinfra.zenml.io",
  "my-server.xn--p1ai",
  "8.8.8.8",
  "100.63.0.1",
  "100.128.0.1",
  "172.32.0.1",
  "2001:db8::1",
  "zenml.my-company.com",
];

const LOOPBACK = ["localhost", "127.0.0.1", "0.0.0.0", "::1", "::"];

for (
  const [reach, hosts] of [
    ["private", INSIDE],
    ["public", PUBLIC],
    ["loopback", LOOPBACK],
  ] as const
) {
  for (const host of hosts) {
    Deno.test({
      name: `hostReachOf() calls ${host} ${reach}`,
      permissions: "none",
      fn: () => assertEquals(hostReachOf(host), reach),
    });
  }
}

for (
  const url of [
    "http://zenml-server:8080",
    "http://100.64.0.1",
    "http://zenml.lan",
  ]
) {
  Deno.test({
    name: `resolve() does not warn that ${url} is http`,
    permissions: "none",
    fn() {
      const environment = { ...CLIENT, ZENML_STORE_URL: url };
      assertEquals(inShort(resolve({ environment }).findings), [
        "url-insecure info client ZENML_STORE_URL",
      ]);
    },
  });
}

/** What is known of the machine, the value of the key, and what is said of it. */
const EMPTY: readonly (readonly [what: string, HostFacts, RegExp])[] = [
  ["of Dependabot", {
    place: "github-actions",
    job: { hosted: true, run: "dependabot" },
  }, /Dependabot/],
  ["of a fork", {
    place: "github-actions",
    job: { hosted: true, run: "pull-request" },
  }, /forks/],
  ["of another run of GitHub", {
    place: "github-actions",
    job: { hosted: true, run: null },
  }, /secret that is not there/],
  ["of an unprotected branch", {
    place: "gitlab-ci",
    job: { hosted: false, run: "unprotected-branch" },
  }, /protected/],
  ["of Azure Pipelines", { place: "azure-pipelines" }, /under env:/],
];

for (const [what, hostFacts, says] of EMPTY) {
  Deno.test({
    name: `resolve() says why a secret may be empty in a job ${what}`,
    permissions: "none",
    fn() {
      const environment = { ...CLIENT, ZENML_STORE_API_KEY: "" };
      const { findings } = resolve({ environment, hostFacts });
      assertMatch(findings[0]!.message, says);
    },
  });
}

const LOCAL = { ...CLIENT, ZENML_STORE_URL: "http://localhost:8080" };

/** What is known of the machine, and what is found of a URL of this machine. */
const LOOPBACKS: readonly (readonly [
  what: string,
  HostFacts,
  severity: string | null,
  says: RegExp,
])[] = [
  ["a hosted runner", { job: { hosted: true, run: null } }, "info", /runner/],
  ["a runner of one's own", { job: { hosted: false, run: null } }, null, /^/],
  [
    "a pod",
    { container: "KUBERNETES_SERVICE_HOST" },
    "warning",
    /SERVICE\.NAMESPACE\.svc/,
  ],
  [
    "a container of Docker",
    { container: "/.dockerenv" },
    "warning",
    /host\.docker\.internal.*Compose/,
  ],
];

for (const [where, hostFacts, severity, says] of LOOPBACKS) {
  Deno.test({
    name: `resolve() judges localhost on ${where}`,
    permissions: "none",
    fn() {
      const { findings } = resolve({ environment: LOCAL, hostFacts });
      assertEquals(
        findings.map(({ code, severity }) => `${code} ${severity}`),
        severity === null ? [] : [`url-loopback-in-container ${severity}`],
      );
      assertMatch(findings[0]?.message ?? "", says);
    },
  });
}

Deno.test({
  name:
    "resolve() says that the client reads nothing of what is set for Terraform",
  permissions: "none",
  fn() {
    const { findings } = resolve({
      environment: TERRAFORM,
      hostFacts: { configFolder: false },
    });
    assertEquals(inShort(findings), [
      "conventions-split info client ZENML_STORE_URL",
    ]);
    assertMatch(findings[0]!.message, /client reads none.*local database/);
  },
});

Deno.test({
  name:
    "resolve() says nothing of the client where only Terraform is asked for",
  permissions: "none",
  fn() {
    const { findings } = resolve(
      { environment: TERRAFORM, hostFacts: { configFolder: false } },
      { consumer: "terraform" },
    );
    assertEquals(findings, []);
  },
});
