import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { hasProgram } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { EXAMPLES, fencesOf, GUIDES, readPage } from "./pages.ts";
import { cloneTo, kitchen, STATES } from "./recipes.ts";

const ignore = !hasProgram("bash");

const DEMO = "npx -y deno@2 task doctor --demo\n";
const TESTS = "npx -y deno@2 task test\n";
const BUNDLE = "deno task bundle\n";
const INSTALL =
  "deno install --global --name zenml-env --no-prompt --allow-env --allow-net --allow-read --allow-write --allow-sys=uid,gid jsr:@mlops/zenml-env/cli\n";
const OWN_CONNECTION = `export ZENML_STORE_URL=https://zenml.example.com
read -rs ZENML_STORE_API_KEY && export ZENML_STORE_API_KEY
deno task doctor
`;

/** Examples that examine a server, and whether the environment already has its values. */
const EXAMINATIONS: Readonly<Record<string, { readonly set: boolean }>> = {
  "examples/least.sh": { set: true },
  "examples/proxy.sh": { set: true },
  "examples/wait.sh": { set: true },
  "examples/each.sh": { set: false },
  "examples/pipe.sh": { set: false },
  "README.md": { set: false },
};
/** Examples whose runs other tests have, of this folder or of tests/wheel/. */
const ELSEWHERE: readonly string[] = [
  "examples/fleet-failed.sh",
  "examples/fleet-kubernetes.sh",
  "examples/fleet-logs.sh",
  "examples/exec-env-file.sh",
  "examples/exec.sh",
  "examples/export.sh",
  "examples/github-command.sh",
  "examples/github-export.sh",
  "examples/kubernetes-setup.sh",
  "examples/terraform.sh",
  "examples/uvx.sh",
];

Deno.test("every block on a page is generated, is a file of examples/, or is run here", async () => {
  const known = [DEMO, TESTS, BUNDLE, INSTALL, OWN_CONNECTION];
  for (const path of EXAMPLES) known.push(await readPage(path));
  for (const page of GUIDES) {
    for (const { block, text } of fencesOf(await readPage(page))) {
      assert(block !== null || known.includes(text), `${page}: ${text}`);
    }
  }
});

Deno.test("every script of examples/ is run by a test", () => {
  for (const path of EXAMPLES.filter((path) => path.endsWith(".sh"))) {
    const listed = Object.hasOwn(EXAMINATIONS, path);
    assertEquals(listed, !ELSEWHERE.includes(path), path);
  }
});

/** Programs of examples/, which other tests of this folder start. */
const PROGRAMS: readonly string[] = [
  "examples/health.ts",
  "examples/pipelines.ts",
  "examples/start-up.ts",
];

const MODULES = EXAMPLES.filter((path) =>
  path.endsWith(".ts") && !PROGRAMS.includes(path)
);

for (const path of MODULES) {
  Deno.test(`${path} runs`, async () => {
    await import(`../../${path}`);
  });
}

for (const [path, { set }] of Object.entries(EXAMINATIONS)) {
  for (const [state, expected] of STATES) {
    Deno.test(
      `${path} ends with ${expected} at a server that is ${state}`,
      { ignore },
      async () => {
        await using ready = await kitchen(state);
        const { environment } = ready.server;
        await Deno.mkdir(`${ready.folder.path}/deploy`);
        const lines = Object.entries(environment)
          .map(([name, value]) => `${name}=${value}\n`);
        await ready.folder.write("deploy/staging.env", lines.join(""));
        const script = path === "README.md"
          // There is no terminal to read from.
          ? `read() { ZENML_STORE_API_KEY=$PASSWORD; }\n${OWN_CONNECTION}`
          : await readPage(path);
        const { status, stdout, stderr } = await ready.run(
          ready.adapted(script),
          set ? environment : {},
        );
        assertEquals(status, expected, stdout + stderr);
        assert(expected === 0 || stdout.includes("key-inactive"), stdout);
      },
    );
  }
}

Deno.test(
  "README.md has two commands that work in a fresh clone: one examines the demo server, one runs the tests",
  {
    ignore,
  },
  async () => {
    const fences = fencesOf(await readPage("README.md")).map(({ text }) =>
      text
    );
    const commands = fences.filter((text) => text.startsWith("npx "));
    assertEquals(commands, [DEMO, TESTS]);
    await using ready = await kitchen("healthy");
    const demo = await ready.run(DEMO);
    assertEquals(demo.status, 0, demo.stderr);
    assertStringIncludes(demo.stdout, "OK");
    // This suite is not run within itself: the clone has tests of its own.
    await Deno.mkdir(`${ready.folder.path}/tests`);
    await ready.folder.write("tests/time_limit.ts", "");
    for (const [body, status] of [["", 0], ["throw new Error()", 1]] as const) {
      await ready.folder.write(
        "tests/one_test.ts",
        `Deno.test("one", () => { ${body} });\n`,
      );
      const tests = await ready.run(TESTS);
      assertEquals(tests.status, status, tests.stdout + tests.stderr);
      assertStringIncludes(
        tests.stdout,
        status === 0 ? "1 passed" : "1 failed",
      );
    }
  },
);

Deno.test(
  "README.md installs a command, but for where JSR would have it from",
  {
    ignore,
  },
  async () => {
    await using ready = await kitchen("healthy");
    const script = INSTALL.replace(
      "jsr:@mlops/zenml-env/cli",
      "./zenml-env.js",
    );
    const { status, stdout, stderr } = await ready.run(
      `${script}bin/zenml-env doctor`,
      { DENO_INSTALL_ROOT: ready.folder.path, ...ready.server.environment },
    );
    assertEquals(status, 0, stdout + stderr);
    assertStringIncludes(stdout, "OK");
  },
);

Deno.test("examples/github-command.sh annotates, and writes the summary", {
  ignore,
}, async () => {
  for (const [state, expected] of STATES) {
    await using ready = await kitchen(state);
    const summary = `${ready.folder.path}/summary.md`;
    const script = await readPage("examples/github-command.sh");
    const { status, stdout } = await ready.run(ready.adapted(script), {
      ...ready.server.environment,
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: summary,
    });
    assertEquals([status, stdout.includes("::error")], [
      expected,
      expected === 1,
    ]);
    assert((await Deno.readTextFile(summary)).length > 0);
  }
});

Deno.test(
  "examples/github-export.sh gives later steps the provider's variables, and masks the key",
  {
    ignore,
  },
  async () => {
    await using ready = await kitchen("healthy");
    const file = await ready.folder.write("github_env", "");
    const { ZENML_STORE_URL = "", ZENML_STORE_API_KEY = "" } =
      ready.server.environment;
    const { status, stdout, stderr } = await ready.run(
      await readPage("examples/github-export.sh"),
      { ZENML_STORE_URL, ZENML_STORE_API_KEY, GITHUB_ENV: file },
    );
    assertEquals(status, 0, stderr);
    assertStringIncludes(stdout, `::add-mask::${ZENML_STORE_API_KEY}`);
    const exported = await Deno.readTextFile(file);
    assertStringIncludes(exported, ZENML_STORE_API_KEY);
    assertStringIncludes(exported, "ZENML_API_KEY");
  },
);

Deno.test("cloneTo() copies what the tasks need", async () => {
  await using folder = await temporaryFolder();
  await cloneTo(folder);
  for (const file of ["deno.json", "cli.ts", "lib/cli/main.ts"]) {
    assert((await Deno.stat(`${folder.path}/${file}`)).isFile, file);
  }
});
