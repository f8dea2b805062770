import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { KEY, PRO_KEY, TOKEN } from "../helpers/credentials.ts";

const API = "url-is-pro-management-api";
const DASHBOARD = "url-is-pro-dashboard";

/** A URL, and which part of ZenML Pro it is. */
const URLS: readonly (readonly [url: string, part: string | null])[] = [
  ["https://cloudapi.zenml.io", API],
  ["https://cloudapi.zenml.io.", API],
  ["https://cloudapi.zenml.io./api/v1", API],
  ["https://cloudapi.zenml.io:8443/x", API],
  ["HTTPS://CloudAPI.ZenML.io/", API],
  ["http://cloudapi.zenml.io", API],
  ["https://me@cloudapi.zenml.io", API],
  ["https://cloud.zenml.io", DASHBOARD],
  ["https://cloud.zenml.io./workspaces/w", DASHBOARD],
  ["https://pro.example.com", API],
  ["https://PRO.example.com/", API],
  ["https://pro.example.com:443", API],
  ["https://pro.example.com/x", null],
  ["http://pro.example.com", null],
  ["https://cloudapi.zenml.io.example.com", null],
  ["https://xcloudapi.zenml.io", null],
  ["https://cloudapi.zenml.ion", null],
  ["https://w.cloud.zenml.io", null],
  ["https://1234-cloud.zenml.io", null],
];

for (const [url, part] of URLS) {
  Deno.test(`resolve() takes ${url} for ${part ?? "a server"}, for both programs`, () => {
    const { connections, findings } = resolve({
      environment: {
        ZENML_STORE_URL: url,
        ZENML_STORE_API_KEY: KEY,
        ZENML_SERVER_URL: url,
        ZENML_API_KEY: KEY,
        ZENML_PRO_API_URL: "https://pro.example.com/",
      },
    });
    assertEquals(
      new Set(connections.map(({ proPart }) => proPart)),
      new Set([part]),
    );
    assertEquals(
      findings.filter(({ code }) => code === API || code === DASHBOARD)
        .map(({ code, severity, consumers }) => [code, severity, ...consumers]),
      part === null
        ? []
        : ["client", "terraform"].map((one) => [part, "error", one]),
    );
  });
}

const USER = {
  ZENML_STORE_USERNAME: "alice",
  ZENML_STORE_PASSWORD: "plum jam",
};
const [STORE_KEY, STORE_PRO, STORE_TOKEN] = [
  { ZENML_STORE_API_KEY: KEY },
  { ZENML_STORE_API_KEY: PRO_KEY },
  { ZENML_STORE_API_TOKEN: TOKEN },
];

/** What is set besides the URL, and the variable that the program uses. */
const PRECEDENCE: readonly (readonly [
  set: Readonly<Record<string, string>>,
  used: string,
])[] = [
  [{ ...STORE_KEY, ...USER, ...STORE_TOKEN }, "ZENML_STORE_API_KEY"],
  [{ ...STORE_KEY, ...STORE_TOKEN }, "ZENML_STORE_API_KEY"],
  [{ ...STORE_KEY, ...USER }, "ZENML_STORE_API_KEY"],
  [{ ...USER, ...STORE_TOKEN }, "ZENML_STORE_PASSWORD"],
  [{ ...STORE_PRO, ...USER, ...STORE_TOKEN }, "ZENML_STORE_PASSWORD"],
  [{ ...STORE_PRO, ...USER }, "ZENML_STORE_PASSWORD"],
  [{ ...STORE_PRO, ...STORE_TOKEN }, "ZENML_STORE_API_TOKEN"],
  [STORE_PRO, "ZENML_STORE_API_KEY"],
  [
    { ZENML_STORE_USERNAME: "alice", ...STORE_PRO, ...STORE_TOKEN },
    "ZENML_STORE_API_TOKEN",
  ],
  [
    { ZENML_STORE_PASSWORD: "plum jam", ...STORE_PRO },
    "ZENML_STORE_API_KEY",
  ],
];

for (const [set, used] of PRECEDENCE) {
  Deno.test(`resolve() has the client use ${used} of ${Object.keys(set).join()}${set === STORE_PRO || Object.values(set).includes(PRO_KEY) ? ", a Pro key" : ""}`, () => {
    const { connections, consumers, configuration } = resolve({
      environment: { ZENML_STORE_URL: "https://zenml.example.com", ...set },
    });
    assertEquals(
      [
        ...connections.map(({ credential }) => credential.variable),
        consumers.client.credentialVariable,
        configuration?.credential.variable,
      ],
      [used, used, used],
    );
  });
}

for (const key of [KEY, PRO_KEY]) {
  Deno.test(`resolve() has Terraform use its token before a ${key.split("_")[0]}`, () => {
    const { connections, consumers } = resolve({
      environment: {
        ZENML_SERVER_URL: "https://zenml.example.com",
        ZENML_API_KEY: key,
        ZENML_API_TOKEN: TOKEN,
      },
    });
    assertEquals(
      [
        ...connections.map(({ credential }) => credential.variable),
        consumers.terraform.credentialVariable,
      ],
      ["ZENML_API_TOKEN", "ZENML_API_TOKEN"],
    );
  });
}
