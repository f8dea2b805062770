import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { type Environment, PRO_KEY } from "./support.ts";

const LONG_LABEL = "a".repeat(63);

const IMPOSSIBLE = [
  "zenml.example.com,",
  "a..b",
  ".a",
  "a..",
  "..",
  "*.example.com",
  "*",
  "a'b",
  "~",
  "a~b.example.com",
  "a,b",
  "a;b",
  "a=b",
  "a&b",
  "a!",
  "a$1b",
  "a(b)",
  "a+b",
  "{a}",
  "a%2Cb",
  "-a.example.com",
  "a-.example.com",
  `${LONG_LABEL}a.example.com`,
  [LONG_LABEL, LONG_LABEL, LONG_LABEL, LONG_LABEL].join("."),
  `${"ü".repeat(63)}.example.com`,
];

const POSSIBLE = [
  "zenml.example.com",
  "zenml.example.com.",
  "my_zenml",
  "_zenml.example.com",
  "a-b.example.com",
  "zenml",
  "127.0.0.1",
  "[::1]",
  "münchen.example",
  "xn--mnchen-3ya.example",
  `${LONG_LABEL}.example.com`,
  [LONG_LABEL, LONG_LABEL, LONG_LABEL, "a".repeat(61)].join("."),
  "1a.example.com",
];

/** A variable, and what makes somebody read it. */
const PLACES: ReadonlyArray<readonly [string, Environment]> = [
  ["ZENML_STORE_URL", { ZENML_STORE_API_KEY: PRO_KEY }],
  ["ZENML_SERVER_URL", { ZENML_API_KEY: PRO_KEY }],
  ["ZENML_PRO_API_URL", {
    ZENML_STORE_URL: "https://zenml.example.com",
    ZENML_STORE_API_KEY: PRO_KEY,
  }],
];

function codesOf(variable: string, environment: Environment): string[] {
  const { findings } = resolve({ environment });
  return findings.filter((one) => one.variable === variable)
    .map(({ code, severity }) => `${code} ${severity}`);
}

for (const [variable, others] of PLACES) {
  Deno.test({
    name: `resolve() finds hosts in ${variable} that no name can be`,
    permissions: "none",
    fn() {
      for (const host of IMPOSSIBLE) {
        const environment = { ...others, [variable]: `https://${host}/x` };
        const { connections } = resolve({ environment });
        const expected = host.includes("'")
          ? ["value-quoted error"]
          : ["url-invalid error"];
        const found = codesOf(variable, environment);
        assertEquals(
          found.filter((one) => expected.includes(one)),
          expected,
          host,
        );
        assertEquals(
          connections.some(({ urlOrigin }) => urlOrigin?.variable === variable),
          false,
          host,
        );
      }
    },
  });

  Deno.test({
    name:
      `resolve() takes the names and addresses in ${variable} that hosts have`,
    permissions: "none",
    fn() {
      for (const host of POSSIBLE) {
        const environment = { ...others, [variable]: `https://${host}` };
        assertEquals(codesOf(variable, environment), [], host);
      }
    },
  });
}
