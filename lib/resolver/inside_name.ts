// Names that resolve only inside of a network: of Docker, Compose, Kubernetes, a company or a home.

/** What ends such names: reserved, or delegated to nobody. */
const SUFFIX_REGEXP =
  /\.(?:svc|internal|local|localdomain|lan|home|home\.arpa|corp|intranet|private|test|docker|consul|nomad|ts\.net)$/u;

/** What a cluster's own domain may stand behind. */
const SERVICE_REGEXP = /\.svc\./u;

/** Common namespaces that are no top-level domain; what has a hyphen, a digit or an underscore is none either. */
const NAMESPACES: ReadonlySet<string> = new Set([
  "default",
  "zenml",
  "mlops",
  "mlflow",
  "kubeflow",
  "argo",
  "airflow",
  "jupyterhub",
  "staging",
  "production",
  "preprod",
  "monitoring",
  "backend",
  "platform",
  "pipelines",
  "orchestration",
]);

/** Returns whether a host's name, in lower case, resolves only inside of a network. */
export function isInsideName(name: string): boolean {
  if (/^[\d.]*$|:/u.test(name)) return false;
  if (SUFFIX_REGEXP.test(name) || SERVICE_REGEXP.test(name)) return true;
  const labels = name.split(".");
  const last = labels.at(-1) ?? "";
  if (labels.length === 1) return true;
  // A service and its namespace: zenml-server.zenml
  return labels.length === 2 &&
    (NAMESPACES.has(last) ||
      (/[-_\d]/u.test(last) && !last.startsWith("xn--") &&
        !/^\d+$/u.test(last)));
}
