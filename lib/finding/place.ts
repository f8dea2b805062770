// Where the variables of the environment are set: what to type differs.

/** What sets the environment: a shell, or the service that runs the job or the container. */
export type Place =
  | "posix"
  | "powershell"
  | "github-actions"
  | "gitlab-ci"
  | "azure-pipelines"
  | "kubernetes";
