import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { keys } from "../helpers/each_report.ts";
import { clientWith } from "../helpers/examination.ts";
import { hasProgram } from "../helpers/programs.ts";
import { at, list, mapping, readYaml, text } from "../helpers/yaml.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";
import { readPage } from "./pages.ts";
import { type Kitchen, kitchen } from "./recipes.ts";

const ignore = !hasProgram("bash") || !hasProgram("jq");

/** How many env files there are; the last one has a warning. */
const COUNT = 10;

/** What a person has of their own: where the keys are kept. */
const FETCH = "mkdir -p $1 && cp kept/*.env $1/\n";

/** Puts env files where the examples take them from; returns their names. */
async function keep(ready: Kitchen, url: string): Promise<readonly string[]> {
  await Deno.mkdir(`${ready.folder.path}/kept`);
  await ready.folder.write("fetch-env-files.sh", FETCH);
  const names = keys(COUNT).map((_, index) => `${index}.env`);
  for (const [index, key] of keys(COUNT).entries()) {
    const origin = index === COUNT - 1 ? `${url}/` : url;
    const content = clientWith(origin, key);
    await ready.folder.write(
      `kept/${index}.env`,
      Object.entries(content).map((entry) => `${entry.join("=")}\n`).join(""),
    );
  }
  return names.map((name) => `fleet/${name}`);
}

/** Joins what the parts left by cat, and lists the targets by whether they are well. */
async function joined(ready: Kitchen) {
  const cat = 'cat zenml-*.jsonl | jq -r ".file" | sort';
  const all = (await ready.run(cat)).stdout.trim().split("\n");
  const failed = await ready.run(await readPage("examples/fleet-failed.sh"));
  return { all, failed: failed.stdout };
}

async function assertShared(
  ready: Kitchen,
  statuses: readonly number[],
  files: readonly string[],
): Promise<void> {
  const { all, failed } = await joined(ready);
  assertEquals(all, files.toSorted());
  assertEquals(failed, `${files.at(-1)}\n`);
  assertEquals(statuses.toSorted(), [0, 0, 0, 1]);
}

Deno.test(
  "examples/fleet-github.yml shares env files among the jobs of a matrix, and joins what they found",
  { ignore },
  async () => {
    await using server = listenAsZenml();
    await using ready = await kitchen("healthy");
    const files = await keep(ready, server.url);
    const recipe = await readPage("examples/fleet-github.yml");
    const [workflow] = readYaml(recipe);
    const job = at(workflow, "jobs", "fleet");
    const env = mapping(at(job, "env"));
    assertEquals(env, {
      SHARD: "${{ strategy.job-index }}",
      SHARDS: "${{ strategy.job-total }}",
    });
    const script = runsOf(job);
    assertEquals(at(job, "strategy", "fail-fast"), false);
    const shards = list(at(job, "strategy", "matrix", "shard"));
    const statuses: number[] = [];
    for (const SHARD of shards.keys()) {
      const { status, stdout } = await ready.run(
        `${script} --strict`,
        { SHARD: `${SHARD}`, SHARDS: `${shards.length}` },
      );
      statuses.push(status);
      assertMatch(stdout, status === 0 ? /\nOK: / : /\nFailed: 1 of /u);
    }
    await assertShared(ready, statuses, files);
    const report = runsOf(at(workflow, "jobs", "report"));
    assertEquals((await ready.run(report)).stdout, `${files.at(-1)}\n`);
    assertEquals(at(workflow, "jobs", "report", "if"), "always()");
  },
);

