import { words } from "../../lib/finding/fix.ts";
import { assertEquals } from "@std/assert";
import type { Severity } from "../../lib/codes/code_entry.ts";
import type { Code } from "../../lib/codes/codes.ts";
import type { Consumer } from "../../lib/codes/variables.ts";
import type {
  CheckReport,
  ConnectionReport,
} from "../../lib/doctor/diagnosis.ts";
import { reconcile } from "../../lib/doctor/reconcile.ts";
import { findingOf } from "../../lib/finding/finding.ts";
import { resolve } from "../../mod.ts";
import { KEY, KEY_ID, TOKEN, tokenOf } from "../helpers/credentials.ts";
import { type Environment, examine } from "../helpers/examination.ts";
import { json } from "../helpers/replies.ts";
import { foundIn } from "../helpers/steps.ts";
import { INFO, listenAsZenml } from "../helpers/zenml_listener.ts";

/** What an examination came to: nothing answered, a server answered, it let the credential in, or needs no login. */
type Came = "silent" | "answered" | "accepted" | "refused" | "no-login";

interface Facts {
  readonly came: Came;
  readonly environment: Environment;
  readonly found?: Code;
  readonly addresses?: readonly string[];
}

const SERVER = {
  id: KEY_ID,
  version: "0.98.0",
  deploymentType: "other",
  authScheme: "OAUTH2_PASSWORD_BEARER",
};

function reportsOf(
  { came, environment, found, addresses }: Facts,
): readonly ConnectionReport[] {
  const check = (
    id: CheckReport["id"],
    status: CheckReport["status"],
    facts: Partial<CheckReport> = {},
  ): CheckReport => ({
    id,
    status,
    durationMs: 0,
    summary: "",
    reason: null,
    details: {},
    findings: [],
    ...facts,
  });
  const isIn = came === "accepted" || came === "no-login";
  return resolve({ environment }).connections.map((connection) => ({
    connection,
    server: came === "silent" ? null : {
      ...SERVER,
      authScheme: came === "no-login" ? "NO_AUTH" : SERVER.authScheme,
    },
    account: isIn ? { name: "bot", isServiceAccount: true } : null,
    retryAfterMs: null,
    checks: [
      check("dns", "pass", { details: addresses ? { addresses } : {} }),
      check("server", came === "silent" ? "fail" : "pass", {
        findings: found
          ? [findingOf(found, { message: "x", fix: words("x") })]
          : [],
      }),
      check("identity", isIn ? "pass" : "skip"),
    ],
  }));
}

const URL = "https://zenml.example.com";
const client = (more: Environment = {}) => ({ ZENML_STORE_URL: URL, ...more });
const terraform = (more: Environment = {}) => ({
  ZENML_SERVER_URL: URL,
  ...more,
});
const keyed = client({ ZENML_STORE_API_KEY: KEY });
const tokened = client({ ZENML_STORE_API_TOKEN: TOKEN });

