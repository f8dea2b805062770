import { assertEquals } from "@std/assert";
import {
  type Certificate,
  certificateOf,
  rootOf,
  withChain,
} from "../helpers/certificates.ts";
import { formsOf, KEY, PRO_KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { foundAt } from "../helpers/findings.ts";
import { hanging, nothing } from "../helpers/replies.ts";
import { listenAsZenml, proInfo } from "../helpers/zenml_listener.ts";

const atName = (url: string) => url.replace("127.0.0.1", "localhost");

/** A CA's certificate that is a server's, too. */
const pinned = (hosts: readonly string[], more = {}) =>
  certificateOf({ isAuthority: true, hosts, ...more });

const root = rootOf("Plum root");

/** What ZENML_STORE_VERIFY_SSL names, what the server presents, by name or by address, and what is found. */
const PRESENTED: readonly (readonly [
  criterion: string,
  make: () => { readonly ca: Certificate; readonly server?: Certificate },
  host: "name" | "address",
  found: readonly string[],
])[] = [
  ["its own, for the name", () => ({ ca: pinned(["localhost"]) }), "name", []],
  [
    "its own, for the name among others",
    () => ({ ca: pinned(["a.example", "localhost"]) }),
    "name",
    [],
  ],
  [
    "its own, for another name",
    () => ({ ca: pinned(["a.example"]) }),
    "name",
    ["tls-wrong-host"],
  ],
  [
    "its own, for a name within that name",
    () => ({ ca: pinned(["*.localhost", "localhost.example"]) }),
    "name",
    ["tls-wrong-host"],
  ],
  [
    "its own, for the name but not the address",
    () => ({ ca: pinned(["localhost"]) }),
    "address",
    ["tls-wrong-host"],
  ],
  [
    "its own, with the address as a name",
    () => ({ ca: pinned(["127.0.0.1"]) }),
    "address",
    ["tls-wrong-host"],
  ],
  [
    "its own, whose common name alone is right",
    () => ({ ca: rootOf("localhost") }),
    "name",
    ["tls-wrong-host"],
  ],
  [
    "its own, which has expired",
    () => ({ ca: pinned(["localhost"], { from: -9, to: -2 }) }),
    "name",
    ["tls-expired"],
  ],
  [
    "its own, which is not valid yet",
    () => ({ ca: pinned(["localhost"], { from: 2 }) }),
    "name",
    ["tls-not-yet-valid"],
  ],
  [
    "another of the same names",
    () => ({
      ca: pinned(["localhost"], { name: "Plum" }),
      server: pinned(["localhost"], { name: "Plum" }),
    }),
    "name",
    ["tls-untrusted"],
  ],
  [
    "one that the CA signed",
    () => ({ ca: root, server: certificateOf({ issuer: root }) }),
    "address",
    [],
  ],
  [
    "one that the CA signed, for another name",
    () => ({
      ca: root,
      server: certificateOf({ issuer: root, hosts: ["a.example"] }),
    }),
    "name",
    ["tls-wrong-host"],
  ],
  [
    "one that the CA signed, which has expired",
    () => ({
      ca: root,
      server: certificateOf({ issuer: root, from: -9, to: -2 }),
    }),
    "name",
    ["tls-expired"],
  ],
  [
    "one that another CA of the same name signed",
    () => ({
      ca: rootOf("Plum root"),
      server: certificateOf({ issuer: root }),
    }),
    "name",
    ["tls-untrusted"],
  ],
  [
    "one that another CA of the same name signed, and that CA",
    () => ({
      ca: rootOf("Plum root"),
      server: withChain(certificateOf({ issuer: root }), root),
    }),
    "name",
    ["tls-untrusted"],
  ],
  [
    "one that names the CA as its chain, and another signed",
    () => {
      const ca = rootOf("Plum root");
      return { ca, server: withChain(certificateOf({ issuer: root }), ca) };
    },
    "name",
    ["tls-untrusted"],
  ],
  [
    "the very one, which is named and another signed",
    () => {
      const server = certificateOf({ issuer: root });
      return { ca: server, server };
    },
    "name",
    ["tls-untrusted"],
  ],
];

for (const [criterion, make, host, found] of PRESENTED) {
  Deno.test(`diagnose() ${found.length === 0 ? "trusts" : `finds ${found}, and sends nothing, for`} a certificate asked by ${host}: ${criterion}`, async () => {
    const { ca, server: presented = ca } = make();
    await using server = listenAsZenml({}, presented);
    const diagnosis = await examine({
      ...clientWith(host === "name" ? atName(server.url) : server.url, KEY),
      ZENML_STORE_VERIFY_SSL: ca.pem,
    });
    assertEquals(
      stepOf(diagnosis, "tls").findings.map(({ code }) => code),
      found,
    );
    const sent = formsOf(KEY).some((form) => server.received.includes(form));
    assertEquals(sent, found.length === 0);
    assertEquals(server.requests.length > 0, found.length === 0);
  });
}

for (const verify of ["false", "the server's CA"]) {
  Deno.test(`diagnose() asks a control plane verified, though ZENML_STORE_VERIFY_SSL is ${verify}`, async () => {
    const ca = rootOf();
    const certificate = certificateOf({ issuer: ca });
    await using control = listenAsZenml({}, certificate);
    await using server = listenAsZenml(
      { info: proInfo(control.url) },
      certificate,
    );
    const diagnosis = await examine({
      ...clientWith(server.url, PRO_KEY),
      ZENML_PRO_API_URL: control.url,
      ZENML_STORE_VERIFY_SSL: verify === "false" ? verify : ca.pem,
    });
    assertEquals(stepOf(diagnosis, "login").status, "pass");
    assertEquals(stepOf(diagnosis, "pro").findings.map(({ code }) => code), [
      "pro-control-plane-unreachable",
    ]);
    assertEquals(control.requests, []);
  });
}

Deno.test("diagnose() sends no credential to Terraform's connection by what the client was told to trust", async () => {
  const ca = rootOf();
  await using server = listenAsZenml({}, certificateOf({ issuer: ca }));
  const { connections } = await examine({
    ...clientWith(server.url, KEY),
    ZENML_STORE_VERIFY_SSL: ca.pem,
    ZENML_SERVER_URL: server.url,
    ZENML_API_KEY: KEY,
  });
  assertEquals(
    connections.map((one) => [one.connection.consumers, foundAt(one)]),
    [
      [["client"], []],
      [["terraform"], ["tls tls-untrusted error"]],
    ],
  );
});

for (const reply of [nothing, hanging("HTTP/1.1 200 OK\r\n")]) {
  Deno.test("diagnose() asks a second time, without verification, for nothing but a certificate", async () => {
    const ca = rootOf();
    await using server = listenAsZenml(
      { info: reply },
      certificateOf({ issuer: ca }),
    );
    for (const verify of ["false", ca.pem]) {
      const before = server.requests.length;
      await examine({
        ...clientWith(server.url, KEY),
        ZENML_STORE_VERIFY_SSL: verify,
      }, { timeoutMs: 300 });
      assertEquals(server.requests.length - before, 1);
    }
  });
}
