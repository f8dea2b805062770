import { assert, assertEquals, assertFalse } from "@std/assert";
import { resolve } from "../../mod.ts";
import {
  CLIENT,
  type Environment,
  KEY,
  NOW,
  PRO_KEY,
  TERRAFORM,
  TOKEN,
  URL_A,
} from "./support.ts";

const hex = (text: string) =>
  [...text].map((char) =>
    `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`
  ).join("");

/** How a secret is written in a URL, and what of it must not be printed. */
const FORMS: ReadonlyArray<readonly [string, string, string?]> = [
  ["a key", KEY],
  ["a Pro key", PRO_KEY],
  ["a key in lower case", "zenkey_abcdef123456"],
  ["a Pro key in lower case", "zenprokey_x"],
  ["a key behind other text", "my-ZENKEY_abcdef123456"],
  ["a key with an encoded _", "ZENKEY%5Fabcdef123456"],
  ["a key with an encoded letter", "%5aENPROKEY_abcdef123456"],
  ["a key that is encoded twice", "ZENKEY%255Fabcdef123456"],
  ["a key, each letter encoded", hex("ZENKEY_abcdef123456")],
  ["a key in wide letters", "ＺＥＮＫＥＹ_abcdef123456", "abcdef123456"],
  ["a token", TOKEN],
  ["a token behind other text", `t-${TOKEN}`],
  ["a token with encoded dots", TOKEN.replaceAll(".", "%2E")],
  ["a key without its prefix", KEY.slice("ZENKEY_".length)],
  ["a bearer", "Bearer%20abcdef123456", "abcdef123456"],
];

const PLACES: ReadonlyArray<readonly [string, (text: string) => string]> = [
  ["path", (text) => `${URL_A}/a/${text}/b`],
  ["query", (text) => `${URL_A}/?a=1&x=${text}`],
  ["fragment", (text) => `${URL_A}/#${text}`],
  ["user name", (text) => `https://${text}@zenml.example.com`],
  ["password", (text) => `https://me:${text}@zenml.example.com`],
  ["host", (text) => `https://${text}.example.com`],
];

const VARIABLES: ReadonlyArray<readonly [string, Environment]> = [
  ["ZENML_STORE_URL", CLIENT],
  ["ZENML_SERVER_URL", TERRAFORM],
  ["ZENML_PRO_API_URL", CLIENT],
];

/** Everything that a resolution prints. */
function printed(environment: Environment): string {
  const resolution = resolve({ environment }, { now: NOW });
  const options = {
    depth: Infinity,
    strAbbreviateSize: Infinity,
    showHidden: true,
    getters: true,
  };
  return JSON.stringify(resolution) + Deno.inspect(resolution, options);
}

function assertRefused(
  variable: string,
  environment: Environment,
  secret: string,
) {
  const { findings, connections } = resolve({ environment }, { now: NOW });
  const about = findings.filter((finding) => finding.variable === variable);
  assertEquals(about.map(({ code, severity }) => [code, severity]), [
    ["url-contains-secret", "error"],
  ]);
  assertFalse(
    connections.some(({ serverUrl, urlOrigin }) =>
      urlOrigin?.variable === variable || serverUrl.includes(secret)
    ),
  );
  assertFalse(
    printed(environment).toLowerCase().includes(
      secret.toLowerCase(),
    ),
  );
}

for (const [variable, others] of VARIABLES) {
  for (const [place, write] of PLACES) {
    Deno.test({
      name: `resolve() refuses a secret in the ${place} of ${variable}`,
      permissions: "none",
      fn() {
        for (const [, form, secret = form] of FORMS) {
          const environment = { ...others, [variable]: write(form) };
          assertRefused(variable, environment, secret);
        }
      },
    });
    Deno.test({
      name:
        `resolve() refuses the run's own secret in the ${place} of ${variable}`,
      permissions: "none",
      fn() {
        for (const secret of ["hunter2", "Plum-Jam-42", "x1y2z3"]) {
          const environment = {
            ...others,
            ZENML_STORE_USERNAME: "me",
            ZENML_STORE_PASSWORD: secret,
            [variable]: write(secret),
          };
          assertRefused(variable, environment, secret);
        }
      },
    });
  }
}

for (
  const query of [
    "?token=abc123",
    "?a=b&api_key=abc123",
    "?ACCESS-TOKEN=abc123",
    "#id_token=abc123",
    "?a;password=abc123",
    "/?next=https://me:abc123@h",
    "/me:abc123%40h",
  ]
) {
  Deno.test({
    name: `resolve() refuses ${query} in a URL`,
    permissions: "none",
    fn() {
      const environment = { ...CLIENT, ZENML_STORE_URL: URL_A + query };
      assertRefused("ZENML_STORE_URL", environment, "abc123");
    },
  });
}

