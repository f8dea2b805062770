import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { hasProgram } from "../helpers/programs.ts";
import { at } from "../helpers/yaml.ts";
import { kitchen, type RecipeState, STATES } from "../readme/recipes.ts";
import { type InputValues, jobOf } from "./component.ts";

const ignore = !hasProgram("bash");

/** How a pipeline includes the component. */
interface Use {
  readonly inputs?: InputValues;
  /** Variables of the project, besides those that examine the server. */
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly shell?: "bash" | "sh";
}

/** What became of the job. */
interface Outcome {
  readonly status: number;
  readonly log: string;
  /** The JUnit report, or null if there is none. */
  readonly report: string | null;
  /** The names of the files in the checkout that were not there before. */
  readonly added: readonly string[];
  /** The arguments of each run of Deno. */
  readonly runs: readonly (readonly string[])[];
}

/** Takes down with which arguments it runs Deno. */
const NOTES = `deno() {
  printf '%s\\0' "$@" >>"$RUNS"
  printf '\\n\\0' >>"$RUNS"
  command deno "$@"
}
`;

/** Runs the job in a checkout that has zenml-env.js, as GitLab's runner does; the image has bash, and others sh alone. */
async function runJob(
  state: RecipeState,
  { inputs = {}, env = {}, files = {}, shell = "bash" }: Use,
): Promise<Outcome> {
  await using ready = await kitchen(state);
  const { path } = ready.folder;
  for (const [name, content] of Object.entries(files)) {
    await ready.folder.write(
      name,
      content.replaceAll("SERVER", ready.server.url),
    );
  }
  const { script, variables, job } = jobOf(
    Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        name,
        value === "SERVER" ? ready.server.url : value,
      ]),
    ),
  );
  const runs = await Deno.makeTempFile();
  const before = namesIn(path);
  const ended = await ready.run('exec "$1" -e -c "$2" job', {
    ...ready.server.environment,
    ...env,
    ...variables,
    GITLAB_CI: "true",
    RUNS: runs,
  }, [shell, NOTES + script]);
  const report = String(at(job, "artifacts", "reports", "junit"));
  const names = namesIn(path);
  const noted = await Deno.readTextFile(runs);
  await Deno.remove(runs);
  return {
    status: ended.status,
    log: ended.stdout + ended.stderr,
    report: names.includes(report)
      ? await Deno.readTextFile(`${path}/${report}`)
      : null,
    added: names.filter((name) => !before.includes(name) && name !== report),
    runs: noted.split("\0\n\0").slice(0, -1).map((run) => run.split("\0")),
  };
}

function namesIn(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

function permissionsOf({ runs }: Outcome, kind: string): readonly string[] {
  const args = runs.find((args) => args.includes("doctor")) ?? [];
  return args.filter((arg) => arg.startsWith(`--${kind}`));
}

for (const shell of ["bash", "sh"] as const) {
  for (const [state, expected] of STATES) {
    Deno.test(
      `zenml-env.yml ends with ${expected} at a server that is ${state}, with a report, in ${shell}`,
      { ignore },
      async () => {
        const outcome = await runJob(state, { shell });
        const { status, log, report, added } = outcome;
        assertEquals([status, added], [expected, []], log);
        assertMatch(report ?? "", /<testsuites?\b/u);
        assertEquals(report?.includes("key-inactive"), expected === 1);
        assertStringIncludes(log, expected === 0 ? "OK" : "key-inactive");
        assertEquals(permissionsOf(outcome, "allow-net"), [
          "--allow-net=cloudapi.zenml.io,127.0.0.1",
        ]);
        assertEquals(permissionsOf(outcome, "allow-write"), [
          "--allow-write=zenml-env.xml",
        ]);
      },
    );
  }
}

for (
  const [what, use, status, words] of [
    [
      "a URL",
      {
        inputs: { url: "SERVER" },
        env: {
          ZENML_STORE_URL: "https://other.example.com",
          ZENML_SERVER_URL: "",
        },
      },
      0,
      "OK",
    ],
    [
      "a consumer",
      {
        inputs: { consumer: "terraform" },
        env: { ZENML_STORE_URL: "nonsense" },
      },
      0,
      "OK",
    ],
    [
      "env files",
      {
        inputs: { "env-file": "a.env  deploy.env" },
        files: { "a.env": "ZENML_ACTIVE_PROJECT_ID=x\n", "deploy.env": "" },
      },
      1,
      "a.env:1",
    ],
    [
      "steps",
      { inputs: { only: "server,version", strict: true } },
      0,
      "No errors",
    ],
    ["steps to leave out", { inputs: { skip: "login" } }, 0, "no login"],
    [
      "codes",
      { inputs: { ignore: "project-unknown", project: "no where" } },
      0,
      "OK",
    ],
    ["a project", { inputs: { project: "no where" } }, 1, "project-unknown"],
    [
      "a version",
      { inputs: { "client-version": "0.60.0" } },
      0,
      "version-mismatch",
    ],
    [
      "a version that must fit",
      { inputs: { "client-version": "0.60.0", strict: true } },
      1,
      "version-mismatch",
    ],
    [
      "requirements",
      {
        inputs: { requirements: "requirements.txt" },
        files: { "requirements.txt": "zenml==0.60.0\n" },
      },
      0,
      "version-mismatch",
    ],
    [
      "limits",
      {
        inputs: {
          wait: "1m",
          timeout: "9s",
          "min-token-life": "1h",
          "max-key-age": "1m",
        },
      },
      0,
      "key-old",
    ],
    [
      "words",
      { inputs: { verbose: true, prefer: "terraform", deadline: "50s" } },
      0,
      "OK",
    ],
    [
      "a step that there is not",
      { inputs: { only: "logn" } },
      2,
      "--only does not know",
    ],
    [
      "an env file that is not there",
      { inputs: { "env-file": "none.env" } },
      2,
      "Cannot read none.env",
    ],
  ] as const satisfies readonly (readonly [string, Use, number, string])[]
) {
  Deno.test(
    `zenml-env.yml takes ${what}: ${
      JSON.stringify(use.inputs)
    } ends with ${status}`,
    { ignore },
    async () => {
      const outcome = await runJob("healthy", use);
      assertEquals([outcome.status, outcome.added], [status, []], outcome.log);
      assertStringIncludes(outcome.log.replaceAll(/\s+/gu, " "), words);
    },
  );
}

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
  "zenml-env.yml reads the file that a variable of type File is, and takes no notice of the repository's deno.json",
  { ignore },
  async () => {
    const { status, log } = await runJob("healthy", {
      inputs: { only: "config" },
      files: {
        "deno.json": '{ "imports": { "node:": "./evil.ts" }, "lock": true }',
        "package.json": '{ "dependencies": { "nowhere": "1.0.0" } }',
        "ca.pem": "nonsense\n",
      },
      env: { ZENML_STORE_VERIFY_SSL: "ca.pem" },
    });
    assert(status < 2, log);
    assertFalse(/allow-read|permission/u.test(log), log);
  },
);
