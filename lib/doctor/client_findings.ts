// What on the machine makes the client fail, whatever the server says.
import { type Finding, findingOf } from "../finding/finding.ts";
import { missingIn, setTo, when } from "../finding/fix.ts";
import { withoutBrackets } from "../http/endpoint.ts";
import { isProKey } from "../resolver/credential.ts";
import { NO_AUTH } from "../zenml/server_info.ts";
import type { Context } from "./context.ts";
import { controlPlaneOf } from "./pro_key.ts";
import type { ServerProof } from "./values.ts";

/** A folder that every user of a POSIX system may make. */
const WRITABLE_FOLDER = "/tmp/zenml";

/** A file without an entry that is always there. */
const EMPTY_FILE = "/dev/null";

/** Finds that the client cannot make its configuration folder. */
export function clientFolderFindings(
  { connection: { unwritableFolder: folder }, secrets }: Context,
): Finding[] {
  if (folder === null) return [];
  const { path, at, kind, origin } = folder;
  const obstacle = at === path ? "it" : at;
  return [findingOf("config-folder-unwritable", {
    message: secrets.redactSentence(
      `The client cannot make its configuration folder ${path}: ${
        kind === "no-folder"
          ? `${obstacle} is not a folder`
          : `${obstacle} is not writable for this user`
      }`,
    ),
    fix: setTo(origin ?? missingIn("ZENML_CONFIG_PATH"), WRITABLE_FOLDER),
    consumers: ["client"],
    variable: "ZENML_CONFIG_PATH",
    setting: origin,
  })];
}

/** Finds that an entry of `.netrc` takes the place of the client's credential. */
export function netrcFindings(
  { info }: ServerProof,
  { connection, secrets }: Context,
): Finding[] {
  const { credential, netrc, proApiUrl, serverUrl } = connection;
  if (info.authScheme === NO_AUTH || credential.kind === "none") return [];
  const usesPlane = isProKey(credential);
  const hosts = [
    serverUrl,
    ...(usesPlane && proApiUrl ? [controlPlaneOf(info, proApiUrl.value)] : []),
  ].flatMap((url) => URL.parse(url)?.hostname ?? []).map(withoutBrackets);
  const fact = netrc.find(({ host }) => hosts.includes(host));
  if (!fact) return [];
  const { file, host, entry } = fact;
  return [findingOf("netrc-overrides", {
    message: secrets.redactSentence(
      `${file} has an entry for ${
        entry === "machine" ? host : `every host (default), and so for ${host}`
      }: the client sends that as a Basic header in place of ${credential.variable}, on every call`,
    ),
    fix: when(
      `if no other program needs the file; otherwise remove the entry from ${file}`,
      setTo(missingIn("NETRC"), EMPTY_FILE),
    ),
    consumers: ["client"],
    setting: credential,
  })];
}
