// What sets the variables, as the machine shows it.
import type { Place } from "../finding/place.ts";
import { KUBERNETES_VARIABLE } from "../codes/host_variables.ts";
import type { Machine } from "./host.ts";

/** The variable that each service sets for its jobs or containers; who runs a job says more than what it runs in. */
const SERVICES: readonly (readonly [variable: string, place: Place])[] = [
  ["GITHUB_ACTIONS", "github-actions"],
  ["GITLAB_CI", "gitlab-ci"],
  ["TF_BUILD", "azure-pipelines"],
  [KUBERNETES_VARIABLE, "kubernetes"],
];

/** Finds what sets the variables: a service, or the shell of the system. */
export function placeOf({ platform, readVariable }: Machine): Place {
  const service = SERVICES.find(([variable]) => readVariable(variable));
  return service?.[1] ?? (platform === "windows" ? "powershell" : "posix");
}
