import { assert, assertEquals, assertFalse } from "@std/assert";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { describeTlsVerification } from "../../lib/resolver/tls_verification.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { environmentOf, resolve, type Sources } from "../../mod.ts";
import { CLIENT } from "./support.ts";

const PEM = [
  "-----BEGIN CERTIFICATE-----",
  "TUlJQg==",
  "-----END CERTIFICATE-----",
  "-----BEGIN RSA PRIVATE KEY-----",
  "c2VjcmV0",
  "-----END RSA PRIVATE KEY-----",
].join("\n");

/** Every way of printing a value. */
function printed(value: unknown): string {
  const everything = {
    depth: Infinity,
    iterableLimit: Infinity,
    strAbbreviateSize: Infinity,
    showHidden: true,
    getters: true,
  };
  return [
    JSON.stringify(value),
    JSON.stringify({ value: [value] }),
    Deno.inspect(value),
    Deno.inspect(value, everything),
    Deno.inspect({ value: [value] }, everything),
    Deno.inspect(new Map([["value", value]]), everything),
    `${value}`,
  ].join("\n");
}

Deno.test({
  name: "parseEnvFile() gives settings that print without their values",
  permissions: "none",
  fn() {
    const file = parseEnvFile(
      "ZENML_STORE_PASSWORD=hunter2\nOTHER='hunter2 too'\nexport X=\"hunter2\"",
      ".env",
    );
    assertFalse(printed(file).includes("hunter2"));
    assert(printed(file).includes("ZENML_STORE_PASSWORD"));
    assertEquals(file.settings.map(({ value }) => value), [
      "hunter2",
      "hunter2 too",
      "hunter2",
    ]);
  },
});

for (const format of ["dotenv", "docker"] as const) {
  Deno.test({
    name: `parseEnvFile() takes no API key for a name, as ${format}`,
    permissions: "none",
    fn() {
      const file = parseEnvFile(
        "A=1\nZENKEY_hunter2==\nexport ZENPROKEY_hunter2=\nZENKEY_hunter2=x\nZENPROKEY_hunter2"
          .replace(format === "docker" ? "export " : "", ""),
        ".env",
        format,
      );
      assertFalse(printed(file).includes("hunter2"));
      assertEquals(file.settings.map(({ variable }) => variable), ["A"]);
      assertEquals(
        file.findings.map(({ code, severity, message, line }) => [
          code,
          severity,
          message,
          line,
        ]),
        [2, 3, 4, 5].map((line) => [
          "file-invalid",
          "warning",
          "The line is an API key without the name of a variable, so it was ignored",
          line,
        ]),
      );
    },
  });
}

Deno.test({
  name: "parseEnvFile() gives settings whose copies have no value",
  permissions: "none",
  fn() {
    const [setting] = parseEnvFile("ZENML_STORE_PASSWORD=hunter2", ".env")
      .settings;
    assert(setting);
    const copies = [
      { ...setting },
      Object.assign({}, setting),
      structuredClone(setting),
      Object.fromEntries(Object.entries(setting)),
      Object.values(setting),
    ];
    for (const copy of copies) {
      assertFalse(Deno.inspect(copy).includes("hunter2"));
    }
    assertEquals(setting.value, "hunter2");
  },
});

Deno.test({
  name: "environmentOf() gives variables that print without their values",
  permissions: "none",
  fn() {
    const environment = environmentOf((name) =>
      name === "ZENML_API_KEY" || name === "PATH" ? "hunter2" : undefined
    );
    const sources: Sources = {
      environment,
      envFiles: [parseEnvFile("ZENML_API_KEY=hunter2", ".env")],
    };
    assertFalse(printed(sources).includes("hunter2"));
    assertEquals({ ...environment }, { ZENML_API_KEY: "hunter2" });
    const { configuration } = resolve({
      environment: { ...environment, ZENML_SERVER_URL: "https://h" },
    });
    const credential = configuration?.credential;
    assert(credential?.kind === "api-key");
    assertEquals(credential.key.reveal(), "hunter2");
  },
});

