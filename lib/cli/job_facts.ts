// What is known of the CI job that this runs in.
import type { JobFacts } from "../sources/host_facts.ts";
import type { Machine } from "./host.ts";

/** The variables by which CI services describe a job. */
export const JOB_VARIABLES = [
  "GITHUB_ACTIONS",
  "RUNNER_ENVIRONMENT",
  "GITHUB_ACTOR",
  "GITHUB_EVENT_NAME",
  "GITLAB_CI",
  "CI_RUNNER_TAGS",
  "CI_COMMIT_REF_PROTECTED",
  "TF_BUILD",
  "AGENT_ISSELFHOSTED",
  "SYSTEM_PULLREQUEST_ISFORK",
] as const;

/** Reads what a CI service says of its job, or returns null outside of one. */
export function jobFactsOf({ readVariable }: Machine): JobFacts | null {
  const read = (name: typeof JOB_VARIABLES[number]) => readVariable(name);
  if (read("GITHUB_ACTIONS")) {
    return {
      hosted: read("RUNNER_ENVIRONMENT") === "github-hosted",
      run: read("GITHUB_ACTOR") === "dependabot[bot]"
        ? "dependabot"
        : read("GITHUB_EVENT_NAME") === "pull_request"
        ? "pull-request"
        : null,
    };
  }
  if (read("GITLAB_CI")) {
    return {
      hosted: read("CI_RUNNER_TAGS")?.includes("saas-") ?? false,
      run: read("CI_COMMIT_REF_PROTECTED") === "false"
        ? "unprotected-branch"
        : null,
    };
  }
  if (read("TF_BUILD")) {
    return {
      hosted: read("AGENT_ISSELFHOSTED") === "0",
      run: read("SYSTEM_PULLREQUEST_ISFORK") === "True" ? "pull-request" : null,
    };
  }
  return null;
}
