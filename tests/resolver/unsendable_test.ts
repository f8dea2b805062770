import { assert, assertEquals } from "@std/assert";
import type { VariableName } from "../../lib/codes/variables.ts";
import { credentialFindings } from "../../lib/resolver/rules/halves.ts";
import {
  describeUnsendable,
  type UnsendableReason,
} from "../../lib/resolver/unsendable.ts";
import { resolve } from "../../mod.ts";
import { type Environment, files, KEY, TOKEN, URL_A } from "./support.ts";

/** Values that are never sent, the code that says so, and the reason in half a sentence. */
const CASES: readonly (readonly [
  variable: VariableName,
  value: string,
  reason: UnsendableReason,
  text: string,
])[] = [
  [
    "ZENML_STORE_API_KEY",
    "changeme",
    "value-placeholder",
    "it is a placeholder",
  ],
  [
    "ZENML_STORE_API_KEY",
    "${KEY}",
    "value-unexpanded",
    "it is an unexpanded template",
  ],
  [
    "ZENML_STORE_API_KEY",
    `${KEY.slice(0, 20)}\u00E9${KEY.slice(20)}`,
    "value-whitespace",
    "it contains blanks, control or non-ASCII characters",
  ],
  [
    "ZENML_STORE_API_KEY",
    TOKEN,
    "token-in-key-variable",
    "it is a token in the variable for a key",
  ],
  [
    "ZENML_STORE_API_KEY",
    "ZENKEY_cut",
    "key-malformed",
    "it is malformed",
  ],
  [
    "ZENML_STORE_API_TOKEN",
    "a.b",
    "token-malformed",
    "it is malformed",
  ],
  [
    "ZENML_STORE_API_KEY",
    '""',
    "value-empty",
    "it is empty",
  ],
];

for (const [variable, value, reason, text] of CASES) {
  Deno.test({
    name: `resolve() judges once that ${variable} is not sent: ${reason}`,
    permissions: "none",
    fn() {
      const { connections, findings } = resolve({
        environment: { ZENML_STORE_URL: URL_A, [variable]: value },
      });
      const credential = connections[0]?.credential;
      assert(credential && credential.kind !== "none" && credential.unsendable);
      assertEquals(credential.unsendable, {
        variable,
        source: { kind: "environment" },
        reason,
      });
      assertEquals(describeUnsendable(credential.unsendable), text);
      // Quotes around nothing have a finding of their own.
      const code = reason === "value-empty" ? "value-quoted" : reason;
      assertEquals(
        findings.filter(({ severity }) => severity === "error")
          .map((finding) => [finding.code, finding.variable]),
        [[code, variable]],
      );
    },
  });
}

/** What a configuration's credential is, and the findings about it. */
const FOUND: readonly (readonly [Environment, readonly string[]])[] = [
  [{ ZENML_STORE_URL: URL_A, ZENML_STORE_API_KEY: KEY }, []],
  [{ ZENML_STORE_URL: URL_A }, [
    "credential-missing ZENML_STORE_API_KEY error",
  ]],
  [{ ZENML_SERVER_URL: URL_A }, ["credential-missing ZENML_API_KEY error"]],
  [{ ZENML_SERVER_URL: URL_A, ZENML_API_KEY: TOKEN }, [
    "token-in-key-variable ZENML_API_KEY error",
  ]],
  [
    {
      ZENML_STORE_URL: URL_A,
      ZENML_STORE_USERNAME: "a\tb",
      ZENML_STORE_PASSWORD: "hunter2",
    },
    ["value-whitespace ZENML_STORE_USERNAME error"],
  ],
];

for (const [environment, expected] of FOUND) {
  Deno.test({
    name: `credentialFindings() finds ${expected.join() || "nothing"} for ${
      Object.keys(environment).join()
    }`,
    permissions: "none",
    fn() {
      const { configuration } = resolve({ environment });
      assert(configuration);
      assertEquals(
        credentialFindings(configuration).map(({ code, variable, severity }) =>
          `${code} ${variable} ${severity}`
        ),
        [...expected],
      );
    },
  });
}

Deno.test({
  name:
    "credentialFindings() says what resolve() says, with the line of the file",
  permissions: "none",
  fn() {
    const resolution = resolve({
      envFiles: files(`ZENML_SERVER_URL=${URL_A}\nZENML_API_KEY=${TOKEN}\n`),
    });
    assert(resolution.configuration);
    assertEquals(
      credentialFindings(resolution.configuration),
      resolution.findings,
    );
  },
});
