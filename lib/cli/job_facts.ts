// What is known of the CI job that this runs in.
import type { JobFacts } from "../sources/host_facts.ts";
import type { Machine } from "./host.ts";

/** Reads what a CI service says of its job, or returns null outside of one. */
export function jobFactsOf({ readVariable }: Machine): JobFacts | null {
  if (readVariable("GITHUB_ACTIONS")) {
    return {
      hosted: readVariable("RUNNER_ENVIRONMENT") === "github-hosted",
      run: readVariable("GITHUB_ACTOR") === "dependabot[bot]"
        ? "dependabot"
        : readVariable("GITHUB_EVENT_NAME") === "pull_request"
        ? "pull-request"
        : null,
    };
  }
  if (readVariable("GITLAB_CI")) {
    return {
      hosted: readVariable("CI_RUNNER_TAGS")?.includes("saas-") ?? false,
      run: readVariable("CI_COMMIT_REF_PROTECTED") === "false"
        ? "unprotected-branch"
        : null,
    };
  }
  if (readVariable("TF_BUILD")) {
    return {
      hosted: readVariable("AGENT_ISSELFHOSTED") === "0",
      run: readVariable("SYSTEM_PULLREQUEST_ISFORK") === "True"
        ? "pull-request"
        : null,
    };
  }
  return null;
}
