/**
 * The `pro` step: whether the client could exchange a ZenML Pro key at the control plane.
 *
 * The exchange itself is deduced, not tried: no credential goes to the control plane.
 *
 * @module
 */
import { findingOf } from "../../finding/finding.ts";
import { shellWord } from "../../finding/fix.ts";
import { readServerUrl } from "../../resolver/server_url.ts";
import type { Examination } from "../examination.ts";
import { found, type Outcome, passed, skipped } from "../outcome.ts";
import { endpointOf, mayAsk } from "../../http/endpoint.ts";
import { harmless } from "../../http/sanitize.ts";
import { PRO_DEPLOYMENT } from "../../zenml/api.ts";

/**
 * Compares `ZENML_PRO_API_URL` with the control plane that the server reports, and asks that one thing.
 *
 * Measured on 0.98.0: the client keeps a Pro key under the very text of the variable and looks for it under the text
 * that the server reports.
 */
export async function checkPro(examination: Examination): Promise<Outcome> {
  const { credential, proApiUrl, urlOrigin } = examination.connection;
  const server = await examination.proof();
  if (server.kind === "failed") return skipped("server did not pass");
  if (server.info.deploymentType !== PRO_DEPLOYMENT) {
    return skipped("not a ZenML Pro workspace");
  }
  if (credential.kind !== "api-key" || !credential.pro) {
    return skipped("no ZenML Pro key is used");
  }
  if (proApiUrl === null) {
    return skipped("only the client asks the control plane itself");
  }
  // By its source, the client falls back on its own value, which always is the one that it kept its key under.
  const reported = server.info.proApiUrl ?? proApiUrl.value;
  const shown = harmless(reported, examination.redact);
  if (reported !== proApiUrl.value) {
    return found(
      "the client would not find its key",
      findingOf("pro-api-url-mismatch", {
        message: proApiUrl.origin === null
          ? `ZENML_PRO_API_URL is not set, and the server's control plane is ${shown}: the client would ask ${proApiUrl.value}, and not find its key`
          : `ZENML_PRO_API_URL is not, to the letter, what the server reports (${shown}): the client would not find its key`,
        hint: `export ZENML_PRO_API_URL=${shellWord(shown)}`,
        variable: "ZENML_PRO_API_URL",
        setting: proApiUrl.origin,
      }),
    );
  }
  return await askControlPlane(examination, reported, urlOrigin);
}

async function askControlPlane(
  examination: Examination,
  url: string,
  origin: Examination["connection"]["urlOrigin"],
): Promise<Outcome> {
  const reading = readServerUrl(url);
  const shown = harmless(url, examination.redact);
  if (typeof reading === "string") {
    return skipped(`what is named as the control plane is no URL: ${shown}`);
  }
  if (!mayAsk(reading.url)) {
    const flag = `--allow-net=${endpointOf(reading.url).permission}`;
    return skipped(`the control plane was not asked; it needs ${flag}`, [
      findingOf("permission-denied", {
        severity: "info",
        message:
          `Deno was not given the permission to ask the control plane ${shown}`,
        hint: `${flag}  # add this flag behind: deno run`,
        setting: origin,
      }),
    ]);
  }
  const answer = await examination.ask({ url: `${reading.url}/health` });
  if ("status" in answer && answer.status < 500) {
    return passed(`the control plane ${shown} answers`);
  }
  const why = "status" in answer ? `HTTP ${answer.status}` : answer.message;
  return found(
    "the control plane does not answer",
    findingOf("pro-control-plane-unreachable", {
      message:
        `The client exchanges its key at the control plane ${shown}, which cannot be asked from here: ${why}`,
      hint: `curl -v ${shellWord(`${reading.url}/health`)}`,
      setting: origin,
    }),
  );
}
