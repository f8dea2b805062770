/**
 * The Terraform provider's rules, as they were measured: one row or more for each.
 *
 * @module
 */
import { REFUSED, remote, type Rule } from "./rule.ts";
import {
  CLIENT,
  type Environment,
  PRO_KEY,
  TERRAFORM,
  TOKEN,
  URL_A,
} from "./support.ts";

const terraform = (more: Environment): Environment => ({
  ...TERRAFORM,
  ...more,
});
const on = (url: string) => terraform({ ZENML_SERVER_URL: url });

/** The provider's rules. */
export const PROVIDER_RULES: readonly Rule[] = [
  ["reads its three names", terraform({}), remote(URL_A, "ZENML_API_KEY"), []],
  ["reads nothing of the other convention", CLIENT, { status: "unset" }, []],
  ["takes an empty URL for unset", on(""), REFUSED, [
    "url-missing",
    "value-empty",
  ]],
  ["takes an empty key for unset", terraform({ ZENML_API_KEY: "" }), REFUSED, [
    "credential-missing",
    "value-empty",
  ]],
  ["misses a URL", { ZENML_API_TOKEN: TOKEN }, REFUSED, ["url-missing"]],
  ["misses a credential", { ZENML_SERVER_URL: URL_A }, REFUSED, [
    "credential-missing",
  ]],
  [
    "takes a token before a key",
    terraform({ ZENML_API_TOKEN: TOKEN }),
    remote(URL_A, "ZENML_API_TOKEN"),
    ["credential-ambiguous"],
  ],
  ["keeps a slash, and breaks on it", on(`${URL_A}/`), remote(`${URL_A}/`), [
    "url-trailing-slash",
  ]],
  ["takes a scheme in capitals", on("HTTPS://zenml.example.com"), {
    ...remote("HTTPS://zenml.example.com"),
  }, ["url-scheme-uppercase"]],
  ["takes a path", on(`${URL_A}/zenml`), remote(`${URL_A}/zenml`), [
    "url-has-path",
  ]],
  ["fails on blanks", on(` ${URL_A}`), remote(` ${URL_A}`), [
    "value-whitespace",
  ]],
  ["fails on quotes", on(`'${URL_A}'`), remote(`'${URL_A}'`), [
    "value-quoted",
  ]],
  ["fails without a scheme", on("127.0.0.1:80"), remote("127.0.0.1:80"), [
    "url-scheme-missing",
  ]],
  ["loses its path to a query", on(`${URL_A}?a=b`), remote(`${URL_A}?a=b`), [
    "url-has-query",
  ]],
  ["loses its path to a fragment", on(`${URL_A}#a`), remote(`${URL_A}#a`), [
    "url-has-query",
  ]],
  [
    "handles user information",
    on("https://me:hunter2@zenml.example.com"),
    remote("https://[redacted]@zenml.example.com"),
    ["url-has-credentials"],
  ],
  [
    "sends a Pro key to the workspace itself",
    terraform({ ZENML_API_KEY: PRO_KEY, ZENML_PRO_API_URL: "" }),
    remote(URL_A, "ZENML_API_KEY"),
    [],
  ],
];
