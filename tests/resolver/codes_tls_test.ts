import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { CLIENT, inShort, TERRAFORM, testFindings } from "./support.ts";

const INVALID = "tls-verify-invalid error client ZENML_STORE_VERIFY_SSL";
const PEM =
  "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n";

const verifying = (value: string) => ({
  ...CLIENT,
  ZENML_STORE_VERIFY_SSL: value,
});

testFindings([
  ..."true 1 yes y on t TRUE Yes false 0 no n off f False OFF".split(" ").map((
    word,
  ) => [`takes ${word} as a word`, verifying(word), []] as const),
  ["takes PEM text", verifying(PEM), []],
  ...[" false", "false ", "true\n", '"true"', "flase", "2", "none", "  "].map((
    value,
  ) =>
    [
      `refuses ${JSON.stringify(value)}`,
      verifying(value),
      [INVALID],
    ] as const
  ),
  [
    "refuses a file that is not there",
    verifying("/etc/ssl/ca.pem"),
    [INVALID],
    {
      isFile: () => false,
    },
  ],
  ["takes a file that is there", verifying("/etc/ssl/ca.pem"), [], {
    isFile: (path) => path === "/etc/ssl/ca.pem",
  }],
  ["takes a bare file name that is there", verifying("ca"), [], {
    isFile: (path) => path === "ca",
  }],
  ["takes a path that nobody can check", verifying("/etc/ssl/ca.pem"), [], {
    isFile: () => null,
  }],
  ["finds a template", verifying("${CA_BUNDLE}"), [
    "value-unexpanded error client ZENML_STORE_VERIFY_SSL",
  ]],
  ["finds an empty value with https", verifying(""), [
    "value-empty error client ZENML_STORE_VERIFY_SSL",
  ]],
  ["warns of an empty value with http", {
    ...verifying(""),
    ZENML_STORE_URL: "http://localhost:8237",
  }, ["value-empty warning client ZENML_STORE_VERIFY_SSL"]],
  ["warns of an empty value that nobody reads", {
    ...TERRAFORM,
    ZENML_STORE_VERIFY_SSL: "",
  }, ["value-empty warning client ZENML_STORE_VERIFY_SSL"]],
  ["is silent about a value that nobody reads", {
    ...TERRAFORM,
    ZENML_STORE_VERIFY_SSL: "flase",
  }, []],
  ["is in use by no ZENML_STORE_VERIFY_SSL alone", {
    ZENML_STORE_VERIFY_SSL: "true",
  }, ["url-missing error client ZENML_STORE_URL"]],
]);

const VERIFICATIONS: ReadonlyArray<readonly [string, unknown]> = [
  ["Yes", { kind: "on" }],
  ["OFF", { kind: "off" }],
  ["/etc/ssl/ca.pem", { kind: "ca-file", path: "/etc/ssl/ca.pem" }],
  [PEM, { kind: "ca-text", pem: PEM }],
  ["", { kind: "on" }],
  ["${CA}", { kind: "on" }],
];

for (const [value, expected] of VERIFICATIONS) {
  Deno.test({
    name: `resolve() verifies by ${JSON.stringify(value)}`,
    permissions: "none",
    fn() {
      const { configuration, connections } = resolve({
        environment: verifying(value),
      });
      assertEquals<unknown>(configuration?.tlsVerification.value, expected);
      assertEquals<unknown>(connections[0]?.tlsVerification, expected);
    },
  });
}

Deno.test({
  name: "resolve() verifies where nothing is said",
  permissions: "none",
  fn() {
    const { configuration, findings } = resolve({ environment: CLIENT });
    assertEquals(inShort(findings), []);
    assertEquals(configuration?.tlsVerification, {
      value: { kind: "on" },
      variable: null,
      source: null,
    });
  },
});
