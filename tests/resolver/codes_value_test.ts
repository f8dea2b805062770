import {
  CLIENT,
  KEY,
  PRO_KEY,
  TERRAFORM,
  testFindings,
  TOKEN,
  URL_A,
} from "./support.ts";

const HIDDEN = "credential-ambiguous warning client ZENML_STORE_API_KEY";

/** The client's URL with a user name and a password. */
const login = (username: string, password: string) => ({
  ZENML_STORE_URL: URL_A,
  ZENML_STORE_USERNAME: username,
  ZENML_STORE_PASSWORD: password,
});

testFindings([
  ["finds an empty ZENML_STORE_URL", { ZENML_STORE_URL: "" }, [
    "value-empty error client ZENML_STORE_URL",
  ]],
  ["finds an empty ZENML_STORE_URL with a key", {
    ...CLIENT,
    ZENML_STORE_URL: "",
  }, ["value-empty error client ZENML_STORE_URL"]],
  ["warns of an empty key, and of nothing set", { ZENML_STORE_API_KEY: "" }, [
    "url-missing error client ZENML_STORE_URL",
    "value-empty warning client ZENML_STORE_API_KEY",
  ]],
  ["warns of an empty key with a URL", {
    ...CLIENT,
    ZENML_STORE_API_KEY: "",
  }, [
    "credential-missing error client ZENML_STORE_API_KEY",
    "value-empty warning client ZENML_STORE_API_KEY",
  ]],
  ["warns of an empty token with a key", {
    ...CLIENT,
    ZENML_STORE_API_TOKEN: "",
  }, ["value-empty warning client ZENML_STORE_API_TOKEN"]],
  ["warns of Terraform's empty variables", {
    ...CLIENT,
    ZENML_SERVER_URL: "",
    ZENML_API_KEY: "",
    ZENML_API_TOKEN: "",
  }, [
    "value-empty warning terraform ZENML_API_KEY",
    "value-empty warning terraform ZENML_API_TOKEN",
    "value-empty warning terraform ZENML_SERVER_URL",
  ]],
  ["finds empty user name and password where they win over a token", {
    ...login("", ""),
    ZENML_STORE_API_TOKEN: TOKEN,
  }, [
    "credential-ambiguous warning client ZENML_STORE_PASSWORD",
    "value-empty error client ZENML_STORE_PASSWORD",
    "value-empty error client ZENML_STORE_USERNAME",
  ]],
  ["finds empty user name and password where they win over a Pro key", {
    ...login("", ""),
    ZENML_STORE_API_KEY: PRO_KEY,
  }, [
    "credential-ambiguous warning client ZENML_STORE_PASSWORD",
    "value-empty error client ZENML_STORE_PASSWORD",
    "value-empty error client ZENML_STORE_USERNAME",
  ]],
  ["warns of an empty user name with a password", login("", "hunter2"), [
    "value-empty warning client ZENML_STORE_USERNAME",
  ]],
  ["warns of an empty user name without a password", {
    ...CLIENT,
    ZENML_STORE_USERNAME: "",
  }, ["value-empty warning client ZENML_STORE_USERNAME"]],
  ["finds an empty ZENML_PRO_API_URL with a Pro key", {
    ...CLIENT,
    ZENML_STORE_API_KEY: PRO_KEY,
    ZENML_PRO_API_URL: "",
  }, ["value-empty error client ZENML_PRO_API_URL"]],
  ["warns of an empty ZENML_PRO_API_URL with another key", {
    ...CLIENT,
    ZENML_PRO_API_URL: "",
  }, ["value-empty warning client ZENML_PRO_API_URL"]],

  ["finds a blank URL", { ...CLIENT, ZENML_STORE_URL: "  " }, [
    "value-whitespace error client ZENML_STORE_URL",
  ]],
  ["finds a blank before a URL", { ...CLIENT, ZENML_STORE_URL: ` ${URL_A}` }, [
    "value-whitespace error client ZENML_STORE_URL",
  ]],
  ["finds a line break behind a URL", {
    ...TERRAFORM,
    ZENML_SERVER_URL: `${URL_A}\n`,
  }, ["value-whitespace error terraform ZENML_SERVER_URL"]],
  ["finds a blank inside a URL, and no other cause", {
    ...CLIENT,
    ZENML_STORE_URL: "https://zenml example.com",
  }, ["value-whitespace error client ZENML_STORE_URL"]],
  ["finds a dash that is no ASCII in a URL", {
    ...CLIENT,
    ZENML_STORE_URL: "https://zenml\u2013prod.example.com",
  }, ["value-whitespace error client ZENML_STORE_URL"]],
  ["finds an invisible character before a URL", {
    ...CLIENT,
    ZENML_STORE_URL: `\uFEFF${URL_A}`,
  }, ["value-whitespace error client ZENML_STORE_URL"]],
  ["finds the slash with the blank behind it", {
    ...TERRAFORM,
    ZENML_SERVER_URL: `${URL_A}/ `,
  }, [
    "url-trailing-slash error terraform ZENML_SERVER_URL",
    "value-whitespace error terraform ZENML_SERVER_URL",
  ]],
  ["warns of a line break behind a key", {
    ...CLIENT,
    ZENML_STORE_API_KEY: `${KEY}\n`,
  }, ["value-whitespace warning client ZENML_STORE_API_KEY"]],
  ["warns of blanks and CRLF behind Terraform's key", {
    ...TERRAFORM,
    ZENML_API_KEY: `${KEY} \t\r\n`,
  }, ["value-whitespace warning terraform ZENML_API_KEY"]],
  ["finds a blank before a key", {
    ...CLIENT,
    ZENML_STORE_API_KEY: ` ${KEY}`,
  }, ["value-whitespace error client ZENML_STORE_API_KEY"]],
  ["finds an invisible character behind a key", {
    ...CLIENT,
    ZENML_STORE_API_KEY: `${KEY}\u200B`,
  }, ["value-whitespace error client ZENML_STORE_API_KEY"]],
  ["finds a line break inside a key, and no other cause", {
    ...CLIENT,
    ZENML_STORE_API_KEY: `${KEY.slice(0, 40)}\n${KEY.slice(40)}`,
  }, ["value-whitespace error client ZENML_STORE_API_KEY"]],
  ["finds a line break behind a token", {
    ZENML_SERVER_URL: URL_A,
    ZENML_API_TOKEN: `${TOKEN}\n`,
  }, ["value-whitespace error terraform ZENML_API_TOKEN"]],
  ["finds a blank around a password", login("me", " hunter2"), [
    "value-whitespace error client ZENML_STORE_PASSWORD",
  ]],
  ["finds a blank in a credential that another hides", {
    ...CLIENT,
    ZENML_STORE_API_TOKEN: `${TOKEN} `,
  }, [HIDDEN, "value-whitespace error client ZENML_STORE_API_TOKEN"]],

  ["finds quotes around a URL", { ...CLIENT, ZENML_STORE_URL: `"${URL_A}"` }, [
    "value-quoted error client ZENML_STORE_URL",
  ]],
  ["finds one quote before a URL", {
    ...CLIENT,
    ZENML_STORE_URL: `'${URL_A}`,
  }, ["value-quoted error client ZENML_STORE_URL"]],
  ["finds the slash inside the quotes", {
    ...TERRAFORM,
    ZENML_SERVER_URL: `"${URL_A}/"`,
  }, [
    "url-trailing-slash error terraform ZENML_SERVER_URL",
    "value-quoted error terraform ZENML_SERVER_URL",
  ]],
  ["finds quotes around a key", {
    ...CLIENT,
    ZENML_STORE_API_KEY: `"${KEY}"`,
  }, ["value-quoted error client ZENML_STORE_API_KEY"]],
  ["finds curly quotes around a key", {
    ...TERRAFORM,
    ZENML_API_KEY: `\u201C${KEY}\u201D`,
  }, ["value-quoted error terraform ZENML_API_KEY"]],
  ["finds a blank outside the quotes too", {
    ...TERRAFORM,
    ZENML_SERVER_URL: ` "${URL_A}" `,
  }, [
    "value-quoted error terraform ZENML_SERVER_URL",
    "value-whitespace error terraform ZENML_SERVER_URL",
  ]],
  ["finds a quote behind the scheme", {
    ...CLIENT,
    ZENML_STORE_URL: 'https://"zenml.example.com"',
  }, ["value-quoted error client ZENML_STORE_URL"]],
  ["finds a quote inside the host", {
    ...CLIENT,
    ZENML_STORE_URL: 'https://zenml".example.com',
  }, ["value-quoted error client ZENML_STORE_URL"]],
  ["finds quotes around a whole password", login("me", '"hunter2"'), [
    "value-quoted error client ZENML_STORE_PASSWORD",
  ]],
  ["is silent about quotes inside a password", login("o'brien", `it's"so`), []],
  ["is silent about one quote at a password's end", login("me", `5'11"`), []],
]);
