import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../../offline/children.ts";
import { hasProgram, runBash } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { ALL, jobsOf, tasksOf, WORKFLOWS } from "../helpers/workflows.ts";
import { at } from "../helpers/yaml.ts";

/** The lowest version of Deno with which the command examines what it should, https too. */
const LOWEST_DENO = "2.7.14";

/** The permissions of a job that releases files and signs where they come from. */
const SIGNED = {
  contents: "write",
  "id-token": "write",
  attestations: "write",
};

Deno.test("the workflows call tasks of deno.json alone", () => {
  const tasks = tasksOf(ALL);
  assert(tasks.length > 10);
  for (const task of tasks) assert(Object.hasOwn(config.tasks, task), task);
});

Deno.test("README.md and CONTRIBUTING.md name the lowest Deno that ci.yml runs with", async () => {
  const versions = ALL.find(({ name }) => name === "versions");
  assertEquals(at(versions?.job, "strategy", "matrix", "deno"), [
    LOWEST_DENO,
    "lts",
    "v2.x",
  ]);
  for (const page of ["README.md", "CONTRIBUTING.md"]) {
    const words = (await Deno.readTextFile(new URL(page, ROOT)))
      .replaceAll(/\s+/gu, " ");
    assert(words.includes(`Deno ${LOWEST_DENO} or later`), page);
  }
});

Deno.test("ci.yml runs Deno's own commands without a task, too", () => {
  const plain = ALL.find(({ name }) => name === "plain");
  assertEquals(plain?.scripts, [
    "deno check",
    "deno lint",
    "deno fmt --check",
    "deno doc mod.ts",
    "deno test -A --ignore=tests/conformance",
    "deno publish --dry-run",
  ]);
});

Deno.test("ci.yml runs on three systems, and every task that a change must pass", async () => {
  const [test] = jobsOf(WORKFLOWS.ci);
  assertEquals(at(test?.job, "strategy", "matrix", "os"), [
    "ubuntu-latest",
    "macos-latest",
    "windows-latest",
  ]);
  const guide = await Deno.readTextFile(new URL("CONTRIBUTING.md", ROOT));
  const [, block = ""] = /```sh\n([^]*?)```/u.exec(guide) ?? [];
  const wanted = [...block.matchAll(/^deno task (\S+)$/gmu)]
    .map(([, task = ""]) => task);
  assert(wanted.length > 4);
  const run = new Set(tasksOf(jobsOf(WORKFLOWS.ci)));
  for (
    const task of [
      ...wanted,
      "conformance",
      "publish:check",
      "bundle",
      "compile",
    ]
  ) {
    assert(run.has(task), task);
  }
});

Deno.test("publish.yml passes every task that a change must pass, before it publishes", () => {
  const [publish] = jobsOf(WORKFLOWS.publish);
  assertEquals(publish?.scripts.at(-1), "deno task publish");
  const ci = jobsOf(WORKFLOWS.ci)
    .filter(({ name }) => name === "test" || name === "package");
  const others = ["compile", "bundle"];
  assertEquals(
    new Set(publish ? tasksOf([publish]) : []),
    new Set([
      ...tasksOf(ci).filter((task) => !others.includes(task)),
      "publish",
    ]),
  );
});

Deno.test("the workflows have no permission but those that they need", () => {
  for (const { permissions } of Object.values(WORKFLOWS)) {
    assertEquals(permissions, { contents: "read" });
  }
  const more = Object.fromEntries(
    ALL.flatMap(({ name, job: { permissions } }) =>
      permissions === undefined ? [] : [[name, permissions]]
    ),
  );
  assertEquals(more, {
    publish: { contents: "read", "id-token": "write" },
    release: SIGNED,
    programs: SIGNED,
    checksums: { contents: "write" },
    pypi: { "id-token": "write" },
  });
});

Deno.test("the workflows take actions by their major version or by a commit, and end in time", () => {
  for (const { name, job, actions } of ALL) {
    assertEquals(typeof job["timeout-minutes"], "number", name);
    for (const action of actions) {
      assertMatch(action, /^(?:\.\/|[\w-]+\/[\w-]+@(?:v\d+|[\da-f]{40}))$/u);
    }
  }
});

Deno.test("the job pypi of publish.yml runs no script, and takes what it publishes with from a commit", () => {
  const pypi = ALL.find(({ name }) => name === "pypi");
  assertEquals(pypi?.scripts, []);
  assertMatch(
    pypi?.actions.at(-1) ?? "",
    /^pypa\/gh-action-pypi-publish@[\da-f]{40}$/u,
  );
  assertEquals([pypi?.job["needs"], pypi?.job["environment"]], [
    "wheel",
    "pypi",
  ]);
});

Deno.test("the workflows put no expression into a script", () => {
  for (const { scripts } of ALL) {
    for (const script of scripts) assertFalse(script.includes("${{"), script);
  }
});

Deno.test(
  "publish.yml publishes only a tag that names the version of deno.json",
  {
    ignore: !hasProgram("bash"),
  },
  async () => {
    const script = ALL.find(({ name }) => name === "publish")?.scripts
      .find((one) => one.includes("GITHUB_REF_NAME")) ?? "";
    await using folder = await temporaryFolder();
    await folder.write("deno.json", JSON.stringify(config));
    for (
      const [tag, expected] of [
        [`v${config.version}`, 0],
        [config.version, 1],
        ["v99.0.0", 1],
      ] as const
    ) {
      const { status, stderr } = await runBash(script, {
        cwd: folder.path,
        env: { GITHUB_REF_NAME: tag },
      });
      assertEquals([status, stderr], [expected, ""]);
    }
  },
);

Deno.test("the workflows have scripts that bash can read", {
  ignore: !hasProgram("bash"),
}, async () => {
  await using folder = await temporaryFolder();
  for (const { scripts } of ALL) {
    for (const script of scripts) {
      const { status, stderr } = await runBash('bash -n <<<"$1"', {
        cwd: folder.path,
        args: [script],
      });
      assertEquals([status, stderr], [0, ""]);
    }
  }
});
