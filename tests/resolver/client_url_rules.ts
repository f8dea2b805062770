/**
 * What the client makes of its URL, as it was measured: one row or more for each rule.
 *
 * @module
 */
import { at, LOCAL, REFUSED, remote, type Rule } from "./rule.ts";
import { CLIENT, TERRAFORM, URL_A } from "./support.ts";

/** The client's rules about its URL. */
export const CLIENT_URL_RULES: readonly Rule[] = [
  ["reads nothing of the other convention", TERRAFORM, LOCAL, []],
  ["takes https for a server", CLIENT, remote(URL_A), []],
  ["takes http for a server", at("http://127.0.0.1:8080"), {
    ...remote("http://127.0.0.1:8080"),
  }, []],
  ["refuses no scheme", at("zenml.example.com"), REFUSED, [
    "url-scheme-missing",
  ]],
  ["refuses host:port", at("zenml.example.com:80"), REFUSED, [
    "url-scheme-missing",
  ]],
  ["takes empty for set", at(""), REFUSED, ["value-empty"]],
  ["refuses blanks", at("  "), REFUSED, ["value-whitespace"]],
  ["refuses quotes", at(`"${URL_A}"`), REFUSED, ["value-quoted"]],
  ["refuses ftp:", at("ftp://zenml.example.com"), REFUSED, [
    "url-scheme-unsupported",
  ]],
  ["takes sqlite: for a local store", at("sqlite:////tmp/x.db"), LOCAL, [
    "url-scheme-unsupported",
  ]],
  ["takes mysql: for a local store", at("mysql://u:p@db/zenml"), LOCAL, [
    "url-scheme-unsupported",
  ]],
  ["drops slashes at the end", at(`${URL_A}///`), remote(URL_A), [
    "url-trailing-slash",
  ]],
  ["refuses a scheme in capitals", at("HTTPS://zenml.example.com"), REFUSED, [
    "url-scheme-uppercase",
  ]],
  ["refuses a leading blank", at(` ${URL_A}`), REFUSED, ["value-whitespace"]],
  ["keeps a trailing blank", at(`${URL_A} `), remote(`${URL_A} `), [
    "value-whitespace",
  ]],
  ["keeps a trailing line break", at(`${URL_A}\n`), remote(`${URL_A}\n`), [
    "value-whitespace",
  ]],
  ...[["/zenml", "url-has-path"], ["?a", "url-has-query"], [
    "#a",
    "url-has-query",
  ]].map(
    (
      [end = "", code = ""],
    ): Rule => [
      `keeps ${end} at the end`,
      at(URL_A + end),
      remote(URL_A + end),
      [code],
    ],
  ),
  [
    "accepts user information",
    at("https://me:hunter2@zenml.example.com"),
    remote("https://[redacted]@zenml.example.com"),
    ["url-has-credentials"],
  ],
];
