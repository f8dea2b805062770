/**
 * The client's rules besides its URL, as they were measured: one row or more for each.
 *
 * @module
 */
import { at, client, LOCAL, REFUSED, remote, type Rule } from "./rule.ts";
import { KEY, PRO_KEY, TOKEN, URL_A, URL_B } from "./support.ts";

const EMPTY_LOGIN = { ZENML_STORE_USERNAME: "", ZENML_STORE_PASSWORD: "" };
const URL_ONLY = { ZENML_STORE_URL: URL_A };

/** The client's rules besides its URL. */
export const CLIENT_RULES: readonly Rule[] = [
  ["works locally without a URL", {}, LOCAL, ["url-missing"]],
  ["drops a key alone", { ZENML_STORE_API_KEY: KEY }, LOCAL, ["url-missing"]],
  ["uses an earlier login without a URL", {}, remote(URL_B), [
    "stored-login",
  ], { storedLogin: { serverUrl: URL_B, credentialUrls: [] } }],
  [
    "refuses user name and password alone",
    {
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: "hunter2",
    },
    REFUSED,
    ["url-missing"],
  ],
  [
    "needs a URL with ZENML_STORE_TYPE",
    {
      ZENML_STORE_TYPE: "rest",
    },
    REFUSED,
    ["client-setting-invalid"],
  ],
  [
    "takes a key before user name and password before a token",
    client({
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: "hunter2",
      ZENML_STORE_API_TOKEN: TOKEN,
    }),
    remote(URL_A, "ZENML_STORE_API_KEY"),
    ["credential-ambiguous"],
  ],
  [
    "takes user name and password before a token",
    {
      ...URL_ONLY,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: "hunter2",
      ZENML_STORE_API_TOKEN: TOKEN,
    },
    remote(URL_A, "ZENML_STORE_PASSWORD"),
    ["credential-ambiguous"],
  ],
  [
    "takes an empty key for unset",
    {
      ...URL_ONLY,
      ZENML_STORE_API_KEY: "",
      ZENML_STORE_API_TOKEN: TOKEN,
    },
    remote(URL_A, "ZENML_STORE_API_TOKEN"),
    ["value-empty"],
  ],
  ["takes an empty token for unset", client({ ZENML_STORE_API_TOKEN: "" }), {
    ...remote(URL_A, "ZENML_STORE_API_KEY"),
  }, ["value-empty"]],
  [
    "takes empty user name and password for set",
    {
      ...URL_ONLY,
      ...EMPTY_LOGIN,
      ZENML_STORE_API_TOKEN: TOKEN,
    },
    { ...remote(URL_A, "ZENML_STORE_PASSWORD"), credential: "password" },
    [
      "credential-ambiguous",
      "value-empty",
      "value-empty",
    ],
  ],
  [
    "ignores a user name alone",
    {
      ...URL_ONLY,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_API_TOKEN: TOKEN,
    },
    remote(URL_A, "ZENML_STORE_API_TOKEN"),
    [],
  ],
  [
    "ignores a password alone",
    {
      ...URL_ONLY,
      ZENML_STORE_PASSWORD: "hunter2",
      ZENML_STORE_API_TOKEN: TOKEN,
    },
    remote(URL_A, "ZENML_STORE_API_TOKEN"),
    [],
  ],
  ["trims no key", client({ ZENML_STORE_API_KEY: `${KEY}\n` }), {
    ...remote(URL_A, "ZENML_STORE_API_KEY"),
  }, ["value-whitespace"]],
  ["checks no form of a key", client({ ZENML_STORE_API_KEY: "nonsense" }), {
    ...remote(URL_A, "ZENML_STORE_API_KEY"),
  }, ["key-malformed"]],
  [
    "takes a token before a Pro key",
    {
      ...URL_ONLY,
      ZENML_STORE_API_KEY: PRO_KEY,
      ZENML_STORE_API_TOKEN: TOKEN,
    },
    remote(URL_A, "ZENML_STORE_API_TOKEN"),
    ["credential-ambiguous"],
  ],
  [
    "takes even empty user name and password before a Pro key",
    {
      ...URL_ONLY,
      ZENML_STORE_API_KEY: PRO_KEY,
      ...EMPTY_LOGIN,
    },
    remote(URL_A, "ZENML_STORE_PASSWORD"),
    [
      "credential-ambiguous",
      "value-empty",
      "value-empty",
    ],
  ],
  [
    "knows a Pro key by its very beginning alone",
    {
      ...URL_ONLY,
      ZENML_STORE_API_KEY: ` ${PRO_KEY}`,
      ZENML_STORE_API_TOKEN: TOKEN,
    },
    remote(URL_A, "ZENML_STORE_API_KEY"),
    [
      "credential-ambiguous",
      "value-whitespace",
    ],
  ],
  [
    "loses a Pro key to an empty ZENML_PRO_API_URL",
    {
      ...URL_ONLY,
      ZENML_STORE_API_KEY: PRO_KEY,
      ZENML_PRO_API_URL: "",
    },
    remote(URL_A),
    ["value-empty"],
  ],
  [
    "loses a Pro key to a slash in ZENML_PRO_API_URL",
    {
      ...URL_ONLY,
      ZENML_STORE_API_KEY: PRO_KEY,
      ZENML_PRO_API_URL: "https://pro.example.com/",
    },
    remote(URL_A),
    ["url-trailing-slash"],
  ],
  ...["true", "1", "YES", "y", "On", "t", "False", "0", "no", "N", "off", "f"]
    .map((value): Rule => [
      `takes ${value} as ZENML_STORE_VERIFY_SSL`,
      client({ ZENML_STORE_VERIFY_SSL: value }),
      remote(URL_A),
      [],
    ]),
  ["takes nothing for a certificate", client({ ZENML_STORE_VERIFY_SSL: "" }), {
    ...remote(URL_A),
  }, ["value-empty"]],
  [
    "takes ' false' for a certificate",
    client({ ZENML_STORE_VERIFY_SSL: " false" }),
    remote(URL_A),
    ["tls-verify-invalid"],
  ],
  [
    "behaves as a server by ZENML_SERVER",
    client({ ZENML_SERVER: "" }),
    {
      ...REFUSED,
    },
    ["client-is-server"],
    { configFolder: false },
  ],
  [
    "rewrites localhost where ZENML_CONTAINER is true",
    { ...at("http://localhost:8080"), ZENML_CONTAINER: "yes" },
    remote("http://localhost:8080"),
    ["url-host-rewritten"],
  ],
];
