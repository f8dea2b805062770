import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { run } from "../helpers/command.ts";
import { KEY, PRO_KEY } from "../helpers/credentials.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http } from "../helpers/replies.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { listenAsZenml, proInfo } from "../helpers/zenml_listener.ts";

const root = rootOf();
const folder = await Deno.makeTempDir();
const CA = `${folder}/ca.pem`;
const OTHER = `${folder}/other.pem`;
await Deno.writeTextFile(CA, root.pem);
await Deno.writeTextFile(OTHER, rootOf("Other").pem);
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

const ONLY_HERE = "tls-trusted-here-only warning";
const UNTRUSTED = "tls-untrusted error";

/** The variables of roots, and what is found of the client and of Terraform. */
const ROWS: readonly (readonly [
  Readonly<Record<string, string>>,
  client: readonly string[],
  terraform: readonly string[],
])[] = [
  [{ DENO_CERT: CA }, [ONLY_HERE], [ONLY_HERE]],
  [{ NODE_EXTRA_CA_CERTS: CA }, [ONLY_HERE], [ONLY_HERE]],
  [{ DENO_CERT: OTHER, NODE_EXTRA_CA_CERTS: CA }, [ONLY_HERE], [ONLY_HERE]],
  [{ DENO_CERT: CA, REQUESTS_CA_BUNDLE: CA }, [], [ONLY_HERE]],
  [{ DENO_CERT: CA, REQUESTS_CA_BUNDLE: OTHER }, [UNTRUSTED], [ONLY_HERE]],
  [{ DENO_CERT: CA, SSL_CERT_FILE: CA }, [ONLY_HERE], []],
  [{ DENO_CERT: CA, SSL_CERT_FILE: OTHER }, [ONLY_HERE], [ONLY_HERE]],
  [{ DENO_CERT: CA, SSL_CERT_FILE: OTHER, SSL_CERT_DIR: "/nowhere" }, [
    ONLY_HERE,
  ], [UNTRUSTED]],
  [{ DENO_CERT: CA, ZENML_STORE_VERIFY_SSL: CA }, [], [ONLY_HERE]],
  [{ DENO_TLS_CA_STORE: "system", SSL_CERT_FILE: CA }, [ONLY_HERE], []],
  [{ DENO_TLS_CA_STORE: "mozilla,system", SSL_CERT_FILE: CA }, [ONLY_HERE], []],
  [{ DENO_CERT: OTHER }, [UNTRUSTED], [UNTRUSTED]],
];

/** Everything but what Deno gives to nobody who does not name it. */
const PERMITTED = [
  "--allow-env",
  "--allow-net=127.0.0.1,localhost",
  "--allow-read",
];

for (const [roots, ofClient, ofTerraform] of ROWS) {
  Deno.test(`zenml-env doctor finds what only this check trusts by ${JSON.stringify(roots).replaceAll(`${folder}/`, "")}`, async () => {
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const { port } = new URL(server.url);
    const options = {
      env: {
        // Under two names a server is two connections, each with its own program.
        ZENML_STORE_URL: `https://127.0.0.1:${port}`,
        ZENML_STORE_API_KEY: KEY,
        ZENML_SERVER_URL: `https://localhost:${port}`,
        ZENML_API_KEY: KEY,
        ...roots,
      },
    };
    for (const permissions of [PERMITTED, [...PERMITTED, "--allow-sys"]]) {
      const { stdout, stderr } = await run(["doctor", "--format", "json"], {
        ...options,
        permissions,
      });
      assertEquals(stderr, "");
      assertEquals(codesOfConnections(stdout), [
        ["client", ...ofClient],
        ["terraform", ...ofTerraform],
      ]);
    }
  });
}

/** Lists the program of each connection, and the codes of it that do not tell of this machine or of there being two. */
function codesOfConnections(stdout: string): readonly (readonly string[])[] {
  return readReport(stdout).connections.map(({ consumers, checks }) => [
    ...consumers,
    ...checks.flatMap(({ findings }) =>
      findings.map(({ code, severity }) => `${code} ${severity}`)
    ).filter((code) => !/^(?:url-loopback|conventions-)/u.test(code)),
  ]);
}

