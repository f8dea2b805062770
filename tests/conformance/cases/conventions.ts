import {
  type Case,
  store,
  storePassword,
  storeToken,
  terraform,
  terraformToken,
} from "./case.ts";

/** Both conventions at once, and several credentials in one. */
export const CONVENTION_CASES: readonly Case[] = [
  {
    name: "both conventions, the same server and key",
    variables: ({ oss, credentials }) => ({
      ...store(oss.url, credentials.valid),
      ...terraform(oss.url, credentials.valid),
    }),
    exit: 0,
    consumers: [["client", "terraform"]],
    login: "pass",
  },
  {
    name: "both conventions, two good keys",
    variables: ({ oss, credentials }) => ({
      ...store(oss.url, credentials.valid),
      ...terraform(oss.url, credentials.other),
    }),
    exit: 0,
    consumers: [["client"], ["terraform"]],
    login: "pass",
  },
  {
    name: "both conventions, terraform's key inactive",
    variables: ({ oss, credentials }) => ({
      ...store(oss.url, credentials.valid),
      ...terraform(oss.url, credentials.inactive),
    }),
    exit: 1,
    errors: ["key-inactive"],
    consumers: [["client"], ["terraform"]],
    login: "pass",
  },
  {
    name: "both conventions, a slash that is terraform's, --consumer client",
    variables: ({ oss, credentials }) => ({
      ...store(oss.url, credentials.valid),
      ...terraform(`${oss.url}/`, credentials.valid),
    }),
    options: ["--consumer=client"],
    exit: 0,
    consumers: [["client"]],
    login: "pass",
  },
  {
    name: "both conventions, two servers",
    pro: true,
    variables: ({ oss, pro, credentials }) => ({
      ...store(oss.url, credentials.valid),
      ...terraform(pro.url, credentials.pro),
    }),
    exit: 1,
    errors: ["conventions-disagree"],
    consumers: [["client"], ["terraform"]],
    login: "pass",
  },
  {
    name: "both conventions, two servers, --prefer store",
    pro: true,
    variables: ({ oss, pro, credentials }) => ({
      ...store(oss.url, credentials.valid),
      ...terraform(pro.url, credentials.pro),
    }),
    options: ["--prefer=store"],
    exit: 0,
    warnings: ["conventions-disagree"],
    consumers: [["client"], ["terraform"]],
    login: "pass",
  },
  {
    name: "the client's URL with terraform's key",
    variables: ({ oss, credentials }) => ({
      ZENML_STORE_URL: oss.url,
      ZENML_API_KEY: credentials.valid,
    }),
    exit: 1,
    errors: ["conventions-split"],
    consumers: [[]],
    login: "pass",
  },
  {
    name: "terraform's URL with the client's key",
    variables: ({ oss, credentials }) => ({
      ZENML_SERVER_URL: oss.url,
      ZENML_STORE_API_KEY: credentials.valid,
    }),
    exit: 1,
    errors: ["conventions-split"],
    consumers: [[]],
    login: "pass",
  },
  {
    name: "terraform's URL with the client's inactive key",
    variables: ({ oss, credentials }) => ({
      ZENML_SERVER_URL: oss.url,
      ZENML_STORE_API_KEY: credentials.inactive,
    }),
    exit: 1,
    errors: ["conventions-split", "key-inactive"],
    consumers: [[]],
    login: "fail",
  },
  {
    name: "good key and bad token: the client takes the key",
    variables: ({ oss, credentials }) => ({
      ...store(oss.url, credentials.valid),
      ...storeToken(oss.url, credentials.tokenTampered),
    }),
    exit: 0,
    warnings: ["credential-ambiguous"],
    login: "pass",
    client: "login",
  },
  {
    name: "good key and bad token: terraform takes the token",
    variables: ({ oss, credentials }) => ({
      ...terraform(oss.url, credentials.valid),
      ...terraformToken(oss.url, credentials.tokenTampered),
    }),
    exit: 1,
    errors: ["token-refused"],
    warnings: ["credential-ambiguous"],
    login: "fail",
  },
  {
    name: "wrong password and good token: the client takes the password",
    variables: ({ oss, credentials }) => ({
      ...storePassword(oss.url, "admin", credentials.wrongPassword),
      ...storeToken(oss.url, credentials.token),
    }),
    exit: 1,
    errors: ["password-refused"],
    warnings: ["credential-ambiguous"],
    login: "fail",
    client: "login",
  },
];