/** A finding, what the examination came to, and what is left of it: a severity, or null for nothing. */
const ROWS: readonly (readonly [
  code: Code,
  severity: Severity,
  variable: string,
  consumers: readonly Consumer[],
  facts: Facts,
  left: Severity | null,
])[] = [
  ...[
    "credential-missing",
    "credential-ambiguous",
    "key-malformed",
    "key-in-token-variable",
    "token-in-key-variable",
    "token-malformed",
    "token-expired",
    "token-expiring",
    "value-empty",
    "value-placeholder",
    "value-quoted",
    "value-unexpanded",
    "value-whitespace",
    "conventions-split",
  ]
    .flatMap((code) =>
      ([["no-login", null], ["silent", "error"], ["answered", "error"], [
        "refused",
        "error",
      ]] as const).map((
        [came, left],
      ) =>
        [
          code as Code,
          "error",
          "ZENML_STORE_API_KEY",
          ["client"],
          { came, environment: client() },
          left,
        ] as const
      )
    ),
  // Terraform needs some key, and looks at none.
  ["credential-missing", "error", "ZENML_API_KEY", ["terraform"], {
    came: "no-login",
    environment: terraform(),
  }, "error"],
  ["key-malformed", "error", "ZENML_API_KEY", ["terraform"], {
    came: "no-login",
    environment: terraform({ ZENML_API_KEY: "x" }),
  }, null],
  ["value-whitespace", "error", "ZENML_API_KEY", ["terraform"], {
    came: "no-login",
    environment: terraform({ ZENML_API_KEY: "x y" }),
  }, "error"],
  ["token-malformed", "error", "ZENML_API_TOKEN", ["terraform"], {
    came: "no-login",
    environment: terraform({ ZENML_API_TOKEN: "x" }),
  }, "error"],
  // What is wrong with another variable's value is not refuted by a server.
  ["value-empty", "error", "ZENML_STORE_URL", ["client"], {
    came: "no-login",
    environment: client(),
  }, "error"],
  ["value-quoted", "error", "ZENML_STORE_VERIFY_SSL", ["client"], {
    came: "no-login",
    environment: client(),
  }, "error"],
  // A credential that a server let in is none to fear for.
  ["key-in-token-variable", "warning", "ZENML_STORE_API_TOKEN", ["client"], {
    came: "accepted",
    environment: client({ ZENML_STORE_API_TOKEN: KEY }),
  }, "info"],
  ["key-in-token-variable", "warning", "ZENML_STORE_API_TOKEN", ["client"], {
    came: "refused",
    environment: client({ ZENML_STORE_API_TOKEN: KEY }),
  }, "warning"],
  ["key-in-token-variable", "warning", "ZENML_STORE_API_TOKEN", ["client"], {
    came: "accepted",
    environment: keyed,
  }, "warning"],
  ["token-expired", "warning", "ZENML_STORE_API_TOKEN", ["client"], {
    came: "accepted",
    environment: tokened,
  }, "info"],
  ["token-expired", "warning", "ZENML_STORE_API_TOKEN", ["client"], {
    came: "refused",
    environment: tokened,
    found: "token-expired",
  }, null],
  ["token-expired", "warning", "ZENML_STORE_API_TOKEN", ["client"], {
    came: "refused",
    environment: tokened,
    found: "token-revoked",
  }, "warning"],
  ["token-expiring", "warning", "ZENML_STORE_API_TOKEN", ["client"], {
    came: "accepted",
    environment: tokened,
  }, "warning"],
  ["value-empty", "warning", "ZENML_STORE_PASSWORD", ["client"], {
    came: "accepted",
    environment: client({
      ZENML_STORE_USERNAME: "default",
      ZENML_STORE_PASSWORD: "",
    }),
  }, null],
  ["value-empty", "warning", "ZENML_STORE_PASSWORD", ["client"], {
    came: "accepted",
    environment: keyed,
  }, "warning"],
  ["value-empty", "warning", "ZENML_STORE_PASSWORD", ["client"], {
    came: "refused",
    environment: client({
      ZENML_STORE_USERNAME: "default",
      ZENML_STORE_PASSWORD: "",
    }),
  }, "warning"],
  ["key-malformed", "error", "ZENML_STORE_API_KEY", ["client"], {
    came: "accepted",
    environment: keyed,
  }, "error"],
  ["value-whitespace", "warning", "ZENML_STORE_API_KEY", ["client"], {
    came: "accepted",
    environment: keyed,
  }, "warning"],
  // A URL at which a server answered.
  ...(["url-has-path", "url-loopback-in-container"] as const).flatMap((code) =>
    (["answered", "accepted", "refused", "silent"] as const).map((came) =>
      [
        code,
        "warning",
        "ZENML_STORE_URL",
        ["client"],
        { came, environment: keyed },
        came === "silent" ? "warning" : code === "url-has-path" ? "info" : null,
      ] as const
    )
  ),
  ["url-has-path", "warning", "ZENML_STORE_URL", ["client"], {
    came: "silent",
    environment: keyed,
    found: "url-is-dashboard-page",
  }, null],
  // One connection for both programs proves the URL of either.
  ...([
    ["url-loopback-in-container", null],
    ["url-has-path", "info"],
    ["url-insecure", "info"],
  ] as const).map(([code, left]) =>
    [code, "warning", "ZENML_SERVER_URL", ["terraform"], {
      came: "accepted",
      environment: { ...keyed, ...terraform({ ZENML_API_KEY: KEY }) },
      addresses: ["10.1.2.3"],
    }, left] as const
  ),
  ["url-has-path", "warning", "ZENML_PRO_API_URL", ["client"], {
    came: "accepted",
    environment: keyed,
  }, "warning"],
  ["url-has-path", "warning", "ZENML_STORE_URL", ["client", "terraform"], {
    came: "accepted",
    environment: keyed,
  }, "warning"],
  ["url-trailing-slash", "error", "ZENML_SERVER_URL", ["terraform"], {
    came: "accepted",
    environment: terraform({ ZENML_API_KEY: KEY }),
  }, "error"],
  ...([
    [["10.1.2.3"], "info"],
    [["127.0.0.1", "::1"], "info"],
    [["0.0.0.0"], "info"],
    [["fd00::1"], "info"],
    [["10.1.2.3", "93.184.216.34"], "warning"],
    [["93.184.216.34"], "warning"],
    [[], "warning"],
    [undefined, "warning"],
  ] as const).map(([addresses, left]) =>
    ["url-insecure", "warning", "ZENML_STORE_URL", ["client"], {
      came: "answered",
      environment: keyed,
      ...addresses ? { addresses } : {},
    }, left] as const
  ),
  ["url-insecure", "warning", "ZENML_STORE_URL", ["client"], {
    came: "silent",
    environment: keyed,
    addresses: ["10.1.2.3"],
  }, "warning"],
  ["url-insecure", "warning", "ZENML_STORE_URL", ["client"], {
    came: "answered",
    environment: client({ ZENML_STORE_URL: "http://0.0.0.0:8080" }),
  }, "info"],
  ["variable-misspelled", "warning", "ZENML_URL", ["client"], {
    came: "accepted",
    environment: keyed,
  }, "info"],
  ["variable-misspelled", "error", "ZENML_KEY", ["client"], {
    came: "no-login",
    environment: client(),
  }, "info"],
  ["variable-misspelled", "warning", "ZENML_URL", ["client"], {
    came: "refused",
    environment: keyed,
  }, "warning"],
  ["variable-misspelled", "warning", "ZENML_URL", ["terraform"], {
    came: "accepted",
    environment: keyed,
  }, "warning"],
  // What no server can take back.
  ...[
    "url-missing",
    "url-has-credentials",
    "tls-verify-invalid",
    "client-is-server",
    "conventions-disagree",
    "url-is-pro-dashboard",
  ]
    .flatMap((code) =>
      (["accepted", "no-login"] as const).map((came) =>
        [code as Code, "error", "ZENML_STORE_URL", ["client"], {
          came,
          environment: keyed,
        }, "error"] as const
      )
    ),
];