for (
  const [criterion, url, password] of [
    ["a host of the same word", "https://production.example.com", "production"],
    ["a path of the same word", `${URL_A}/production`, "production"],
    ["a port of the same digits", "https://zenml.example.com:8080", "8080"],
    ["a short one", "https://zenml.example.com", "zenml"],
    ["the host", "https://zenml.example.com", "zenml.example.com"],
    ["the URL", URL_A, URL_A],
    ["no secret", "https://eyjafjallajokull.eyja.example.com", "plum-jam"],
    ["a file", `${URL_A}/keyJson.min.js`, "plum-jam"],
  ] as const
) {
  Deno.test({
    name: `resolve() examines a URL whose password is ${criterion}`,
    permissions: "none",
    fn() {
      const { findings, connections } = resolve({
        environment: {
          ZENML_STORE_URL: url,
          ZENML_STORE_USERNAME: "me",
          ZENML_STORE_PASSWORD: password,
        },
      });
      assertFalse(
        findings.some(({ code }) => code === "url-contains-secret"),
      );
      assertEquals(connections.length, 1);
    },
  });
}

Deno.test({
  name: "resolve() leaves of a URL with a secret what is before it",
  permissions: "none",
  fn() {
    const { settings, findings, consumers } = resolve({
      environment: { ...CLIENT, ZENML_STORE_URL: `${URL_A}/${KEY}` },
    });
    assertEquals(settings[0]?.value, `${URL_A}/[redacted]`);
    assertEquals(consumers.client.serverUrl, `${URL_A}/[redacted]`);
    assertEquals(findings[0]?.hint, `export ZENML_STORE_URL=${URL_A}`);
  },
});

Deno.test({
  name: "resolve() takes a usable URL of a file before one with a secret",
  permissions: "none",
  fn() {
    const { configuration } = resolve({
      environment: { ZENML_STORE_URL: `${URL_A}/${KEY}` },
    });
    assert(configuration === null);
  },
});

for (
  const [value, shown] of [
    ["hunter2@secretpass", "[redacted]"],
    ["me:hunter2@secretpass", "[redacted]"],
    ["https://u:secretpass%40host", "[redacted]"],
    ["https://u%3Asecretpass%2540host", "[redacted]"],
    ["https://u:secretpass＠host:x", "[redacted]"],
    ["https://u:secretpass", "https://[redacted]"],
    ["u:secretpass", "[redacted]"],
    ["zenml.example.com:8080", "zenml.example.com:8080"],
    ["ftp://zenml.example.com", "ftp://zenml.example.com"],
    ["https://[::1]:80", "https://[::1]:80"],
  ] as const
) {
  Deno.test({
    name: `resolve() shows ${value} as ${shown}`,
    permissions: "none",
    fn() {
      for (const variable of ["ZENML_STORE_URL", "ZENML_PRO_API_URL"]) {
        const environment = { ...CLIENT, [variable]: value };
        const { settings } = resolve({ environment });
        assertEquals(
          settings.find((one) => one.variable === variable)?.value,
          shown,
        );
        assertFalse(printed(environment).includes("secretpass"));
      }
    },
  });
}

Deno.test({
  name: "resolve() shows no half of a user name or verification with @",
  permissions: "none",
  fn() {
    for (const variable of ["ZENML_STORE_USERNAME", "ZENML_STORE_VERIFY_SSL"]) {
      const environment = { ...CLIENT, [variable]: "hunter2@secretpass" };
      const { settings } = resolve({ environment });
      const shown = settings.find((one) => one.variable === variable)?.value;
      assertEquals(shown, "[redacted]");
    }
  },
});

for (const password of ["Plum-Jam-42", "hunter2secretpw", "x1y2z3"]) {
  for (
    const url of [
      `https://me:${password}@h.example/a/${password}/b`,
      `https://me:${password}@h.example/?a=${password}`,
      `https://me:${password}@h.example/#${hex(password)}`,
      `https://me:${hex(password)}@h.example/${password.toUpperCase()}`,
      `https://me:${password}@${password}.example`,
    ]
  ) {
    Deno.test({
      name: `resolve() refuses ${url}, whose password is in it again`,
      permissions: "none",
      fn() {
        const environment = { ...CLIENT, ZENML_STORE_URL: url };
        assertRefused("ZENML_STORE_URL", environment, password);
      },
    });
  }
}

Deno.test({
  name: "resolve() refuses a URL with the password of another one",
  permissions: "none",
  fn() {
    const environment = {
      ...CLIENT,
      ...TERRAFORM,
      ZENML_SERVER_URL: "https://me:Plum-Jam-42@h.example",
      ZENML_STORE_URL: `${URL_A}/Plum-Jam-42`,
    };
    assertRefused("ZENML_STORE_URL", environment, "Plum-Jam-42");
  },
});
