// What the place where a job or a container runs explains.
import type { Place } from "../finding/place.ts";
import type { HostFacts, JobFacts } from "../sources/host_facts.ts";
import { isInsideName } from "./inside_name.ts";

const WITHOUT_SECRETS: Readonly<Record<NonNullable<JobFacts["run"]>, string>> =
  {
    "dependabot":
      "GitHub gives a run of Dependabot no secrets but those under Settings → Secrets and variables → Dependabot",
    "pull-request":
      "secrets are not given to pull requests from forks: run this for branches of the repository itself, or skip it where the secret is empty",
    "unprotected-branch":
      "GitLab gives protected variables only to protected branches and tags",
  };

const EMPTY: Readonly<Partial<Record<Place, string>>> = {
  "github-actions":
    "GitHub Actions gives an empty text for a secret that is not there: look at its name, and whether it belongs to another environment",
  "gitlab-ci":
    "look whether the variable belongs to another environment, or is protected",
  "azure-pipelines":
    "Azure Pipelines gives a secret variable to no script that does not name it under env:",
};

/** Says why a value may be empty where this runs; an empty text where nothing is known. */
export function whyEmpty({ job, place }: HostFacts): string {
  const reason = job?.run ? WITHOUT_SECRETS[job.run] : place && EMPTY[place];
  return reason === undefined ? "" : `; ${reason}`;
}

/** Says which names lead out of a container. */
export function namesFromContainer(container: string): string {
  return container.startsWith("KUBERNETES_")
    ? "a service of the cluster is SERVICE.NAMESPACE.svc; the machine that runs k3d or minikube is host.k3d.internal or host.minikube.internal"
    : "the machine that runs Docker is host.docker.internal (on Linux with --add-host=host.docker.internal:host-gateway), another container of the same network is its name or its service's name in Compose";
}

/** Says where a name resolves; an empty text for a name of the internet. */
export function whereNameResolves(host: string): string {
  return isInsideName(host)
    ? ", a name that resolves only inside its own network (of Docker, Compose, Kubernetes or a company)"
    : "";
}
