import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { KEY, PRO_KEY, TOKEN } from "../helpers/credentials.ts";

/** A value of the client, and how grave the blanks behind or before it are. */
const VALUES = [
  ["ZENML_STORE_API_KEY", `${KEY} `, "warning"],
  ["ZENML_STORE_API_KEY", `${KEY}\n`, "warning"],
  ["ZENML_STORE_API_KEY", `${KEY}\r\n`, "warning"],
  ["ZENML_STORE_API_KEY", `${PRO_KEY} `, "warning"],
  ["ZENML_STORE_API_KEY", `${PRO_KEY}\n`, "error"],
  ["ZENML_STORE_API_KEY", `${PRO_KEY}\r`, "error"],
  ["ZENML_STORE_API_KEY", ` ${KEY}`, "error"],
  ["ZENML_STORE_API_KEY", ` ${KEY} `, "error"],
  ["ZENML_STORE_API_TOKEN", `${TOKEN}\n`, "error"],
  ["ZENML_STORE_API_TOKEN", `${TOKEN} `, "error"],
] as const;

for (const [variable, value, severity] of VALUES) {
  const what = JSON.stringify(
    value.replace(KEY, "KEY").replace(PRO_KEY, "PRO").replace(TOKEN, "TOKEN"),
  );
  Deno.test(`resolve() finds value-whitespace ${severity} in ${variable}=${what}`, () => {
    const { findings } = resolve({
      environment: {
        ZENML_STORE_URL: "https://zenml.example.com",
        [variable]: value,
      },
    });
    assertEquals(
      findings.map(({ code, severity }) => `${code} ${severity}`),
      [`value-whitespace ${severity}`],
    );
  });
}

Deno.test("resolve() finds nothing in values of a program that is not in use", () => {
  for (
    const values of [
      { ZENML_PRO_API_URL: " https://pro.example.com " },
      { ZENML_PRO_API_URL: "<the URL>" },
    ]
  ) {
    const { findings } = resolve({
      environment: {
        ZENML_SERVER_URL: "https://zenml.example.com",
        ZENML_API_KEY: KEY,
        ...values,
      },
    });
    assertEquals(findings, []);
  }
});
