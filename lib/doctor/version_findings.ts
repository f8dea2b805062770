// What is wrong with the version of the client.
import type { Severity } from "../codes/code_entry.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { type Fix, run, words } from "../finding/fix.ts";
import { type ClientVersion, isVersion } from "../resolver/client_version.ts";
import { matchVersions, type VersionMatch } from "../zenml/versions.ts";
import type { Context } from "./context.ts";

const SEVERITIES: Readonly<
  Record<Exclude<VersionMatch["kind"], "same">, Severity>
> = { broken: "error", minor: "warning", patch: "info" };

/** Finds whether the version of the client, where it is known, goes with the server's. */
export function clientVersionFindings(
  server: string,
  shown: string,
  { connection: { clientVersion } }: Context,
): Finding[] {
  const match = clientVersion && matchVersions(clientVersion.version, server);
  if (!clientVersion || !match || match.kind === "same") return [];
  const { version, variable, source } = clientVersion;
  const versions = `The client is ZenML ${version} and the server ${shown}`;
  return [findingOf("version-mismatch", {
    severity: SEVERITIES[match.kind],
    message: match.kind === "broken"
      ? `${versions}: the client connects, and pipelines fail with ${match.says}`
      : versions,
    fix: fixOf(clientVersion, server),
    consumers: ["client"],
    ...(variable === null ? { source } : { setting: { variable, source } }),
  })];
}

function fixOf({ variable, source }: ClientVersion, server: string): Fix {
  if (!isVersion(server)) {
    return words("Install the version of the server for the client");
  }
  return variable === null && source.kind === "file"
    ? words(`Pin zenml==${server} in ${source.file}`)
    : run("pip", "install", `zenml==${server}`);
}