for (
  const value of [
    PEM,
    PEM.replaceAll("\n", "\\n"),
    "-----BEGIN PRIVATE KEY-----\nc2VjcmV0",
    "BEGIN PRIVATE KEY c2VjcmV0",
    btoa(PEM),
    `c2VjcmV0${"A".repeat(64)}`,
    "me:c2VjcmV0@h",
    "c2VjcmV0@h",
  ]
) {
  Deno.test({
    name: `resolve() prints nothing of ZENML_STORE_VERIFY_SSL=${
      JSON.stringify(value.slice(0, 40))
    }`,
    permissions: "none",
    fn() {
      const environment = { ...CLIENT, ZENML_STORE_VERIFY_SSL: value };
      const resolution = resolve({ environment });
      for (const hidden of ["c2VjcmV0", value.slice(40, 80)]) {
        if (hidden) assertFalse(printed(resolution).includes(hidden), hidden);
      }
      assertEquals(resolution.connections.length, 1);
    },
  });
}

Deno.test({
  name: "resolve() prints no user name that is a password or a key",
  permissions: "none",
  async fn() {
    const ZENML_STORE_URL = "https://h";
    const key = `ZENPROKEY_${"c2VjcmV0".repeat(4)}`;
    for (
      const [ZENML_STORE_USERNAME, ZENML_STORE_PASSWORD] of [
        ["c2VjcmV0-hunter2", "c2VjcmV0-hunter2"],
        [key, "other"],
      ] as const
    ) {
      const resolution = resolve({
        environment: {
          ZENML_STORE_URL,
          ZENML_STORE_USERNAME,
          ZENML_STORE_PASSWORD,
        },
      });
      const diagnosis = await diagnose(resolution, { offline: true });
      for (const text of [printed(resolution), printed(diagnosis)]) {
        assertFalse(text.includes("c2VjcmV0"));
      }
      const credential = resolution.configuration?.credential;
      assert(credential?.kind === "password");
      assertEquals(credential.username, ZENML_STORE_USERNAME);
    }
  },
});

Deno.test({
  name:
    "resolve() counts certificates, and says that a private key is with them",
  permissions: "none",
  fn() {
    const environment = { ...CLIENT, ZENML_STORE_VERIFY_SSL: PEM };
    const { settings, findings, connections } = resolve({ environment });
    assertEquals(
      settings.at(-1)?.value,
      "[PEM text: 1 certificate and a private key, which does not belong there]",
    );
    assertEquals(findings.map(({ code, severity }) => [code, severity]), [
      ["tls-verify-invalid", "warning"],
    ]);
    const verification = connections[0]?.tlsVerification;
    assert(verification?.kind === "ca-text");
    assertEquals(verification.pem, PEM);
  },
});

Deno.test({
  name: "resolve() keeps connections apart by the certificates that they trust",
  permissions: "none",
  fn() {
    const { connections } = resolve({
      environment: {
        ...CLIENT,
        ZENML_SERVER_URL: CLIENT.ZENML_STORE_URL!,
        ZENML_API_KEY: CLIENT.ZENML_STORE_API_KEY!,
        ZENML_STORE_VERIFY_SSL: "/etc/ca.pem",
      },
    });
    assertEquals(connections.map(({ consumers }) => consumers), [
      ["client"],
      ["terraform"],
    ]);
  },
});

Deno.test({
  name:
    "resolve() shows nothing of a verification or user name that is the password",
  permissions: "none",
  fn() {
    for (const variable of ["ZENML_STORE_USERNAME", "ZENML_STORE_VERIFY_SSL"]) {
      for (const password of ["pw", "hunter2", "/plum/jam.pem"]) {
        const resolution = resolve({
          environment: {
            ZENML_STORE_URL: "https://zenml.example.com",
            ZENML_STORE_USERNAME: "me",
            ZENML_STORE_PASSWORD: password,
            [variable]: password,
          },
        });
        const { settings, configuration } = resolution;
        assertEquals(
          settings.find((one) => one.variable === variable)?.value,
          "[redacted]",
        );
        assert(configuration);
        const { tlsVerification } = configuration;
        assertFalse(
          describeTlsVerification(tlsVerification.value).includes(password),
        );
      }
    }
  },
});