for (const [code, severity, variable, consumers, facts, left] of ROWS) {
  const { came, found, addresses } = facts;
  Deno.test({
    name: `reconcile() leaves ${
      left ?? "nothing"
    } of a ${severity} ${code} of ${variable} for ${consumers}, ${came}, ${
      Object.keys(facts.environment)
    }${found ? `, ${found}` : ""}${addresses ? `, [${addresses}]` : ""}`,
    permissions: "none",
    fn() {
      const finding = findingOf(code, {
        severity,
        message: "it is so",
        fix: words("x"),
        consumers,
        variable,
      });
      const remaining = reconcile([finding], reportsOf(facts));
      assertEquals(
        remaining.map((one) => [one.code, one.severity, one.variable]),
        left === null ? [] : [[code, left, variable]],
      );
      // What is not changed is the same, and an info says why it is one.
      for (const one of remaining) {
        assertEquals(one.message === "it is so", one.severity === severity);
        assertEquals(one.hint === "x", one.severity === severity);
      }
    },
  });
}

Deno.test("reconcile() changes nothing without an examination, or of nobody's finding", () => {
  const finding = findingOf("url-has-path", { message: "x", fix: words("x") });
  assertEquals(reconcile([finding], []), [finding]);
  assertEquals(
    reconcile([finding], reportsOf({ came: "accepted", environment: keyed })),
    [finding],
  );
});

/** Credentials that a server without login never sees, whatever they are. */
const UNSEEN: readonly Environment[] = [
  {},
  { ZENML_STORE_API_KEY: KEY },
  { ZENML_STORE_API_KEY: "local-server-has-no-authentication" },
  { ZENML_STORE_API_KEY: "${{ secrets.ZENML }}" },
  { ZENML_STORE_API_KEY: "<your-key>" },
  { ZENML_STORE_API_KEY: "" },
  { ZENML_STORE_API_KEY: TOKEN },
  { ZENML_STORE_API_TOKEN: TOKEN },
  { ZENML_STORE_API_TOKEN: "plum" },
  { ZENML_STORE_API_TOKEN: tokenOf({ iss: crypto.randomUUID() }) },
  { ZENML_STORE_USERNAME: "default", ZENML_STORE_PASSWORD: "plum jam" },
  { ZENML_STORE_USERNAME: "", ZENML_STORE_PASSWORD: "" },
];

for (const credential of UNSEEN) {
  Deno.test(`diagnose() sends nothing to a server without login, and finds nothing else, with ${JSON.stringify(Object.entries(credential).map(([name, value]) => [name, value.slice(0, 12)]))}`, async () => {
    await using server = listenAsZenml({
      info: json(200, { ...INFO, auth_scheme: "NO_AUTH" }),
    });
    const { findings, connections } = await examine({
      ZENML_STORE_URL: server.url,
      ...credential,
    });
    assertEquals(
      findings.filter(({ severity }) => severity !== "info")
        .map(({ code }) => code),
      [],
    );
    assertEquals(foundIn(connections[0]), [
      "server server-without-login info",
    ]);
    assertEquals(server.received.includes("/login"), false);
    assertEquals(/authorization/iu.test(server.received), false);
  });
}
