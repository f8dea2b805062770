import { assert, assertEquals, assertMatch } from "@std/assert";
import { ROOT } from "../../offline/children.ts";
import { hasProgram, runBash } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { ALL, jobsOf, WORKFLOWS } from "../helpers/workflows.ts";
import { at, list, mapping, readYaml, text } from "../helpers/yaml.ts";

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
