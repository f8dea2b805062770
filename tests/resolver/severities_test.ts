import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { KEY, PRO_KEY } from "../helpers/credentials.ts";

const URL = "https://zenml.example.com";

const foundIn = (environment: Readonly<Record<string, string>>) =>
  resolve({ environment }).findings
    .map(({ code, severity }) => `${code} ${severity}`);

const client = (key: string) => ({
  ZENML_STORE_URL: URL,
  ZENML_STORE_API_KEY: key,
});

/** ZENML_PRO_API_URL, the client's key, and what is found. */
const PRO_URLS: readonly (readonly [string, string, readonly string[]])[] = [
  ["https://pro.example.com", PRO_KEY, []],
  ["pro.example.com", PRO_KEY, ["url-scheme-missing error"]],
  ["pro.example.com", KEY, ["url-scheme-missing warning"]],
  ["https://pro.example.com/", PRO_KEY, ["url-trailing-slash warning"]],
  ["https://pro.example.com/?a=b/", PRO_KEY, []],
  ["https://pro.example.com/#/", PRO_KEY, []],
];

for (const [url, key, found] of PRO_URLS) {
  Deno.test(`resolve() finds ${found.join() || "nothing"} for ZENML_PRO_API_URL=${url} with a ${key === KEY ? "workspace's" : "Pro"} key`, () => {
    assertEquals(foundIn({ ...client(key), ZENML_PRO_API_URL: url }), found);
  });
}

/** What is set besides a misspelled name, and how grave that is. */
const MISSPELLED: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  string,
])[] = [
  // Nobody uses Terraform here.
  ["ZENML_SERVER_URLS", client(KEY), "warning"],
  ["ZENML_SERVER_URLS", {}, "error"],
  ["ZENML_SERVER_URLS", { ZENML_API_KEY: KEY }, "error"],
  [
    "ZENML_SERVER_URLS",
    { ZENML_API_KEY: KEY, ZENML_SERVER_URL: "https://other.example.com" },
    "warning",
  ],
  // The same value twice does no harm.
  [
    "ZENML_SERVER_URLS",
    { ZENML_API_KEY: KEY, ZENML_SERVER_URL: URL },
    "info",
  ],
  ["ZENML_STORE_URLS", { ZENML_STORE_API_KEY: KEY }, "error"],
  ["ZENML_STORE_URLS", client(KEY), "info"],
];

for (const [name, environment, severity] of MISSPELLED) {
  Deno.test(`resolve() finds variable-misspelled ${severity} for ${name} with ${Object.keys(environment).join(" and ") || "nothing"}`, () => {
    assertEquals(
      foundIn({ ...environment, [name]: URL })
        .filter((found) => found.startsWith("variable-misspelled")),
      [`variable-misspelled ${severity}`],
    );
  });
}
