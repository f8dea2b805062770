import { assert, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, configurationOf, resolve } from "../../mod.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { KEY } from "../helpers/credentials.ts";

const URL = "https://zenml.example.com";

/** A setting of the client that it refuses, and what to type where it is in a file. */
const SETTINGS = [
  ["ZENML_STORE_HTTP_TIMEOUT=0", "ZENML_STORE_HTTP_TIMEOUT=30"],
  ["ZENML_STORE_CONNECTION_POOL_SIZE=x", "ZENML_STORE_CONNECTION_POOL_SIZE=10"],
  ["ZENML_STORE_TYPE=REST", "ZENML_STORE_TYPE=rest"],
  ["ZENML_STORE_TYPE=sql", "ZENML_STORE_TYPE=rest"],
] as const;

for (const [line, right] of SETTINGS) {
  Deno.test(`resolve() says to write ${right} instead of ${line}`, () => {
    const file = parseEnvFile(
      `ZENML_STORE_URL=${URL}\nZENML_STORE_API_KEY=${KEY}\n${line}\n`,
      "a.env",
    );
    const { findings } = resolve({ envFiles: [file] });
    const [found, ...others] = findings;
    assertEquals([found?.code, others], ["client-setting-invalid", []]);
    assert(found?.hint.startsWith(`${right}  # in a.env, line 3`), found?.hint);
  });
}

Deno.test("configurationOf() throws with every finding, and a message of the errors alone", () => {
  const resolution = resolve({
    environment: {
      ZENML_STORE_URL: "https://a.example.com/path",
      ZENML_STORE_API_KEY: KEY,
      ZENML_SERVER_URL: "https://b.example.com",
      ZENML_API_KEY: KEY,
    },
  });
  const error = assertThrows(
    () => configurationOf(resolution),
    ConfigurationError,
  );
  assert(error instanceof ConfigurationError);
  assertEquals(error.findings, resolution.findings);
  assertEquals(
    error.findings.map(({ code, severity }) => `${code} ${severity}`),
    ["url-has-path warning", "conventions-disagree error"],
  );
  assertEquals(error.message.includes("url-has-path"), false);
  assertEquals(error.message.includes("(conventions-disagree)"), true);
});

/** A value of `ZENML_STORE_URL`, and what the fix sets it to, after which nothing is wrong. */
const URLS = [
  ["localhost:8080", "http://localhost:8080"],
  ["127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["zenml.example.com:8080", "https://zenml.example.com:8080"],
  ["«https://zenml.example.com»", "https://zenml.example.com"],
  ["„https://zenml.example.com“", "https://zenml.example.com"],
  ["localhost:8080/api/v1/", "http://localhost:8080"],
  ["http//localhost:8080", "http://localhost:8080"],
  ["https//zenml.example.com", "https://zenml.example.com"],
  ["https://zenml.example.com # production", "https://zenml.example.com"],
  ["https://zenml.example.com/\t#production", "https://zenml.example.com"],
] as const;

for (const [value, right] of URLS) {
  Deno.test(`resolve() says to set ${right} in place of ${JSON.stringify(value)}`, () => {
    const findingsOf = (url: string) =>
      resolve({
        environment: { ZENML_STORE_URL: url, ZENML_STORE_API_KEY: KEY },
      })
        .findings;
    const [found, ...others] = findingsOf(value);
    assertEquals([found?.hint, others], [
      `export ZENML_STORE_URL=${right}`,
      [],
    ]);
    assertEquals(findingsOf(right), []);
  });
}

for (const value of ["  ", "\n", '""', "' '"]) {
  Deno.test(`resolve() says to set the URL in place of ${JSON.stringify(value)}`, () => {
    const environment = { ZENML_STORE_URL: value, ZENML_STORE_API_KEY: KEY };
    const { findings } = resolve({ environment });
    for (const { hint } of findings) {
      assertEquals(hint, "export ZENML_STORE_URL='<the URL of the server>'");
    }
  });
}
