import { shownForeignUrl } from "../../resolver/url_secret.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { missingIn, permit, run, setTo } from "../../finding/fix.ts";
import { endpointOf, mayRequest } from "../../http/endpoint.ts";
import type { Failure } from "../../http/failure.ts";
import type { HttpResponse } from "../../http/response.ts";
import { sanitize } from "../../http/sanitize.ts";
import type { ClientProApiUrl } from "../../resolver/connection.ts";
import { isProKey } from "../../resolver/credential.ts";
import { readServerUrl } from "../../resolver/server_url.ts";
import { PRO_DEPLOYMENT } from "../../zenml/server_info.ts";
import { attributionWords } from "../attribution_text.ts";
import type { Context } from "../context.ts";
import {
  bundleFlaw,
  exchangeVariable,
  isOutsideBundle,
  planeTrustedHereFindings,
  trustPlane,
} from "../plane_trust.ts";
import { controlPlaneOf } from "../pro_key.ts";
import { attributeRequest } from "../reach.ts";
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
    if (!isProKey(credential)) {
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
  const hasResponded = response.kind === "response" && response.status < 500;
  const isUntrusted = response.kind === "certificate-untrusted";
  const flaw = await bundleFlaw(health, isUntrusted, context);
  if (flaw?.severity === "error" && (hasResponded || isUntrusted)) {
    return failed("the client cannot verify the control plane", flaw);
  }
  if (!hasResponded) return unreachable(response, health, shown, context);
  return await isOutsideBundle(health, context)
    ? failed(
      "the client does not trust the control plane",
      findingOf("pro-control-plane-unreachable", {
        message:
          `The client exchanges its key at the control plane ${shown}, whose certificate Deno's roots trust; the client trusts the CA of ${
            exchangeVariable(context)
          } only, which did not sign it`,
        fix: trustPlane(context),
        setting: context.connection.urlOrigin,
      }),
    )
    : passed(true, `the control plane ${shown} responds`, {}, [
      ...(flaw ? [flaw] : []),
      ...await planeTrustedHereFindings(health, context),
    ]);
}

function unreachable(
  response: HttpResponse | Failure,
  health: string,
  shown: string,
  context: Context,
): Outcome<never> {
  const isUntrusted = response.kind === "certificate-untrusted";
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

function notPermitted(
  url: string,
  shown: string,
  { connection }: Context,
): Outcome<true> {
  const { permission } = endpointOf(url);
  return skipped(
    `no request was sent to the control plane; that needs --allow-net=${permission}`,
    {
      findings: [findingOf("permission-denied", {
        severity: "info",
        message:
          `Deno was not given the permission to connect to the control plane ${shown}`,
        fix: permit("--allow-net", permission),
        setting: connection.urlOrigin,
      })],
    },
  );
}
