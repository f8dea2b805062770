// Rules about the host: other variables of the client, the machine, an earlier login.
import { type Consumer, CONSUMER_NAMES } from "../../codes/variables.ts";
import type { HostFacts } from "../../sources/host_facts.ts";
import { clientSettingProblem } from "../client_settings.ts";
import { clientTargetOf } from "../client_url.ts";
import type { ConsumerReading } from "../consumer.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import {
  renameTo,
  runWithoutVariables,
  setTo,
  setToUnknown,
  unset,
  when,
} from "../../finding/fix.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { type ParsedSetting, serverOf } from "../parsed_setting.ts";
import { namesFromContainer } from "../where_text.ts";
import {
  hostReachOf,
  normaliseServerUrl,
  type ServerUrl,
} from "../server_url.ts";

/** What the client takes for true (measured on 0.98.0): nothing else, and in no other case. */
const TRUE_VALUES: ReadonlySet<string> = new Set([
  "1",
  "y",
  "yes",
  "True",
  "true",
]);

/** Finds what around a connection changes it, or makes the client refuse it. */
export function findHostFlaws(context: ResolutionContext): Finding[] {
  return [
    ...(context.considered.includes("client")
      ? [...invalidSetting(context), ...serverVariable(context)]
      : []),
    ...readingsInUse(context).flatMap((reading) =>
      loopbackFindings(context, reading)
    ),
    ...otherLogin(context),
  ];
}

function invalidSetting(context: ResolutionContext): Finding[] {
  const { settings, readings, hostFacts } = context;
  const problem = clientSettingProblem(
    settings,
    readings.client.url?.value ?? null,
    Boolean(hostFacts.storedLogin?.serverUrl),
  );
  if (!problem) return [];
  const { setting, reason, right } = problem;
  return [findingOf("client-setting-invalid", {
    message: `The client refuses to start: ${reason}`,
    fix: right !== null && setting.source.kind === "file"
      ? setTo(setting, right)
      : unset(setting),
    consumers: ["client"],
    setting,
  })];
}

function serverVariable(context: ResolutionContext): Finding[] {
  const { considered, settings, readings, hostFacts } = context;
  const setting = settings.get("ZENML_SERVER")?.[0];
  const foreign = !readings.client.inUse &&
    considered.some((consumer) => readings[consumer].inUse);
  if (!setting || foreign) return [];
  const fatal = hostFacts.configFolder === false;
  const isUrl = /^\s*["']?https?:/iu.test(setting.value);
  return [findingOf("client-is-server", {
    severity: fatal ? "error" : "warning",
    message: fatal
      ? "ZENML_SERVER is set, so the client behaves as if it were a server; its configuration folder does not exist, so it stops"
      : "ZENML_SERVER is set, so the client behaves as if it were a server: it stores nothing, and stops where its configuration folder does not exist",
    // The URL of a server belongs in a variable of its own.
    fix: isUrl && readings.client.url === null
      ? renameTo(setting, "ZENML_STORE_URL")
      : unset(setting),
    consumers: ["client"],
    setting,
  })];
}

/** At most one finding: where the client rewrites the host, it no longer connects to this machine. */
function loopbackFindings(
  context: ResolutionContext,
  { consumer, url }: ConsumerReading,
): readonly Finding[] {
  const server = serverOf(url);
  if (!url || server === null) return [];
  const isRewritten = consumer === "client" &&
    /^(?:localhost|127\.0\.0\.1)$/u.test(server.host) &&
    TRUE_VALUES.has(context.settings.get("ZENML_CONTAINER")?.[0]?.value ?? "");
  if (isRewritten) return [rewrittenFinding(url, server)];
  return hostReachOf(server.host) === "loopback"
    ? insideFindings(consumer, url, server, context.hostFacts)
    : [];
}

function rewrittenFinding(url: ParsedSetting<"url">, server: ServerUrl) {
  const { host } = server;
  return findingOf("url-host-rewritten", {
    message:
      `ZENML_CONTAINER is true: the client connects to host.docker.internal or host.k3d.internal instead of ${host}, if one of them resolves; the doctor connects to ${host}`,
    fix: setTo(url, atDockerHost(server)),
    consumers: ["client"],
    setting: url,
  });
}

/** Finds a loopback host where that is a container or a runner, which the server is seldom in. */
function insideFindings(
  consumer: Consumer,
  url: ParsedSetting<"url">,
  server: ServerUrl,
  { container, job }: HostFacts,
): readonly Finding[] {
  const { host } = server;
  const facts = { consumers: [consumer], setting: url };
  if (container === undefined) {
    return !job?.hosted ? [] : [findingOf("url-loopback-in-container", {
      ...facts,
      severity: "info",
      message:
        `${url.variable} names ${host}: in a job that is the runner itself, not the machine on which you work`,
      fix: when(
        "unless the job itself starts the server",
        setToUnknown(url, "a URL that the runner reaches"),
      ),
    })];
  }
  return [findingOf("url-loopback-in-container", {
    ...facts,
    message:
      `${url.variable} names ${host}; in a container, as ${container} shows, ${
        CONSUMER_NAMES[consumer]
      } reaches only the container itself by that name: ${
        namesFromContainer(container)
      }`,
    fix: when(
      "unless the server runs in the container as well",
      container.startsWith("KUBERNETES_")
        ? setToUnknown(url, "http://SERVICE.NAMESPACE.svc:PORT")
        : setTo(url, atDockerHost(server)),
    ),
  })];
}

/** Writes a URL with the name of the machine that runs Docker. */
function atDockerHost({ url }: ServerUrl): string {
  const moved = new URL(url);
  moved.hostname = "host.docker.internal";
  return normaliseServerUrl(moved.href) ?? "https://zenml.example.com";
}

/** Without a URL the stored login is what is missing: see the rules about halves. */
function otherLogin(context: ResolutionContext): Finding[] {
  const { considered, readings, hostFacts } = context;
  const { url } = readings.client;
  const stored = hostFacts.storedLogin?.serverUrl ?? null;
  if (!considered.includes("client") || !url || stored === null) return [];
  const target = clientTargetOf(url.value);
  const { reading } = url;
  if (target.kind !== "remote" || typeof reading === "string") return [];
  if (reading.url === stored) return [];
  return [findingOf("stored-login", {
    severity: "info",
    message:
      `The client has stored an earlier login to ${stored}, which a run without ZENML_STORE_URL would silently use`,
    fix: when(
      "if it is not needed any more",
      runWithoutVariables("zenml", "logout", stored, "--clear"),
    ),
    consumers: ["client"],
    setting: url,
  })];
}
