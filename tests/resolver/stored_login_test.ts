import { assert, assertEquals } from "@std/assert";
import {
  readStoredLogin,
  STORED_FILE_LIMIT,
} from "../../lib/resolver/stored_login.ts";
import { resolve } from "../../mod.ts";
import { URL_A, URL_B } from "./support.ts";

/** As the client 0.98.0 writes it. */
const CONFIG = `analytics_opt_in: true
store:
  connection_pool_size: 10
  http_timeout: 30
  type: rest
  url: ${URL_A}
  verify_ssl: true
user_id: b42a6850-50f6-45c8-a89c-967a3c61f8da
version: 0.98.0
`;
const CREDENTIALS = `${URL_A}:
  api_token:
    access_token: made-up
  deployment_type: other
  url: ${URL_A}
${URL_B}:
  deployment_type: cloud
  pro_api_url: https://plane.example.com
https://plane.example.com:
  api_key: made-up
https://nothing.example.com:
  status: available
`;

const CASES: ReadonlyArray<
  readonly [criterion: string, config: string, url: string | null]
> = [
  ["a server", CONFIG, URL_A],
  ["a server with CRLF", CONFIG.replaceAll("\n", "\r\n"), URL_A],
  ["a local store", CONFIG.replace(URL_A, "sqlite:////tmp/zenml.db"), null],
  ["nothing", "", null],
  ["a config without a store", "version: 0.98.0\n", null],
  ["single quotes", `store:\n  url: '${URL_A}'\n`, URL_A],
  ["double quotes and a comment", `store:\n  url: "${URL_A}" # x\n`, URL_A],
  ["deeper indentation", `store:\n    type: rest\n    url: ${URL_A}\n`, URL_A],
  ["a URL of another section", `stores:\n  url: ${URL_A}\nstore:\n`, null],
  ["a URL further below", `store:\n  a:\n    url: ${URL_A}\n`, null],
  ["a URL at the top", `url: ${URL_A}\n`, null],
  [
    "user information",
    `store:\n  url: https://me:hunter2@x.org\n`,
    "https://x.org",
  ],
  ["an alias", "store:\n  url: *a\n", null],
  ["a list", "store:\n  url:\n  - https://x.org\n", null],
  ["control characters", "store:\n  url: https://x\u001b[31m.org\n", null],
  ["a long URL", `store:\n  url: https://x.org/${"a".repeat(3000)}\n`, null],
  ["a prototype", `__proto__:\n  url: ${URL_A}\nconstructor: 1\n`, null],
  ["bytes", "\u0000\uFFFD\uFFFDstore\u0000:\n", null],
];

for (const [criterion, config, serverUrl] of CASES) {
  Deno.test({
    name: `readStoredLogin() reads ${criterion}`,
    permissions: "none",
    fn: () =>
      assertEquals(readStoredLogin(config, null), {
        serverUrl,
        credentialUrls: [],
      }),
  });
}

Deno.test({
  name:
    "readStoredLogin() tells for which URLs there is a credential, and no more",
  permissions: "none",
  fn() {
    const login = readStoredLogin(CONFIG, CREDENTIALS);
    assertEquals(login.credentialUrls, [
      URL_A,
      URL_B,
      "https://plane.example.com",
    ]);
    assert(!JSON.stringify(login).includes("made-up"));
  },
});

Deno.test({
  name: "resolve() shows a stored URL without the secrets in it",
  permissions: "none",
  fn() {
    const storedLogin = readStoredLogin(
      "store:\n  url: https://me:hunter2@x.org/ZENKEY_c2VjcmV0?token=hunter3\n",
      null,
    );
    const text = JSON.stringify(resolve({ hostFacts: { storedLogin } }));
    for (const secret of ["hunter2", "hunter3", "c2VjcmV0"]) {
      assert(!text.includes(secret), secret);
    }
  },
});

const PARTS = [
  " ",
  "\t",
  "\n",
  "\r",
  " \r",
  "#",
  "# ",
  " #",
  "'",
  '"',
  "a:",
  "a: ",
  "store:\n  url: ",
] as const;

for (const part of PARTS) {
  Deno.test({
    name: `readStoredLogin() finds nothing in as many ${
      JSON.stringify(part)
    } as a file may hold`,
    permissions: "none",
    fn() {
      const many = part.repeat(STORED_FILE_LIMIT / part.length);
      for (const head of ["", "store:\n  url: x", "store:\n  url: "]) {
        assertEquals(readStoredLogin(`${head}${many}x\r.`, many), {
          serverUrl: null,
          credentialUrls: [],
        });
      }
    },
  });
}
