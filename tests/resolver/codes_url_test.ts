import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { CLIENT, testUrls } from "./support.ts";

const INVALID = ["url-invalid error"];
const NO_SCHEME = ["url-scheme-missing error"];
const UNSUPPORTED = ["url-scheme-unsupported error"];
const API_PATH = ["url-includes-api-path error"];
const PATH = ["url-has-path warning"];
const QUERY = ["url-has-query error"];

testUrls([
  ["finds nothing in a good URL", "https://zenml.example.com", [], []],
  ["finds nothing in a port", "https://zenml.example.com:8443", [], []],
  ["finds nothing in an address", "https://10.0.0.1", [], []],
  ["finds nothing in IPv6", "https://[2001:db8::1]:8443", [], []],
  [
    "finds nothing in capitals of the host",
    "https://ZenML.Example.COM",
    [],
    [],
  ],
  [
    "finds nothing in an internationalized host",
    "https://zenml.bücher.example",
    [],
    [],
  ],
  ["finds nothing in another alphabet", "https://例え.テスト", [], []],

  ["finds https:// alone invalid", "https://", INVALID, INVALID],
  ["finds one slash invalid", "https:/zenml.example.com", INVALID, INVALID],
  ["finds no slash invalid", "https:zenml.example.com", INVALID, INVALID],
  [
    "finds three slashes invalid",
    "https:///zenml.example.com",
    INVALID,
    INVALID,
  ],
  [
    "finds a port beyond 65535 invalid",
    "https://zenml.example.com:65536",
    INVALID,
    INVALID,
  ],
  ["finds port 0 invalid", "https://zenml.example.com:0", INVALID, INVALID],
  [
    "finds a word for a port invalid",
    "https://zenml.example.com:http",
    INVALID,
    INVALID,
  ],
  ["finds an unclosed bracket invalid", "https://[::1", INVALID, INVALID],
  [
    "finds backslashes invalid",
    "https:\\\\zenml.example.com",
    INVALID,
    INVALID,
  ],
  [
    "finds a percent sign in the host invalid",
    "https://zenml%.example.com",
    INVALID,
    INVALID,
  ],

  ["misses the scheme of a host", "zenml.example.com", NO_SCHEME, NO_SCHEME],
  [
    "misses the scheme of host:port",
    "zenml.example.com:8080",
    NO_SCHEME,
    NO_SCHEME,
  ],
  ["misses the scheme of localhost", "localhost:8080", NO_SCHEME, NO_SCHEME],
  ["misses the scheme of an address", "127.0.0.1:8080", NO_SCHEME, NO_SCHEME],
  ["misses the scheme of IPv6", "[::1]:8080", NO_SCHEME, NO_SCHEME],
  ["misses the scheme before //", "//zenml.example.com", NO_SCHEME, NO_SCHEME],
  [
    "misses the scheme of a host with a path",
    "zenml.example.com/zenml",
    NO_SCHEME,
    NO_SCHEME,
  ],

  ["does not support ftp", "ftp://zenml.example.com", UNSUPPORTED, UNSUPPORTED],
  ["does not support wss", "wss://zenml.example.com", UNSUPPORTED, UNSUPPORTED],
  [
    "does not support sqlite",
    "sqlite:////tmp/zenml.db",
    UNSUPPORTED,
    UNSUPPORTED,
  ],
  [
    "does not support mysql",
    "mysql://u:p@db.example.com/zenml",
    UNSUPPORTED,
    UNSUPPORTED,
  ],
  [
    "does not support a slip in https",
    "htps://zenml.example.com",
    UNSUPPORTED,
    UNSUPPORTED,
  ],

  ["finds HTTPS:// in capitals", "HTTPS://zenml.example.com", [
    "url-scheme-uppercase error",
  ], ["url-scheme-uppercase info"]],
  ["finds one capital in the scheme", "Http://localhost:8080", [
    "url-scheme-uppercase error",
  ], ["url-scheme-uppercase info"]],

  ["finds a slash at the end", "https://zenml.example.com/", [
    "url-trailing-slash warning",
  ], ["url-trailing-slash error"]],
  ["finds several slashes at the end once", "https://zenml.example.com///", [
    "url-trailing-slash warning",
  ], ["url-trailing-slash error"]],
  [
    "finds a slash behind a path with the path",
    "https://zenml.example.com/zenml/",
    [...PATH, "url-trailing-slash warning"],
    [...PATH, "url-trailing-slash error"],
  ],
  ["finds a slash behind user information", "https://u:p@zenml.example.com/", [
    "url-has-credentials error",
    "url-trailing-slash warning",
  ], ["url-has-credentials warning", "url-trailing-slash error"]],

  ["finds /api/v1", "https://zenml.example.com/api/v1", API_PATH, API_PATH],
  ["finds /api", "https://zenml.example.com/api", API_PATH, API_PATH],
  [
    "finds no slash with /api/v1/",
    "https://zenml.example.com/api/v1/",
    API_PATH,
    API_PATH,
  ],
  [
    "finds a call of the API",
    "https://zenml.example.com/api/v1/info",
    API_PATH,
    API_PATH,
  ],
  [
    "finds the path before the API too",
    "https://zenml.example.com/zenml/api/v1",
    [...API_PATH, ...PATH],
    [...API_PATH, ...PATH],
  ],
  ["takes /apiary for a path", "https://zenml.example.com/apiary", PATH, PATH],

  ["finds a path", "https://zenml.example.com/zenml", PATH, PATH],
  [
    "takes no percent-encoded path for %NAME%",
    "https://zenml.example.com/b%C3%BCcher%20a%2Fb",
    PATH,
    PATH,
  ],

  ["finds a query", "https://zenml.example.com?a=b", QUERY, QUERY],
  ["finds a fragment", "https://zenml.example.com#a", QUERY, QUERY],
  ["finds an empty query", "https://zenml.example.com?", QUERY, QUERY],
  [
    "finds no slash with a query",
    "https://zenml.example.com/?a=b/",
    QUERY,
    QUERY,
  ],
  [
    "finds no slash with a fragment",
    "https://zenml.example.com/#/",
    QUERY,
    QUERY,
  ],
  ["finds a path with a query", "https://zenml.example.com/runs?page=2", [
    ...PATH,
    ...QUERY,
  ], [...PATH, ...QUERY]],
  [
    "finds the API's path with a query",
    "https://zenml.example.com/api/v1?a",
    [...API_PATH, ...QUERY],
    [...API_PATH, ...QUERY],
  ],

  ["finds user information", "https://me:pw@zenml.example.com", [
    "url-has-credentials error",
  ], ["url-has-credentials warning"]],
  ["finds a user without a password", "https://me@zenml.example.com", [
    "url-has-credentials error",
  ], ["url-has-credentials warning"]],
  [
    "takes no password for a template",
    "https://me:$ecret{{@zenml.example.com",
    ["url-has-credentials error"],
    ["url-has-credentials warning"],
  ],
  [
    "takes no @ in a path for user information",
    "https://zenml.example.com/@me",
    PATH,
    PATH,
  ],
]);

Deno.test({
  name:
    "resolve() finds url-invalid where no server takes a URL of that length, and shows a part of it",
  permissions: "none",
  fn() {
    const url = `https://zenml.example.com/${"x".repeat(10_000)}`;
    const { findings, settings } = resolve({
      environment: { ...CLIENT, ZENML_STORE_URL: url },
    });
    assertEquals(findings.map(({ code }) => code), ["url-invalid"]);
    const shown = settings.find(({ variable }) =>
      variable === "ZENML_STORE_URL"
    );
    assertEquals(
      shown?.value,
      `${url.slice(0, 500)}… (${url.length} characters)`,
    );
  },
});
