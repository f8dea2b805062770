// What the doctor needs for a configuration: the hosts and the files that its values name.
import { proxyFor, type ProxyVariables } from "../lib/http/proxy.ts";
import { filesOfTrust } from "../lib/resolver/trust.ts";
import { isFile, isFolder } from "../lib/system/files.ts";
import type { Resolution } from "../mod.ts";

/** The variables that name files with roots for Deno alone. */
export const DENO_VARIABLES = ["DENO_CERT", "NODE_EXTRA_CA_CERTS"] as const;

/** The control plane of a ZenML Pro workspace, if it does not name another. */
const CONTROL_PLANE = "https://cloudapi.zenml.io";

/** The host names and addresses that Deno accepts in `--allow-net`, without its wildcards. */
const HOST_REGEXP = /^(?:\[[\da-f:.]+\]|[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?)$/iu;

/** Lists the hosts of the servers, of ZenML Pro's control planes, and of the proxies on the way. */
export function hostsOf(
  resolutions: readonly Resolution[],
  environment: ProxyVariables,
): readonly string[] {
  const urls = unique([CONTROL_PLANE, ...resolutions.flatMap(urlsOf)])
    .flatMap((url) => URL.parse(url) ?? []);
  const proxies = urls.flatMap(({ href }) => proxyFor(href, environment) ?? [])
    .flatMap(({ host }) => URL.parse(`http://${host}`) ?? []);
  const hosts = [...urls, ...proxies].map(({ hostname }) => hostname);
  return unique(hosts).filter((host) => HOST_REGEXP.test(host));
}

function urlsOf({ configuration, connections }: Resolution): readonly string[] {
  return [
    ...connections.map(({ serverUrl }) => serverUrl),
    ...connections.flatMap(({ proApiUrl }) => proApiUrl?.value ?? []),
    ...(configuration?.proApiUrl ? [configuration.proApiUrl.value] : []),
  ];
}

/** Lists the files with roots that a configuration names, and that are there. */
export function caFilesOf({ connections }: Resolution): readonly string[] {
  const trusts = connections.flatMap(({ tlsVerification, exchangeTrust }) => [
    tlsVerification,
    ...(exchangeTrust ? [exchangeTrust.value] : []),
  ]);
  const files = trusts.flatMap((trust) =>
    filesOfTrust(trust).filter((path) =>
      // A library takes a folder, too; ZenML's own variable names none.
      isFile(path) || (trust.kind !== "ca-file" && isFolder(path))
    )
  );
  return unique(files);
}

/** Lists the files with roots for Deno alone, and those in which the client's HTTP library looks for entries. */
export function libraryFilesOf(
  environment: Readonly<Record<string, string>>,
): readonly string[] {
  const { HOME: home, NETRC: netrc } = environment;
  const inHome = home === undefined ? [] : [`${home}/.netrc`, `${home}/_netrc`];
  return [
    ...DENO_VARIABLES.flatMap((name) => environment[name] ?? []),
    ...(netrc === undefined ? inHome : [netrc]),
  ].filter((file) => isFile(file));
}

/** Returns each text once. */
export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
