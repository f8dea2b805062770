import { shownForeignUrl } from "../../resolver/url_secret.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import {
  type Fix,
  missingIn,
  permit,
  run,
  setTo,
  setToUnknown,
} from "../../finding/fix.ts";
import { vouchesFor } from "../../http/ca.ts";
import { chainIn, lookAtCertificate } from "../../http/certificate.ts";
import { endpointOf, mayRequest } from "../../http/endpoint.ts";
import { sanitize } from "../../http/sanitize.ts";
import type { ClientProApiUrl } from "../../resolver/connection.ts";
import { readServerUrl } from "../../resolver/server_url.ts";
import { describeTrust, filesOfTrust } from "../../resolver/trust.ts";
import { PRO_DEPLOYMENT } from "../../zenml/server_info.ts";
import { attributionWords } from "../attribution_text.ts";
import type { Context } from "../context.ts";
import { controlPlaneOf } from "../pro_key.ts";
import { attributeRequest } from "../reach.ts";
import { caProblemFinding } from "../verification_findings.ts";
import { defineStep, failed, type Outcome, passed, skipped } from "../step.ts";

/** Examines whether the client would find its Pro key, and its control plane. */
export const pro = defineStep({
  id: "pro",
  needs: ["server"],
  async run({ server: { info } }, context) {
    const { credential, proApiUrl } = context.connection;
    if (info.deploymentType !== PRO_DEPLOYMENT) {
      return skipped("not a ZenML Pro workspace");
    }
    if (credential.kind !== "api-key" || !credential.pro) {
      return skipped("no ZenML Pro key is used");
    }
    if (proApiUrl === null) {
      return skipped("only the client uses the control plane itself");
    }
    const reported = controlPlaneOf(info, proApiUrl.value);
    return reported === proApiUrl.value
      ? await requestControlPlane(context, reported)
      : failed(
        "the client would not find its key",
        mismatch(
          proApiUrl,
          sanitize(shownForeignUrl(reported), context.secrets.redact),
        ),
      );
  },
});

function mismatch(proApiUrl: ClientProApiUrl, shown: string): Finding {
  return findingOf("pro-api-url-mismatch", {
    message: proApiUrl.origin === null
      ? `ZENML_PRO_API_URL is not set, and the server's control plane is ${shown}: the client would use ${proApiUrl.value}, and not find its key`
      : `ZENML_PRO_API_URL is not, to the letter, what the server reports (${shown}): the client would not find its key`,
    fix: setTo(proApiUrl.origin ?? missingIn("ZENML_PRO_API_URL"), shown),
    variable: "ZENML_PRO_API_URL",
    setting: proApiUrl.origin,
  });
}

async function requestControlPlane(
  context: Context,
  url: string,
): Promise<Outcome<true>> {
  const reading = readServerUrl(url);
  const shown = sanitize(shownForeignUrl(url), context.secrets.redact);
  if (typeof reading === "string") {
    return skipped(`the value for the control plane is not a URL: ${shown}`);
  }
  if (!mayRequest(reading.url)) {
    return notPermitted(reading.url, shown, context);
  }
  const health = `${reading.url}/health`;
  const response = await context.request({ url: health });
  const isAnswered = response.kind === "response" && response.status < 500;
  const isUntrusted = response.kind === "certificate-untrusted";
  const flaw = await bundleFlaw(health, isUntrusted, context);
  if (flaw && (isAnswered || isUntrusted) && flaw.severity === "error") {
    return failed("the client cannot verify the control plane", flaw);
  }
  if (isAnswered && await isForeign(health, context)) {
    return failed(
      "the client does not trust the control plane",
      findingOf("pro-control-plane-unreachable", {
        message:
          `The client exchanges its key at the control plane ${shown}, whose certificate Deno's roots trust; the client trusts the CA of ${
            exchangeVariable(context)
          } only, which did not sign it`,
        fix: trustPlane(context),
        setting: context.connection.urlOrigin,
      }),
    );
  }
  if (isAnswered) {
    return passed(
      true,
      `the control plane ${shown} responds`,
      {},
      flaw ? [flaw] : [],
    );
  }
  const why = response.kind === "response"
    ? `HTTP ${response.status}`
    : attributionWords(attributeRequest(response, health, context), health)
      .message;
  return failed(
    "the control plane does not respond",
    findingOf("pro-control-plane-unreachable", {
      message:
        `The client exchanges its key at the control plane ${shown}, which cannot be reached from here: ${why}${
          isUntrusted
            ? "; the exchange ignores ZENML_STORE_VERIFY_SSL and uses REQUESTS_CA_BUNDLE"
            : ""
        }`,
      fix: isUntrusted ? trustPlane(context) : run("curl", "-v", health),
      setting: context.connection.urlOrigin,
    }),
  );
}

/** Names the CA of the control plane by the one variable that the exchange reads. */
function trustPlane({ connection: { exchangeTrust } }: Context): Fix {
  return setToUnknown(
    exchangeTrust?.origin ?? missingIn("REQUESTS_CA_BUNDLE"),
    "the path of a file with the certificate of the CA",
  );
}

function exchangeVariable({ connection: { exchangeTrust } }: Context): string {
  return exchangeTrust?.origin?.variable ?? "REQUESTS_CA_BUNDLE";
}

/** Returns whether the client's bundle, which it asks alone, does not vouch for a control plane that Deno trusts. */
async function isForeign(url: string, context: Context): Promise<boolean> {
  const ca = (await context.transportTo(url))?.ca;
  if (!Array.isArray(ca) || url.startsWith("http:")) return false;
  // A direct look does not see what a proxy sees.
  if (context.proxyFor(url) !== null) return false;
  const certificate = await lookAtCertificate(url, {
    timeoutMs: context.limits.timeoutMs,
    signal: context.signal,
  });
  const chain = certificate ? await chainIn(certificate) : [];
  return chain.length > 0 && !vouchesFor(ca, chain);
}

/** Finds that the client's bundle cannot be used; where the server is asked by the same one, step tls has said it. */
async function bundleFlaw(
  url: string,
  isCause: boolean,
  context: Context,
): Promise<Finding | null> {
  const { connection: { exchangeTrust, serverUrl, tlsVerification }, secrets } =
    context;
  const ca = (await context.transportTo(url))?.ca;
  if (!exchangeTrust || typeof ca !== "string") return null;
  const isSaid = serverUrl.startsWith("https:") &&
    tlsVerification.kind === "ca-bundle";
  if (isSaid || url.startsWith("http:")) return null;
  const { value, origin } = exchangeTrust;
  return caProblemFinding(ca, isCause, {
    trust: value,
    origin,
    shown: secrets.redactOwn(describeTrust(value)),
    paths: secrets.redactOwn(filesOfTrust(value).join()),
  });
}

function notPermitted(
  url: string,
  shown: string,
  { connection }: Context,
): Outcome<true> {
  const { permission } = endpointOf(url);
  return skipped(
    `no request was sent to the control plane; that needs --allow-net=${permission}`,
    [
      findingOf("permission-denied", {
        severity: "info",
        message:
          `Deno was not given the permission to connect to the control plane ${shown}`,
        fix: permit("--allow-net", permission),
        setting: connection.urlOrigin,
      }),
    ],
  );
}
