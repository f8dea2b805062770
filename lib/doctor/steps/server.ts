/**
 * The `server` step: whether a ZenML server answers. Only its proof lets a credential be sent.
 *
 * @module
 */
import { findingOf } from "../../finding/finding.ts";
import { shellWord } from "../../finding/fix.ts";
import { answerFailure, describeStatus } from "../response_failure.ts";
import { askBeside } from "../grace.ts";
import type { Examination } from "../examination.ts";
import type { Failure } from "../../http/failure.ts";
import { failureFinding, failureOnTheWay, skipIfBroken } from "../network.ts";
import { found, type Outcome, passed } from "../outcome.ts";
import { nameOf } from "../proxy_failure.ts";
import type { Answer } from "../../http/request.ts";
import { proPartByInfo } from "./target.ts";
import { requirementOfTls } from "../tls_required.ts";
import { harmless } from "../../http/sanitize.ts";
import { isJson, type ServerInfo, serverInfoOf } from "../../zenml/api.ts";

/** What is known of the server: the proof that it is ZenML's, or why there is none. */
export type ServerProof =
  | ProvenServer
  | { readonly kind: "failed"; readonly failure: Failure };

/** The proof that a ZenML server answers at an origin: what every request with a credential demands. */
export interface ProvenServer {
  /** Tells the cases apart. */
  readonly kind: "proven";
  /** The origin that answered, to which alone a credential may go. */
  readonly origin: string;
  /** What the server says of itself. */
  readonly info: ServerInfo;
  /** The answer that said it. */
  readonly answer: Answer;
}

/** Asks the server what it is, without a credential. */
export async function proveServer(
  examination: Examination,
): Promise<ServerProof> {
  const refusal = examination.refusal();
  if (refusal) return { kind: "failed", failure: refusal };
  const { serverUrl } = examination.connection;
  const { limits } = examination;
  const answer = await examination.ask({ url: `${serverUrl}/api/v1/info` }, {
    ...limits,
    timeoutMs: limits.reachMs ?? limits.timeoutMs,
  });
  const required = await requirementOfTls(answer, examination);
  if (required) return { kind: "failed", failure: required };
  if ("code" in answer) return { kind: "failed", failure: answer };
  const info = answer.status === 200 ? serverInfoOf(answer) : null;
  if (info === null) {
    const failure = answerFailure(answer, examination) ??
      notZenml(answer, examination);
    return { kind: "failed", failure };
  }
  const failure = proPartByInfo(info, examination);
  return failure
    ? { kind: "failed", failure }
    : { kind: "proven", origin: new URL(serverUrl).origin, info, answer };
}

/**
 * Returns whether a ZenML server answers, and whether it says that it is ready.
 */
export async function checkServer(examination: Examination): Promise<Outcome> {
  const proof = await examination.proof();
  if (proof.kind === "failed") {
    const failure = await failureOnTheWay(examination) ?? proof.failure;
    return skipIfBroken(failure, "server") ??
      found(failure.message, failureFinding(failure, examination));
  }
  const { serverUrl, urlOrigin } = examination.connection;
  const { version, deploymentType } = proof.info;
  const ready = await askBeside(examination, { url: `${serverUrl}/ready` });
  const isReady = readinessOf(ready);
  const show = (text: string) => harmless(text, examination.redact);
  return passed(
    `ZenML ${show(version)}, deployment type ${show(deploymentType)}`,
    { ready: isReady },
    isReady === false
      ? [findingOf("server-not-ready", {
        message: "The server answers, and says that it is not ready",
        hint: `curl -v ${shellWord(`${serverUrl}/ready`)}  # wait for it`,
        setting: urlOrigin,
      })]
      : [],
  );
}

/** Servers before 0.84 answer with the dashboard's page, which says nothing: only the body `ok` is a yes. */
function readinessOf(answer: Answer | Failure): boolean | null {
  if ("code" in answer) return null;
  if (answer.status === 503) return false;
  return answer.status === 200 && answer.text.trim() === "ok" ? true : null;
}

function notZenml(answer: Answer, { proxy, redact }: Examination): Failure {
  const type = answer.headers.get("content-type") ?? "no content type";
  const json = /json/iu.test(type);
  if (answer.status === 200 && json && !isJson(answer)) {
    return {
      code: "response-invalid",
      step: "server",
      message: "the answer says that it is JSON, and it is broken",
    };
  }
  const title = /<title>([^<]{1,200})/iu.exec(answer.text)?.[1];
  const page = title ? `a page titled '${harmless(title, redact)}'` : null;
  return {
    code: "server-not-zenml",
    step: "server",
    message: `something answers, and it is not a ZenML server: ${
      describeStatus(answer.status)
    }, ${page ?? harmless(type, redact)}${
      proxy ? `, through ${nameOf(proxy)}` : ""
    }; no credential was sent`,
  };
}
