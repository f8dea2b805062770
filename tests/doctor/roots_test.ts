import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { ConnectionReport } from "../../lib/doctor/diagnosis.ts";
import { resolve } from "../../mod.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { KEY, PRO_KEY } from "../helpers/credentials.ts";
import { type Environment, examine } from "../helpers/examination.ts";
import { foundIn } from "../helpers/steps.ts";
import { listenAsZenml, proInfo } from "../helpers/zenml_listener.ts";
import { listenRaw } from "../helpers/raw_listener.ts";
import { http } from "../helpers/replies.ts";

const root = rootOf();
const other = rootOf("Other");

const folder = await Deno.makeTempDir();
const CA = `${folder}/ca.pem`;
const OTHER = `${folder}/other.pem`;
const EMPTY = `${folder}/empty.pem`;
const BROKEN = `${folder}/broken.pem`;
/** A folder for Go, and one as `c_rehash` makes it. */
const PLAIN = `${folder}/plain`;
const HASHED = `${folder}/hashed`;
const NOWHERE = "/nowhere/ca.pem";
await Deno.writeTextFile(CA, root.pem);
await Deno.writeTextFile(OTHER, other.pem);
await Deno.writeTextFile(EMPTY, "# nothing\n");
await Deno.writeTextFile(
  BROKEN,
  "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
);
await Deno.mkdir(PLAIN);
await Deno.writeTextFile(`${PLAIN}/mine.pem`, root.pem);
await Deno.writeTextFile(
  `${PLAIN}/broken.pem`,
  await Deno.readTextFile(BROKEN),
);
await Deno.mkdir(HASHED);
await Deno.writeTextFile(`${HASHED}/8d33f237.0`, root.pem);
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

const client = (url: string) => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_API_KEY: KEY,
});
const terraform = (url: string) => ({
  ZENML_SERVER_URL: url,
  ZENML_API_KEY: KEY,
});

const UNTRUSTED = "tls tls-untrusted error";
const MISSING = "tls ca-bundle-missing error";

/** What variables say of roots, and what the client and Terraform come to by them. */
const ROWS: readonly (readonly [
  Environment,
  client: readonly string[],
  terraform: readonly string[],
])[] = [
  [{}, [UNTRUSTED], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: CA }, [], [UNTRUSTED]],
  [{ CURL_CA_BUNDLE: CA }, [], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: CA, ZENML_STORE_VERIFY_SSL: "true" }, [], [
    UNTRUSTED,
  ]],
  [{ REQUESTS_CA_BUNDLE: "", CURL_CA_BUNDLE: CA }, [], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: OTHER, CURL_CA_BUNDLE: CA }, [UNTRUSTED], [
    UNTRUSTED,
  ]],
  [{ REQUESTS_CA_BUNDLE: CA, ZENML_STORE_VERIFY_SSL: OTHER }, [UNTRUSTED], [
    UNTRUSTED,
  ]],
  [{ REQUESTS_CA_BUNDLE: OTHER, ZENML_STORE_VERIFY_SSL: CA }, [], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: NOWHERE, ZENML_STORE_VERIFY_SSL: "false" }, [
    "tls tls-not-verified warning",
  ], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: HASHED }, [], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: PLAIN }, [MISSING], [UNTRUSTED]],
  [{ SSL_CERT_FILE: CA }, [UNTRUSTED], []],
  [{ SSL_CERT_DIR: PLAIN }, [UNTRUSTED], []],
  [{ SSL_CERT_DIR: `/nowhere:${PLAIN}` }, [UNTRUSTED], []],
  [{ SSL_CERT_FILE: OTHER, SSL_CERT_DIR: PLAIN }, [UNTRUSTED], []],
  [{ SSL_CERT_FILE: OTHER }, [UNTRUSTED], [UNTRUSTED]],
  [{ SSL_CERT_FILE: "" }, [UNTRUSTED], [UNTRUSTED]],
  [{ ZENML_STORE_VERIFY_SSL: CA }, [], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: NOWHERE }, [MISSING], [UNTRUSTED]],
  [{ CURL_CA_BUNDLE: NOWHERE }, [MISSING], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: EMPTY }, [MISSING], [UNTRUSTED]],
  [{ REQUESTS_CA_BUNDLE: BROKEN }, [MISSING], [UNTRUSTED]],
  [{ SSL_CERT_FILE: NOWHERE }, [UNTRUSTED], [MISSING]],
  [{ SSL_CERT_DIR: NOWHERE }, [UNTRUSTED], [MISSING]],
  [{ REQUESTS_CA_BUNDLE: CA, SSL_CERT_FILE: CA }, [], []],
];

const told = (environment: Environment) =>
  JSON.stringify(environment).replaceAll(`${folder}/`, "");

for (const [roots, ofClient, ofTerraform] of ROWS) {
  Deno.test(`diagnose() judges the client and Terraform by the roots of ${told(roots)}, each alone and both together`, async () => {
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const alone = async (environment: Environment) =>
      foundIn((await examine({ ...environment, ...roots })).connections[0]);
    assertEquals(await alone(client(server.url)), [...ofClient]);
    assertEquals(await alone(terraform(server.url)), [...ofTerraform]);
    const { connections } = await examine({
      ...client(server.url),
      ...terraform(server.url),
      ...roots,
    });
    const foundOf = (consumer: "client" | "terraform") =>
      foundIn(
        connections.find(({ connection }) =>
          connection.consumers.includes(consumer)
        ),
      );
    assertEquals(foundOf("client"), [...ofClient]);
    assertEquals(foundOf("terraform"), [...ofTerraform]);
  });
}

