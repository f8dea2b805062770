// What can be wrong with the way to a server, and with what responds there.
import type { CodeEntry, Severity } from "./code_entry.ts";
import type { StepId } from "./steps.ts";

const RESPONDING = ["server", "login", "identity"] as const;

const network = (
  foundBy: readonly (StepId | "any")[],
  transient: boolean,
  means: string,
  why: string,
  fix: string,
  severity: Severity = "error",
): CodeEntry => ({ severity, foundBy, transient, means, why, fix });

/** The name of a code of the network or the server. */
export type NetworkCode =
  | "permission-denied"
  | "deadline-exceeded"
  | "examination-failed"
  | "dns-failed"
  | "connect-refused"
  | "connect-unreachable"
  | "connect-timeout"
  | "connect-reset"
  | "proxy-failed"
  | "tls-untrusted"
  | "tls-expired"
  | "tls-expiring"
  | "tls-not-yet-valid"
  | "tls-wrong-host"
  | "tls-not-spoken"
  | "tls-required"
  | "tls-failed"
  | "tls-not-verified"
  | "response-timeout"
  | "response-too-large"
  | "response-invalid"
  | "redirected"
  | "server-not-zenml"
  | "server-error"
  | "server-not-ready"
  | "rate-limited"
  | "blocked-by-proxy"
  | "version-unsupported"
  | "version-mismatch"
  | "clock-skew"
  | "pro-api-url-mismatch"
  | "pro-control-plane-unreachable"
  | "workspace-not-enrolled";

