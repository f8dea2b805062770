// Failures of requests in words.
import type { Failure } from "../http/failure.ts";

/** Says what happened to a request, with the name of the proxy that refused it. */
export function failureText(failure: Failure, proxy = "the proxy"): string {
  switch (failure.kind) {
    case "name-not-found":
      return failure.timeoutMs === undefined
        ? "the host name has no address"
        : `the system's resolver did not respond in ${seconds(failure)} s`;
    case "connection-refused":
      return "nothing listens there (connection refused)";
    case "unreachable":
      return "that address is unreachable";
    case "address-unusable":
      return "the system does not connect to that address";
    case "connect-timeout":
      return connectTimeoutText(failure);
    case "connection-reset":
      return "the connection was closed before a response came";
    case "port-blocked":
      return "Deno's fetch refuses this port, as browsers do; the other programs may reach it";
    case "too-many-open-files":
      return "this program has too many open files, so nothing was sent";
    case "permission":
      return failure.host === null
        ? "Deno was not given the permission to connect to a host on the way, which Deno needs for a SOCKS proxy"
        : `Deno was not given the permission to connect to ${failure.host}`;
    case "proxy-authentication":
      return `${proxy} responded with 407 Proxy Authentication Required: it needs a user name and a password that it accepts`;
    case "proxy-refused":
      return `${proxy} refused to connect to the server: it forbids it, or cannot reach the server itself`;
    case "proxy-failed":
      return `${proxy} did not make the connection`;
    case "certificate-not-yet-valid":
      return "its certificate is not valid yet";
    case "certificate-expired":
      return "its certificate has expired";
    case "certificate-wrong-host":
      return "its certificate is for another host";
    case "certificate-untrusted":
      return "its certificate is signed by an unknown authority";
    case "tls-not-spoken":
      return "the port does not speak TLS";
    case "tls-failed":
      return failure.alert === null
        ? "the TLS handshake failed"
        : `the TLS handshake failed: ${failure.alert}`;
    case "response-timeout":
      return `no complete response within ${seconds(failure)} s`;
    case "response-too-large":
      return `the response is larger than ${failure.limitBytes / 1024} KiB`;
    case "response-broken-off":
      return failure.whileReading
        ? "the connection closed in the middle of the response"
        : "the response is incomplete, or not what its headers say";
    case "not-http":
      return "the response is not HTTP";
  }
}

function connectTimeoutText(
  failure: Extract<Failure, { kind: "connect-timeout" }>,
): string {
  if (failure.afterAnother) {
    return `no response yet when another address had responded ${failure.timeoutMs} ms before`;
  }
  return failure.timeoutMs === undefined
    ? "no response to the attempt to connect"
    : `no response to the attempt to connect within ${seconds(failure)} s`;
}

function seconds({ timeoutMs = 0 }: { readonly timeoutMs?: number }): number {
  return timeoutMs / 1000;
}