Deno.test("diagnose() looks at no CA bundle for a plain http URL", async () => {
  await using server = listenAsZenml();
  const { connections } = await examine({
    ...client(server.url),
    REQUESTS_CA_BUNDLE: NOWHERE,
    SSL_CERT_FILE: NOWHERE,
  });
  assertEquals(foundIn(connections[0]), []);
});

Deno.test("resolve() makes one connection of both programs where no variable parts their roots", () => {
  const both = {
    ...client("https://z.invalid"),
    ...terraform("https://z.invalid"),
  };
  const count = (roots: Environment) =>
    resolve({ environment: { ...both, ...roots } }).connections.length;
  assertEquals(count({}), 1);
  assertEquals(count({ REQUESTS_CA_BUNDLE: CA }), 2);
  assertEquals(count({ SSL_CERT_FILE: CA }), 2);
});

Deno.test("resolve() reads Go's variables on no system where Go does not", () => {
  for (const platform of ["darwin", "windows"]) {
    const { connections } = resolve({
      environment: { ...terraform("https://z.invalid"), SSL_CERT_FILE: CA },
      hostFacts: { platform },
    });
    assertEquals(connections[0]?.tlsVerification.kind, "on");
  }
});

Deno.test("resolve() prints no path of a CA bundle, where a key may stand", () => {
  const resolution = resolve({
    environment: {
      ...client("https://z.invalid"),
      ...terraform("https://z.invalid"),
      REQUESTS_CA_BUNDLE: "hunter2",
      SSL_CERT_FILE: "hunter3",
    },
  });
  const printed = JSON.stringify(resolution) + Deno.inspect(resolution);
  assertEquals(/hunter/u.test(printed), false);
});

Deno.test("diagnose() says of a missing bundle which variable names it, and what to set", async () => {
  await using server = listenAsZenml({}, certificateOf({ issuer: root }));
  const { connections: [connection] } = await examine({
    ...client(server.url),
    REQUESTS_CA_BUNDLE: NOWHERE,
  });
  const [finding] = findingsOf(connection);
  assertStringIncludes(
    finding?.message ?? "",
    "REQUESTS_CA_BUNDLE names the CA bundle /nowhere/ca.pem, and there is no such file",
  );
  assertEquals(finding?.variable, "REQUESTS_CA_BUNDLE");
  assertMatch(finding?.hint ?? "", /REQUESTS_CA_BUNDLE/u);
});

function findingsOf(connection: ConnectionReport | undefined) {
  return (connection?.checks ?? []).flatMap(({ findings }) => findings);
}

/** The fix of an untrusted certificate names the variable that the program reads. */
const FIXES: readonly (readonly [Environment, RegExp])[] = [
  [client(""), /ZENML_STORE_VERIFY_SSL/u],
  [terraform(""), /SSL_CERT_FILE/u],
  [{ ...client(""), ZENML_STORE_API_KEY: PRO_KEY }, /REQUESTS_CA_BUNDLE/u],
  [{ ...client(""), REQUESTS_CA_BUNDLE: OTHER }, /REQUESTS_CA_BUNDLE/u],
];

for (const [environment, variable] of FIXES) {
  Deno.test(`diagnose() says ${variable.source} of an untrusted certificate for ${told(environment).replace(KEY, "KEY").replace(PRO_KEY, "PROKEY")}`, async () => {
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    const name = "ZENML_SERVER_URL" in environment
      ? "ZENML_SERVER_URL"
      : "ZENML_STORE_URL";
    const { connections: [connection] } = await examine({
      ...environment,
      [name]: server.url,
    });
    const [finding] = findingsOf(connection);
    assertEquals(finding?.code, "tls-untrusted");
    assertMatch(finding?.hint ?? "", variable);
  });
}

/** What the client trusts at the control plane, and what step pro finds. */
const PLANES: readonly (readonly [Environment, readonly string[]])[] = [
  [{}, ["pro pro-control-plane-unreachable error"]],
  [{ ZENML_STORE_VERIFY_SSL: CA }, [
    "pro pro-control-plane-unreachable error",
  ]],
  [{ ZENML_STORE_VERIFY_SSL: "false" }, [
    "pro pro-control-plane-unreachable error",
  ]],
  [{ REQUESTS_CA_BUNDLE: CA }, []],
  [{ CURL_CA_BUNDLE: CA }, []],
  [{ REQUESTS_CA_BUNDLE: CA, ZENML_STORE_VERIFY_SSL: "false" }, []],
  [{ REQUESTS_CA_BUNDLE: OTHER }, [
    "pro pro-control-plane-unreachable error",
  ]],
  [{ REQUESTS_CA_BUNDLE: NOWHERE }, ["pro ca-bundle-missing error"]],
];

for (const [roots, expected] of PLANES) {
  Deno.test(`diagnose() judges a control plane with a private CA by ${told(roots)}, whatever ZENML_STORE_VERIFY_SSL says`, async () => {
    await using plane = listenRaw(
      () => http(200, "ok"),
      certificateOf({ issuer: root }),
    );
    await using server = listenAsZenml({ info: proInfo(plane.url) });
    const diagnosis = await diagnose(resolve({
      environment: {
        ZENML_STORE_URL: server.url,
        ZENML_STORE_API_KEY: PRO_KEY,
        ZENML_PRO_API_URL: plane.url,
        ...roots,
      },
    }));
    const found = foundIn(diagnosis.connections[0]).filter((one) =>
      one.startsWith("pro ")
    );
    assertEquals(found, [...expected]);
    const [finding] = diagnosis.connections[0]?.checks.find(({ id }) =>
      id === "pro"
    )?.findings ?? [];
    if (finding) assertMatch(finding.hint, /REQUESTS_CA_BUNDLE/u);
  });
}