/** The codes of the network and the server, in the order of `explain`. */
export const NETWORK_CODES: Readonly<Record<NetworkCode, CodeEntry>> = {
  "permission-denied": network(
    ["any"],
    false,
    "Deno was not given a permission that a step needs",
    "The command never prompts for permissions.",
    "Start it with the flag that the finding names.",
  ),
  "deadline-exceeded": network(
    ["any"],
    true,
    "The whole run took longer than its deadline",
    "The steps that had not ended are reported as skipped.",
    "Give it more time with --deadline, or look at the step that was slow.",
  ),
  "examination-failed": network(
    ["any"],
    false,
    "zenml-env itself failed for a target of --each",
    "This is a bug. The other targets are examined anyway.",
    "Report it, with the line that the finding quotes.",
  ),
  "dns-failed": network(
    ["dns"],
    true,
    "The host name has no address",
    "The name is mistyped, or known only inside another network.",
    "Check the name: getent hosts HOST",
  ),
  "connect-refused": network(
    ["connect"],
    true,
    "Nothing listens at that address and port",
    "The server is down, or the port is wrong. The ZenML client needs 33 s to report that.",
    "Start the server, or correct the port.",
  ),
  "connect-unreachable": network(
    ["connect"],
    true,
    "The server's address is unreachable",
    "No route: another network, a VPN that is down, or IPv6 without a route.",
    "Check the network or VPN.",
  ),
  "connect-timeout": network(
    ["connect"],
    true,
    "The server's address did not respond to the attempt to connect",
    "A firewall drops the packets, or no machine has this address.",
    "Check the address and the firewall, or wait longer with --timeout.",
  ),
  "connect-reset": network(
    ["connect"],
    true,
    "The connection was closed before the first byte of a response",
    "A load balancer without a server behind it, or a program that does not speak HTTP.",
    "Look at what listens on that port.",
  ),
  "proxy-failed": network(
    ["connect", "server"],
    true,
    "The proxy did not connect to the server",
    "HTTP_PROXY, HTTPS_PROXY or ALL_PROXY names a proxy that does not respond, or closes the connection.",
    "Correct the proxy's variable, or name the host in NO_PROXY.",
  ),
  "tls-untrusted": network(
    ["tls"],
    false,
    "The server's certificate is signed by an unknown authority",
    "A self-signed certificate, a private CA, or a missing intermediate. Deno trusts Mozilla's roots, Terraform the system's, and the client those of certifi or only the CA of ZENML_STORE_VERIFY_SSL.",
    "Trust the system's roots with DENO_TLS_CA_STORE=system, or name the CA in ZENML_STORE_VERIFY_SSL.",
  ),
  "tls-expired": network(
    ["tls"],
    false,
    "The server's certificate has expired",
    "Its end date is in the past by this machine's clock.",
    "Renew the certificate on the server.",
  ),
  "tls-expiring": network(
    ["tls"],
    false,
    "The server's certificate expires within 14 days",
    "A certificate that renews itself is usually renewed earlier: the renewal may have failed.",
    "Renew the certificate on the server.",
    "warning",
  ),
  "tls-not-yet-valid": network(
    ["tls"],
    false,
    "The server's certificate is not valid yet",
    "Its start date is in the future by this machine's clock.",
    "Check this machine's clock, then the certificate.",
  ),
  "tls-wrong-host": network(
    ["tls"],
    false,
    "The server's certificate is for another host",
    "The name in the URL is not among the certificate's names.",
    "Use a host name that is in the certificate.",
  ),
  "tls-not-spoken": network(
    ["tls"],
    false,
    "The URL says https, but the port does not speak TLS",
    "The port speaks plain http.",
    "Use http://, or the server's https port.",
  ),
  "tls-required": network(
    ["tls"],
    false,
    "The URL says http, but the server expects https",
    "The port speaks TLS, or refused plain http.",
    "Use https://.",
  ),
  "tls-failed": network(
    ["tls"],
    false,
    "The TLS handshake failed",
    "The two sides could not agree; the alert is quoted.",
    "Check the server's TLS versions and ciphers.",
  ),
  "tls-not-verified": network(
    ["tls"],
    false,
    "The certificate is not verified",
    "ZENML_STORE_VERIFY_SSL switches verification off: anyone on the network path can read the key.",
    "Set ZENML_STORE_VERIFY_SSL to the path of your CA instead.",
    "warning",
  ),
  "response-timeout": network(
    RESPONDING,
    true,
    "The server accepted the connection but did not respond in time",
    "It is overloaded, starting, or not an HTTP server.",
    "Try again, or wait longer with --timeout.",
  ),
  "response-too-large": network(
    RESPONDING,
    false,
    "The response is larger than any response of a ZenML server",
    "Something else responds there. Reading stopped at the limit.",
    "Check that the URL is the server's.",
  ),
  "response-invalid": network(
    RESPONDING,
    false,
    "The response is not valid HTTP or JSON",
    "Something between here and the server cut or changed it, or another program responds.",
    "Check that the URL is the server's, and what is in between.",
  ),
  "redirected": network(
    RESPONDING,
    false,
    "The server responded with a redirect",
    "Credentials are never sent through redirects. The server has moved, http leads to https, or a sign-in page comes first.",
    "Set the URL that the redirect leads to, if it is your server's.",
  ),
  "server-not-zenml": network(
    ["server"],
    false,
    "Something responds there, but it is not a ZenML server",
    "The response to /api/v1/info is not that of a ZenML server. The credential was not sent.",
    "Check the URL: it must be the root of the ZenML server.",
  ),
  "server-error": network(
    RESPONDING,
    true,
    "The server failed (5xx)",
    "The server, or a proxy in front of it, failed. This says nothing about the credential.",
    "Look at the server's log, and try again.",
  ),
  "server-not-ready": network(
    ["server"],
    true,
    "The server is not ready",
    "It is starting, stopping, or overloaded.",
    "Wait until it is ready.",
  ),
  "rate-limited": network(
    RESPONDING,
    true,
    "The server refused the request for now (429)",
    "Too many requests, or the server is busy. This says nothing about the credential.",
    "Try again later.",
  ),
  "blocked-by-proxy": network(
    ["connect", ...RESPONDING],
    false,
    "Something in front of the server refused the request",
    "A 401, 403 or 407 that is not ZenML's, a proxy's own page, or a proxy that refuses to connect: a proxy, a firewall or a sign-in page. This says nothing about the credential.",
    "Ask for access to the server from this network.",
  ),
  "version-unsupported": network(
    ["version"],
    false,
    "The server is older than a program supports",
    "The Terraform provider needs server 0.80.0 or later.",
    "Upgrade the server.",
  ),
  "version-mismatch": network(
    ["version"],
    false,
    "The client's version differs from the server's",
    "An error for pairs that were measured to fail: the client connects, and the first pipeline ends with an error; a warning for another minor version, an info for another patch. The measured pairs are in lib/zenml/versions.ts; a pair is added by running a pipeline with it.",
    "Install the version of the server: pip install 'zenml==VERSION'.",
    "warning",
  ),
  "clock-skew": network(
    ["clock"],
    false,
    "The server's clock and this machine's differ by more than a minute",
    "Tokens have a start and an end, so they seem to expire too early or too late.",
    "Set this machine's clock, or the server's.",
    "warning",
  ),
  "pro-api-url-mismatch": network(
    ["pro"],
    false,
    "ZENML_PRO_API_URL is not the control plane that the server reports",
    "The client keeps the Pro key under the exact text of ZENML_PRO_API_URL and looks for it under the text that the server reports. One slash more, and it stops with 'You need to be logged in to ZenML Pro'.",
    "Set ZENML_PRO_API_URL to exactly what the server reports.",
  ),
  "pro-control-plane-unreachable": network(
    ["pro", "login"],
    true,
    "The ZenML Pro control plane cannot be reached",
    "The client, or the workspace itself, asks it about every Pro key. The key may be fine.",
    "Check the control plane, and the way to it.",
  ),
  "workspace-not-enrolled": network(
    ["login"],
    false,
    "The control plane does not know this workspace",
    "The workspace was removed from ZenML Pro, or is set up with another id. The key was not judged.",
    "Enrol the workspace again in the organization's settings.",
  ),
};
