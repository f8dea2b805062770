// Rules about ZenML Pro's URLs: those that are no server, and `ZENML_PRO_API_URL`.
import type { Severity } from "../../codes/code_entry.ts";
import type { Code } from "../../codes/codes.ts";
import { type Consumer, DEFAULT_PRO_API_URL } from "../../codes/variables.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { inOrder, setTo, words } from "../../finding/fix.ts";
import type { Origin } from "../../finding/source.ts";
import { type ResolutionContext, usesProKey } from "../context.ts";
import { type ParsedSetting, settingsOf } from "../parsed_setting.ts";
import { setToWorkspace } from "../fixes.ts";
import type { ProPart } from "../pro_part.ts";
import { redactValue } from "../redaction.ts";
import { withoutSlashes } from "../server_url.ts";
import { secretUrlFinding } from "./secret_url.ts";

/** Says that a URL is a part of ZenML Pro, and no server. */
export function proPartFinding(
  part: ProPart,
  consumer: Consumer,
  setting: Origin,
  context: ResolutionContext,
): Finding {
  const named = settingsOf(context.parsed, "store", "pro-api-url")[0];
  return findingOf(part, {
    message: part === "url-is-pro-dashboard"
      ? `${setting.variable} is the ZenML Pro dashboard, a page for people; a workspace's API is at the workspace's own URL`
      : `${setting.variable} is the ZenML Pro management API, where service accounts are not supported; nothing is sent to it`,
    fix: part === "url-is-pro-management-api" && named
      ? inOrder(
        setToWorkspace(setting),
        words("Or correct ZENML_PRO_API_URL, if that is the mistaken one"),
      )
      : setToWorkspace(setting),
    consumers: [consumer],
    setting,
  });
}

/** Finds what is wrong with `ZENML_PRO_API_URL`. */
export function proApiUrlFindings(
  context: ResolutionContext,
  setting: ParsedSetting<"pro-api-url">,
): Finding[] {
  const { inspected: { text, usable }, reading } = setting;
  if (reading === "url-contains-secret") {
    return [secretUrlFinding(context, "client", setting)];
  }
  if (!usable) return [];
  const find = (
    code: Code,
    message: string,
    value: string,
    severity: Severity,
  ) =>
    findingOf(code, {
      message: `ZENML_PRO_API_URL ${message}`,
      fix: setTo(setting, value),
      severity,
      consumers: ["client"],
      setting,
    });
  if (typeof reading === "string") {
    return [find(
      reading,
      "is not an http or https URL; the client compares it, to the letter, with what the server reports",
      DEFAULT_PRO_API_URL,
      usesProKey(context) ? "error" : "warning",
    )];
  }
  return !reading.query && text.endsWith("/")
    ? [find(
      "url-trailing-slash",
      "ends in a slash; the client compares it, to the letter, with what the server reports",
      redactValue(withoutSlashes(text)),
      "warning",
    )]
    : [];
}