Deno.test(
  "examples/fleet-gitlab.yml shares env files among parallel jobs",
  { ignore },
  async () => {
    await using server = listenAsZenml();
    await using ready = await kitchen("healthy");
    const files = await keep(ready, server.url);
    const recipe = await readPage("examples/fleet-gitlab.yml");
    const job = at(readYaml(recipe)[0], "zenml-fleet");
    const script = list(at(job, "script")).map(text).join("\n");
    const total = Number(at(job, "parallel"));
    const statuses: number[] = [];
    // GitLab counts from 1.
    for (let index = 1; index <= total; index++) {
      const { status } = await ready.run(`${script} --strict`, {
        CI_NODE_INDEX: `${index}`,
        CI_NODE_TOTAL: `${total}`,
      });
      statuses.push(status);
    }
    await assertShared(ready, statuses, files);
    assertEquals(at(job, "artifacts", "when"), "always");
    assertEquals(at(job, "artifacts", "paths"), ["zenml-*.jsonl"]);
  },
);

Deno.test(
  "examples/fleet-job.yml shares env files among the pods of an indexed Job, whose logs hold a line for each",
  { ignore },
  async () => {
    await using server = listenAsZenml();
    await using ready = await kitchen("healthy");
    const files = await keep(ready, server.url);
    const { path } = ready.folder;
    const [job] = readYaml(await readPage("examples/fleet-job.yml"));
    const total = Number(at(job, "spec", "completions"));
    assertEquals(at(job, "spec", "completionMode"), "Indexed");
    // One part that fails must not end the others.
    assertEquals(at(job, "spec", "backoffLimitPerIndex"), 0);
    const pod = at(job, "spec", "template", "spec");
    const container = at(pod, "containers", 0);
    const words = [
      ...list(at(container, "command")),
      ...list(at(container, "args")),
    ].map((word) =>
      text(word).replaceAll("/zenml-env/", `${path}/`)
        .replaceAll("/fleet", "fleet").concat(
          text(word).includes("deno") ? " --strict" : "",
        )
    );
    await ready.run("sh fetch-env-files.sh fleet");
    const statuses: number[] = [];
    let log = "";
    for (let index = 0; index < total; index++) {
      // What kubectl shows is both streams.
      const { status, stdout } = await ready.run('"$@" 2>&1', {
        JOB_COMPLETION_INDEX: `${index}`,
        DENO_DIR: "/dev/null/deno-dir",
      }, words);
      statuses.push(status);
      log += stdout;
    }
    assertStringIncludes(log, "\nFailed: 1 of ");
    await ready.folder.write("log", log);
    const logs = await readPage("examples/fleet-logs.sh");
    await ready.run(`kubectl() { cat log; }\n${logs}`);
    await assertShared(ready, statuses, files);
  },
);

Deno.test(
  "examples/fleet-job.yml mounts the Secret that examples/fleet-kubernetes.sh makes of a folder, and permits nothing that it does not need",
  { ignore: ignore || !hasProgram("kubectl") },
  async () => {
    await using server = listenAsZenml();
    await using ready = await kitchen("healthy");
    const files = await keep(ready, server.url);
    const script = await readPage("examples/fleet-kubernetes.sh");
    const { status, stdout, stderr } = await ready.run(`
kubectl() {
  case "$1" in
    create) command kubectl "$@" --dry-run=client --output=json ;;
    *) test "$*" = "apply -f fleet-job.yml" ;;
  esac
}
sh fetch-env-files.sh fleet
${script}`);
    assertEquals([status, stderr], [0, ""]);
    const secret: unknown = JSON.parse(stdout);
    assertEquals(
      Object.keys(mapping(at(secret, "data"))).toSorted(),
      files.map((file) => file.replace("fleet/", "")).toSorted(),
    );
    const [job] = readYaml(await readPage("examples/fleet-job.yml"));
    const pod = at(job, "spec", "template", "spec");
    assertEquals(
      at(pod, "volumes", 1, "secret", "secretName"),
      at(secret, "metadata", "name"),
    );
    const [init] = readYaml(await readPage("examples/init-container.yml"));
    assertEquals(
      at(pod, "containers", 0, "securityContext"),
      at(init, "spec", "initContainers", 0, "securityContext"),
    );
  },
);

/** The commands of a job, one after the other. */
function runsOf(job: unknown): string {
  return list(at(job, "steps")).map(mapping).flatMap(({ run }) =>
    run === undefined ? [] : [text(run)]
  ).join("\n");
}
