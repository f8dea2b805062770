import {
  assert,
  assertEquals,
  assertFalse,
  assertStringIncludes,
} from "@std/assert";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { hasProgram } from "../helpers/programs.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { permissionsOf, runJob, type Use } from "./runner.ts";

const ignore = !hasProgram("bash");

Deno.test(
  "zenml-env.yml uses no network where it is offline",
  { ignore },
  async () => {
    const outcome = await runJob("inactive-key", { inputs: { offline: true } });
    assertEquals(outcome.status, 0, outcome.log);
    assertEquals(permissionsOf(outcome, "allow-net"), []);
  },
);

Deno.test(
  "zenml-env.yml permits the hosts of an env file and of proxies, and no host that is none",
  { ignore },
  async () => {
    const nowhere = {
      ZENML_STORE_URL: "",
      ZENML_SERVER_URL: "",
      ZENML_API_KEY: "",
    };
    for (
      const [use, expected] of [
        [
          {
            inputs: { "env-file": "a.env" },
            files: { "a.env": "ZENML_STORE_URL=http://127.0.0.1:9/a\n" },
            env: { ...nowhere, ZENML_STORE_URL: "http://localhost:9" },
          },
          ["localhost"],
        ],
        [{
          env: {
            ...nowhere,
            ZENML_SERVER_URL: "http://localhost:9",
            https_proxy: "http://me:hunter2@127.0.0.1:9",
            HTTP_PROXY: "[::1]:9",
          },
        }, ["localhost", "127.0.0.1", "[::1]"]],
        ...[
          "[",
          "https://*",
          "https://a]b",
          "https://a b",
          "https://a,b",
          "$(touch pwned)",
          "https://a..b",
          "--allow-all",
        ]
          .map((url) =>
            [{ env: { ...nowhere, ZENML_STORE_URL: url } }, []] as const
          ),
        ...["*", "*.example.com", "a,b", "http://a..b", "$(touch pwned)"]
          .map((proxy) =>
            [{ env: { ...nowhere, https_proxy: proxy } }, []] as const
          ),
      ] as const satisfies readonly (readonly [Use, readonly string[]])[]
    ) {
      const outcome = await runJob("healthy", {
        ...use,
        inputs: { ...("inputs" in use ? use.inputs : {}), only: "config" },
      });
      assertEquals(
        permissionsOf(outcome, "allow-net"),
        [["--allow-net=cloudapi.zenml.io", ...expected].join()],
        outcome.log,
      );
      assertEquals(outcome.added, []);
      assert(outcome.status < 2, outcome.log);
    }
  },
);

Deno.test(
  "zenml-env.yml puts no key and no token into an argument or the log",
  { ignore },
  async () => {
    const secret = "ZENPROKEY_c2VjcmV0U2VjcmV0";
    for (
      const env of [
        { ZENML_STORE_API_KEY: secret },
        { ZENML_STORE_URL: `http://127.0.0.1:9/${secret}` },
        { ZENML_STORE_URL: `http://${secret}.example.com` },
        { HTTPS_PROXY: `http://${secret}.example.com` },
        { ZENML_API_TOKEN: secret },
      ]
    ) {
      const { log, report, runs } = await runJob("healthy", {
        env,
        inputs: { only: "config" },
      });
      const text = `${log}${report}${runs.join("\n")}`.toLowerCase();
      assertFalse(text.includes(secret.toLowerCase()), text);
    }
  },
);

Deno.test(
  "zenml-env.yml reads the file that a variable of type File names, and no configuration of Deno in the checkout",
  { ignore },
  async () => {
    const root = rootOf();
    await using server = listenAsZenml({}, certificateOf({ issuer: root }));
    for (
      const [ca, status, word] of [
        [root, 0, "OK"],
        [rootOf("Other"), 1, "tls-untrusted"],
      ] as const
    ) {
      const outcome = await runJob("healthy", {
        inputs: { consumer: "client" },
        files: {
          "deno.json":
            '{ "imports": { "node:fs": "./evil.ts" }, "lock": true }',
          "package.json": '{ "dependencies": { "nowhere": "1.0.0" } }',
        },
        env: clientWith(server.url, KEY),
        fileVariables: { ZENML_STORE_VERIFY_SSL: ca.pem },
      });
      assertEquals(outcome.status, status, outcome.log);
      assertStringIncludes(outcome.log, word);
    }
  },
);
