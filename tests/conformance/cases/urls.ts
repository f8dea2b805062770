import { type Case, store, terraform } from "./case.ts";

/** The server's URL, right and wrong; the key is always a good one. */
export const URL_CASES: readonly Case[] = [
  {
    name: "valid key for the client",
    variables: ({ oss, credentials }) => store(oss.url, credentials.valid),
    exit: 0,
    consumers: [["client"]],
    login: "pass",
    client: "login",
  },
  {
    name: "valid key for terraform",
    variables: ({ oss, credentials }) => terraform(oss.url, credentials.valid),
    exit: 0,
    consumers: [["terraform"]],
    login: "pass",
  },
  {
    name: "URL with a trailing slash for the client",
    variables: ({ oss, credentials }) =>
      store(`${oss.url}/`, credentials.valid),
    exit: 0,
    warnings: ["url-trailing-slash"],
    login: "pass",
    client: "login",
  },
  {
    name: "URL with a trailing slash for the client, --strict",
    variables: ({ oss, credentials }) =>
      store(`${oss.url}/`, credentials.valid),
    options: ["--strict"],
    exit: 1,
    warnings: ["url-trailing-slash"],
    login: "pass",
  },
  {
    name: "URL with a trailing slash for terraform",
    variables: ({ oss, credentials }) =>
      terraform(`${oss.url}/`, credentials.valid),
    exit: 1,
    errors: ["url-trailing-slash"],
    login: "pass",
  },
  {
    name: "URL with the API path for the client",
    variables: ({ oss, credentials }) =>
      store(`${oss.url}/api/v1`, credentials.valid),
    exit: 1,
    errors: ["url-includes-api-path"],
    login: "pass",
    client: "login",
  },
  {
    name: "URL with the API path and a slash for terraform",
    // One cause, one finding: no trailing-slash finding besides an API path.
    variables: ({ oss, credentials }) =>
      terraform(`${oss.url}/api/v1/`, credentials.valid),
    exit: 1,
    errors: ["url-includes-api-path"],
    login: "pass",
  },
  {
    name: "URL of a page of the dashboard",
    variables: ({ oss, credentials }) =>
      store(`${oss.url}/projects`, credentials.valid),
    exit: 1,
    errors: ["url-is-dashboard-page"],
    login: "skip",
  },
  {
    name: "URL with a query",
    variables: ({ oss, credentials }) =>
      store(`${oss.url}/?tab=keys`, credentials.valid),
    exit: 1,
    errors: ["url-has-query"],
    login: "pass",
  },
  {
    name: "URL with user and password for the client",
    variables: ({ oss, credentials }) =>
      store(withUser(oss.url, credentials.password), credentials.valid),
    exit: 1,
    errors: ["url-has-credentials"],
    login: "pass",
    client: "login",
  },
  {
    name: "URL with user and password for terraform",
    variables: ({ oss, credentials }) =>
      terraform(withUser(oss.url, credentials.password), credentials.valid),
    exit: 0,
    warnings: ["url-has-credentials"],
    login: "pass",
  },
  {
    name: "URL with the scheme in capitals for the client",
    variables: ({ oss, credentials }) =>
      store(oss.url.replace("http", "HTTP"), credentials.valid),
    exit: 1,
    errors: ["url-scheme-uppercase"],
    login: "pass",
  },
  {
    name: "URL with the scheme in capitals for terraform",
    variables: ({ oss, credentials }) =>
      terraform(oss.url.replace("http", "HTTP"), credentials.valid),
    exit: 0,
    login: "pass",
  },
  {
    name: "URL without a scheme",
    // Ends the examination before the network, but the connection is reported
    // only if one can be derived; the contract says no more.
    variables: ({ oss, credentials }) =>
      store(oss.url.replace("http://", ""), credentials.valid),
    exit: 1,
    errors: ["url-scheme-missing"],
  },
  {
    name: "URL with a line break",
    variables: ({ oss, credentials }) =>
      store(`${oss.url}\n`, credentials.valid),
    exit: 1,
    errors: ["value-whitespace"],
    login: "pass",
  },
  {
    name: "URL in quotes",
    variables: ({ oss, credentials }) =>
      store(`"${oss.url}"`, credentials.valid),
    exit: 1,
    errors: ["value-quoted"],
    login: "pass",
  },
  {
    name: "closed port",
    variables: ({ closed, credentials }) => store(closed, credentials.valid),
    exit: 1,
    errors: ["connect-refused"],
    login: "skip",
  },
  {
    name: "https for a server that speaks http",
    variables: ({ oss, credentials }) =>
      store(oss.url.replace("http", "https"), credentials.valid),
    exit: 1,
    errors: ["tls-not-spoken"],
    login: "skip",
  },
  {
    name: "no credential",
    variables: ({ oss }) => ({ ZENML_STORE_URL: oss.url }),
    exit: 1,
    errors: ["credential-missing"],
    login: "skip",
  },
  {
    name: "nothing set",
    variables: () => ({}),
    exit: 1,
    errors: ["url-missing"],
    consumers: [],
  },
];

function withUser(url: string, password: string): string {
  return url.replace("://", `://admin:${password}@`);
}
