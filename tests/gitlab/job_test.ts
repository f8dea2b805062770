import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { hasProgram } from "../helpers/programs.ts";
import { STATES } from "../readme/recipes.ts";
import { permissionsOf, runJob, SHELLS, type Use } from "./runner.ts";

const ignore = !hasProgram("bash");

for (const shell of SHELLS) {
  for (const [state, expected] of STATES) {
    Deno.test(
      `zenml-env.yml ends with ${expected} at a server that is ${state}, with a report, in ${shell}`,
      { ignore: ignore || !hasProgram(shell) },
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
