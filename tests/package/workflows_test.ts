import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../../offline/children.ts";
import { hasProgram, runBash } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import {
  at,
  list,
  type Mapping,
  mapping,
  readYaml,
  text,
} from "../helpers/yaml.ts";

/** A job, with the scripts and the actions of its steps. */
interface Job {
  readonly name: string;
  readonly job: Mapping;
  readonly scripts: readonly string[];
  readonly actions: readonly string[];
}

/** The lowest version of Deno with which the command examines what it should, https too. */
const LOWEST_DENO = "2.7.14";

/** The permissions of a job that releases files and signs where they come from. */
const SIGNED = {
  contents: "write",
  "id-token": "write",
  attestations: "write",
};

const WORKFLOWS = {
  ci: await workflow("ci.yml"),
  publish: await workflow("publish.yml"),
};
const ALL = [...jobsOf(WORKFLOWS.ci), ...jobsOf(WORKFLOWS.publish)];

async function workflow(file: string): Promise<Mapping> {
  const url = new URL(`.github/workflows/${file}`, ROOT);
  const documents = readYaml(await Deno.readTextFile(url));
  assertEquals(documents.length, 1);
  return mapping(documents[0]);
}

function jobsOf(workflow: Mapping): Job[] {
  return Object.entries(mapping(workflow["jobs"])).map(([name, job]) => {
    const steps = list(at(job, "steps")).map(mapping);
    const texts = (key: string) =>
      steps.flatMap((step) => key in step ? [text(step[key])] : []);
    return {
      name,
      job: mapping(job),
      scripts: texts("run"),
      actions: texts("uses"),
    };
  });
}

function tasksOf(jobs: readonly Job[]): string[] {
  return jobs.flatMap(({ scripts }) =>
    scripts.flatMap((script) =>
      [...script.matchAll(/\bdeno task ([\w:-]+)/gu)].map(([, task = ""]) =>
        task
      )
    )
  );
}

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
  assertEquals(publish?.scripts.at(-1), "deno publish");
  const ci = jobsOf(WORKFLOWS.ci)
    .filter(({ name }) => name === "test" || name === "package");
  const others = ["compile", "bundle"];
  assertEquals(
    new Set(publish ? tasksOf([publish]) : []),
    new Set(tasksOf(ci).filter((task) => !others.includes(task))),
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
  });
});

Deno.test("the workflows take actions by their major version, and end in time", () => {
  for (const { name, job, actions } of ALL) {
    assertEquals(typeof job["timeout-minutes"], "number", name);
    for (const action of actions) {
      assertMatch(action, /^(?:\.\/|[\w-]+\/[\w-]+@v\d+)$/u);
    }
  }
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

Deno.test(
  "publish.yml releases the section of CHANGELOG.md about the version of the tag",
  {
    ignore: !hasProgram("bash") || !hasProgram("awk"),
  },
  async () => {
    const script = ALL.find(({ name }) => name === "release")?.scripts
      .find((one) => one.includes("notes.md")) ?? "";
    const changelog = `# Changelog

About.

## Version 1.10.0

Ten.

## Version 1.1.0

- One.

  More.

## Version 1.0.0
`;
    for (
      const [tag, status, notes] of [
        ["v1.1.0", 0, "\n- One.\n\n  More.\n\n"],
        ["v1.10.0", 0, "\nTen.\n\n"],
        ["v1.0.0", 1, ""],
        ["v1x1.0", 1, ""],
      ] as const
    ) {
      await using folder = await temporaryFolder();
      await folder.write("CHANGELOG.md", changelog);
      const ended = await runBash(script, {
        cwd: folder.path,
        env: { GITHUB_REF_NAME: tag },
      });
      assertEquals([ended.status, ended.stderr], [status, ""]);
      assertEquals(await Deno.readTextFile(`${folder.path}/notes.md`), notes);
    }
  },
);

Deno.test("publish.yml signs each file that it releases, for x64 and arm64, and publishes the release last", () => {
  const jobs = jobsOf(WORKFLOWS.publish);
  for (const { name, actions, scripts } of jobs) {
    const releases = scripts.some((script) =>
      /gh release (?:create|upload)/u.test(script)
    );
    assertEquals(
      actions.includes("actions/attest-build-provenance@v3"),
      releases && name !== "checksums",
      name,
    );
  }
  const programs = jobs.find(({ name }) => name === "programs");
  const include = list(at(programs?.job, "strategy", "matrix", "include"));
  const names = include.map((entry) => text(at(entry, "program")));
  for (const part of ["linux-x64", "linux-arm64", "macos-arm64", "windows"]) {
    assert(names.some((program) => program.includes(part)), part);
  }
  assertEquals(
    jobs.at(-1)?.scripts.at(-1),
    'gh release edit "$GITHUB_REF_NAME" --draft=false',
  );
});

Deno.test("dependabot.yml keeps the actions of the workflows and of action.yml current", async () => {
  const [config] = readYaml(
    await Deno.readTextFile(new URL(".github/dependabot.yml", ROOT)),
  );
  assertEquals(at(config, "version"), 2);
  const [update, ...more] = list(at(config, "updates"));
  assertEquals(more, []);
  assertEquals(at(update, "package-ecosystem"), "github-actions");
  // From the root GitHub looks into .github/workflows/ and action.yml.
  assertEquals(at(update, "directory"), "/");
});

Deno.test("the issue form requires a report that names the versions, and takes no secret", async () => {
  const [form] = readYaml(
    await Deno.readTextFile(new URL(".github/ISSUE_TEMPLATE/bug.yml", ROOT)),
  );
  const body = list(at(form, "body"));
  const fields = new Map(
    body.flatMap((field) =>
      "id" in mapping(field) ? [[text(at(field, "id")), field]] : []
    ),
  );
  const field = fields.get("report");
  const words = text(at(field, "attributes", "description"));
  assert(words.includes("`zenml-env doctor --verbose --format markdown`"));
  assertEquals(at(field, "validations", "required"), true);
  for (const name of ["name", "description"]) assert(text(at(form, name)));
  const box = at(fields.get("checks"), "attributes", "options", 0);
  assertEquals(at(box, "required"), true);
  // Form types that GitHub knows.
  for (const { type } of body.map(mapping)) {
    assertMatch(text(type), /^(?:markdown|textarea|checkboxes)$/u);
  }
});
