import { assertEquals } from "@std/assert";
import {
  isOneSlipAway,
  misspelledVariables,
} from "../../lib/sources/misspelling.ts";
import { resolve } from "../../mod.ts";

const URLS = ["ZENML_STORE_URL", "ZENML_SERVER_URL"];
const KEYS = ["ZENML_STORE_API_KEY", "ZENML_API_KEY"];
const TOKENS = ["ZENML_STORE_API_TOKEN", "ZENML_API_TOKEN"];

/** A name that people take for one of the variables, and what they mean, the first first. */
const MISTAKEN: Readonly<Record<string, readonly string[]>> = {
  ZENML_URL: URLS,
  ZENML_HOST: URLS,
  ZENML_API_URL: URLS,
  ZENML_STORE: ["ZENML_STORE_URL"],
  ZENML_STORE_HOST: ["ZENML_STORE_URL"],
  ZENML_STORE_API_URL: ["ZENML_STORE_URL"],
  ZENML_STORE_SERVER_URL: ["ZENML_STORE_URL"],
  ZENML_SERVER_API_URL: ["ZENML_SERVER_URL"],
  ZENML_SERVER_HOST: ["ZENML_SERVER_URL", "ZENML_STORE_URL"],
  ZENML_SERVER_URI: ["ZENML_SERVER_URL", "ZENML_STORE_URL"],
  ZENML_SERVER_ENDPOINT: ["ZENML_SERVER_URL", "ZENML_STORE_URL"],
  ZENML_URI: ["ZENML_STORE_URL", "ZENML_SERVER_URL"],
  ZENML_USER: ["ZENML_STORE_USERNAME"],
  ZENML_PAT: ["ZENML_STORE_API_KEY", "ZENML_API_KEY"],
  ZENML_ACTIVE_PROJECT: ["ZENML_ACTIVE_PROJECT_ID"],
  ZENML_KEY: KEYS,
  ZENML_APIKEY: KEYS,
  ZENML_STORE_KEY: ["ZENML_STORE_API_KEY"],
  ZENML_STORE_APIKEY: ["ZENML_STORE_API_KEY"],
  ZENML_SERVER_KEY: ["ZENML_API_KEY"],
  ZENML_SERVER_API_KEY: ["ZENML_API_KEY"],
  ZENML_PRO_API_KEY: KEYS,
  ZENML_SERVICE_ACCOUNT_API_KEY: KEYS,
  ZENML_TOKEN: TOKENS,
  ZENML_STORE_TOKEN: ["ZENML_STORE_API_TOKEN"],
  ZENML_SERVER_TOKEN: ["ZENML_API_TOKEN"],
  ZENML_SERVER_API_TOKEN: ["ZENML_API_TOKEN"],
  ZENML_USERNAME: ["ZENML_STORE_USERNAME"],
  ZENML_STORE_USER: ["ZENML_STORE_USERNAME"],
  ZENML_PASSWORD: ["ZENML_STORE_PASSWORD"],
  ZENML_STORE_PASS: ["ZENML_STORE_PASSWORD"],
  ZENML_VERIFY_SSL: ["ZENML_STORE_VERIFY_SSL"],
  ZENML_STORE_SSL_VERIFY: ["ZENML_STORE_VERIFY_SSL"],
  ZENML_STORE_VERIFY_TLS: ["ZENML_STORE_VERIFY_SSL"],
  ZENML_CLOUD_API_URL: ["ZENML_PRO_API_URL"],
};

/** Names that are one slip, or a case, away from a variable, or two slips. */
const SLIPS: Readonly<Record<string, readonly string[]>> = {
  zenml_store_url: ["ZENML_STORE_URL"],
  Zenml_Url: URLS,
  ZENML_STORE_ULR: ["ZENML_STORE_URL"],
  ZENML_STOREURL: ["ZENML_STORE_URL"],
  ZENML_STORE_URLS: ["ZENML_STORE_URL"],
  ZENM_STORE_URL: ["ZENML_STORE_URL"],
  XENML_STORE_URL: ["ZENML_STORE_URL"],
  ZENML_STORE_URI: ["ZENML_STORE_URL"],
  ZENMLAPI_KEY: ["ZENML_API_KEY"],
  EZNML_API_KEY: ["ZENML_API_KEY"],
  ZENML_SERVE_URL: ["ZENML_SERVER_URL"],
  "ZENML-STORE-URL": ["ZENML_STORE_URL"],
  "zenml-store-api-key": ["ZENML_STORE_API_KEY"],
  "zenml.api.key": ["ZENML_API_KEY"],
  "zenml-url": URLS,
  ZENML_STORE_RUI: [],
  ZENML_STORE_URL_S: [],
  ZENML_STORE_URL: [],
  ZENML_API_KEY: [],
  ZENML_LOGGING: [],
  STORE_URL: [],
  PATH: [],
};

for (const [name, meant] of Object.entries({ ...MISTAKEN, ...SLIPS })) {
  Deno.test(`misspelledVariables() finds ${meant.join(" or ") || "nothing"} for ${name}`, () => {
    assertEquals(misspelledVariables(name), meant);
  });
}

/** Two words, and whether one slip lies between them. */
const WORDS: readonly (readonly [string, string, boolean])[] = [
  ["doctor", "doctor", true],
  ["dcotor", "doctor", true],
  ["octor", "doctor", true],
  ["docto", "doctor", true],
  ["doctors", "doctor", true],
  ["xdoctor", "doctor", true],
  ["doxtor", "doctor", true],
  ["doctxx", "doctor", false],
  ["dotcro", "doctor", false],
  ["dtcoor", "doctor", false],
  ["doc", "doctor", false],
  ["doctorss", "doctor", false],
];

for (const [word, known, expected] of WORDS) {
  Deno.test(`isOneSlipAway() says ${expected} for ${word} and ${known}`, () => {
    assertEquals(isOneSlipAway(word, known), expected);
  });
}

Deno.test("resolve() shows nothing of a secret under a name that is a near miss", () => {
  const names = Object.entries({ ...MISTAKEN, ...SLIPS })
    .filter(([, [first = ""]]) => /KEY|TOKEN|PASSWORD/u.test(first))
    .map(([name]) => name);
  for (const name of names) {
    const secret = `plum-${crypto.randomUUID()}`;
    const resolution = resolve({
      environment: {
        [name]: secret,
        // Somewhere else it can be known for a secret by nothing but that name.
        ZENML_STORE_URL: `https://zenml.example.com/${secret}/?q=${secret}`,
        ZENML_PRO_API_URL: `ftp://${secret}`,
        ZENML_STORE_USERNAME: secret,
        ZENML_STORE_VERIFY_SSL: secret,
      },
    });
    const { consumers, findings, settings } = resolution;
    const shown = JSON.stringify([consumers, findings, settings]);
    assertEquals(shown.includes(secret), false, `${name}: ${shown}`);
    assertEquals(shown.includes("[redacted]"), true);
  }
});