Deno.test("zenml-env doctor names the flag where it may not read what adds to Deno's roots", async () => {
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const { stdout, status } = await run(["doctor", "--format", "json"], {
    env: {
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_KEY: KEY,
      DENO_CERT: CA,
    },
    permissions: ["--allow-env", "--allow-net=127.0.0.1"],
  });
  assertEquals(codesIn(readReport(stdout)), ["permission-denied info"]);
  assertStringIncludes(stdout, `--allow-read=${CA}`);
  assertEquals(status, 0);
});

Deno.test("zenml-env doctor says for each program of one connection by what it does not trust", async () => {
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const { stdout } = await run(["doctor", "--format", "json"], {
    env: {
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_KEY: KEY,
      ZENML_SERVER_URL: server.url,
      ZENML_API_KEY: KEY,
      DENO_CERT: CA,
    },
    permissions: PERMITTED,
  });
  assertMatch(
    stdout,
    /DENO_CERT makes this check trust .*the ZenML client and the Terraform provider/u,
  );
});

/** The variables of roots, and what is found of a self-hosted control plane with a private CA. */
const PLANES: readonly (readonly [
  Readonly<Record<string, string>>,
  readonly string[],
])[] = [
  [{ DENO_CERT: CA }, [ONLY_HERE]],
  [{ NODE_EXTRA_CA_CERTS: CA }, [ONLY_HERE]],
  [{ DENO_CERT: CA, ZENML_STORE_VERIFY_SSL: CA }, [ONLY_HERE]],
  [{ DENO_CERT: CA, ZENML_STORE_VERIFY_SSL: "false" }, [ONLY_HERE]],
  [{ DENO_CERT: CA, SSL_CERT_FILE: CA }, [ONLY_HERE]],
  [{ DENO_CERT: CA, REQUESTS_CA_BUNDLE: CA }, []],
  [{ DENO_CERT: CA, CURL_CA_BUNDLE: CA }, []],
  [{ DENO_CERT: CA, REQUESTS_CA_BUNDLE: OTHER }, [
    "pro-control-plane-unreachable error",
  ]],
  [{ REQUESTS_CA_BUNDLE: CA }, []],
];

for (const [roots, expected] of PLANES) {
  Deno.test(`zenml-env doctor finds what only this check trusts of a control plane by ${JSON.stringify(roots).replaceAll(`${folder}/`, "")}`, async () => {
    await using plane = listenRaw(
      () => http(200, "ok"),
      certificateOf({ issuer: root }),
    );
    await using server = listenAsZenml({ info: proInfo(plane.url) });
    const { stdout, stderr } = await run(["doctor", "--format", "json"], {
      env: {
        ZENML_STORE_URL: server.url,
        ZENML_STORE_API_KEY: PRO_KEY,
        ZENML_PRO_API_URL: plane.url,
        ...roots,
      },
      permissions: PERMITTED,
    });
    assertEquals(stderr, "");
    // The tests may run in a container.
    const codes = codesIn(readReport(stdout)).filter((code) =>
      !code.startsWith("url-loopback")
    );
    assertEquals(codes, [...expected]);
    if (expected.length > 0) assertMatch(stdout, /REQUESTS_CA_BUNDLE/u);
  });
}

Deno.test("zenml-env doctor finds a certificate untrusted for Terraform where it may not read the system's roots", async () => {
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const { stdout, status } = await run(["doctor", "--format", "json"], {
    env: { ZENML_SERVER_URL: server.url, ZENML_API_KEY: KEY },
    permissions: ["--allow-env=ZENML_*", "--allow-net=127.0.0.1"],
  });
  assertEquals(codesIn(readReport(stdout)), [UNTRUSTED]);
  assertStringIncludes(stdout, "/etc/ssl/certs/ca-certificates.crt");
  assertEquals(status, 1);
});
