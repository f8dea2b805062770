import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";

const HOST = "zenml.example.com";

const codesOf = (url: string, password: string) =>
  resolve({
    environment: {
      ZENML_STORE_URL: url,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: password,
    },
  }).findings.map(({ code }) => code);

/** A URL, a password, and whether the password is in the URL. */
const URLS: readonly (readonly [string, string, boolean])[] = [
  // As short as can be, and at the very end.
  [`https://${HOST}/hunte2`, "hunte2", true],
  [`https://${HOST}/HUNTE2/x`, "hunte2", true],
  [`https://${HOST}/hunt2`, "hunt2", false],
  // Whoever takes the host for a password has no secret in the URL.
  [`https://${HOST}`, HOST, false],
  [`https://${HOST}:8443`, HOST, false],
  [`https://${HOST}:8443`, `${HOST}:8443`, false],
];

for (const [url, password, isContained] of URLS) {
  Deno.test(`resolve() ${isContained ? "finds" : "does not find"} the password ${password} in ${url}`, () => {
    assertEquals(
      codesOf(url, password).includes("url-contains-secret"),
      isContained,
    );
  });
}

/** Shows the value of a variable besides a password. */
const shownBeside = (
  variable: string,
  value: string,
  password: string,
): string | undefined =>
  resolve({
    environment: {
      ZENML_STORE_URL: `https://${HOST}`,
      ZENML_STORE_PASSWORD: password,
      [variable]: value,
    },
  }).settings.find((setting) => setting.variable === variable)?.value;

Deno.test("resolve() shows no password in the place of another value, with blanks around it, too", () => {
  for (const variable of ["ZENML_STORE_USERNAME", "ZENML_STORE_VERIFY_SSL"]) {
    for (const blanks of ["", " ", "\n"]) {
      const shown = shownBeside(
        variable,
        `${blanks}correct horse${blanks}`,
        "correct horse",
      );
      assertEquals(shown?.includes("horse"), false, variable);
    }
  }
});

Deno.test("resolve() shows an empty value as empty, though a password is, too", () => {
  assertEquals(shownBeside("ZENML_STORE_USERNAME", "", ""), "");
});

Deno.test("resolve() shows nothing of a password with an @ in the place of a path", () => {
  const shown = shownBeside("ZENML_STORE_VERIFY_SSL", "hunter2@hunter3", "x");
  assertEquals(/hunter/u.test(shown ?? ""), false);
});

/** Terraform's URL and key, and what it makes of them. */
const TERRAFORM = [
  [{ ZENML_SERVER_URL: "" }, "unset", null],
  [{ ZENML_SERVER_URL: "", ZENML_API_TOKEN: "T" }, "error", null],
  [
    { ZENML_SERVER_URL: `https://${HOST}`, ZENML_API_TOKEN: "T" },
    "remote",
    `https://${HOST}`,
  ],
] as const;

for (const [environment, status, url] of TERRAFORM) {
  Deno.test(`resolve() says ${status} of Terraform with ${JSON.stringify(environment)}`, () => {
    const { terraform } = resolve({ environment }).consumers;
    assertEquals([terraform.status, terraform.serverUrl], [status, url]);
  });
}

Deno.test("resolve() finds a key of standard input in a URL, wherever that comes from", () => {
  const apiKey = "s3cr3t-of-standard-input";
  const url = `https://${HOST}/${apiKey}`;
  for (
    const sources of [
      { flags: { apiKey }, environment: { ZENML_STORE_URL: url } },
      { flags: { apiKey, url } },
      { flags: { url }, environment: { ZENML_STORE_API_KEY: apiKey } },
    ]
  ) {
    const codes = resolve(sources).findings.map(({ code }) => code);
    assertEquals(codes.includes("url-contains-secret"), true);
  }
});
