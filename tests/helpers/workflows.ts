// The workflows of the repository, as tests look into them.
import { assertEquals } from "@std/assert";
import { ROOT } from "../../offline/children.ts";
import { at, list, type Mapping, mapping, readYaml, text } from "./yaml.ts";

/** A job, with the scripts and the actions of its steps. */
export interface Job {
  readonly name: string;
  readonly job: Mapping;
  readonly scripts: readonly string[];
  readonly actions: readonly string[];
}

/** Each workflow. */
export const WORKFLOWS = {
  ci: await workflow("ci.yml"),
  publish: await workflow("publish.yml"),
};
/** The jobs of all. */
export const ALL: readonly Job[] = [
  ...jobsOf(WORKFLOWS.ci),
  ...jobsOf(WORKFLOWS.publish),
];

/** Reads a workflow. */
async function workflow(file: string): Promise<Mapping> {
  const url = new URL(`.github/workflows/${file}`, ROOT);
  const documents = readYaml(await Deno.readTextFile(url));
  assertEquals(documents.length, 1);
  return mapping(documents[0]);
}

/** Lists the jobs of a workflow. */
export function jobsOf(workflow: Mapping): Job[] {
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

/** Lists the tasks of deno.json that jobs call. */
export function tasksOf(jobs: readonly Job[]): string[] {
  return jobs.flatMap(({ scripts }) =>
    scripts.flatMap((script) =>
      [...script.matchAll(/\bdeno task ([\w:-]+)/gu)].map(([, task = ""]) =>
        task
      )
    )
  );
}
