// Rules about the URL of a server.
import type { Severity } from "../../codes/code_entry.ts";
import type { Code } from "../../codes/codes.ts";
import { type Consumer, CONSUMER_NAMES } from "../../codes/variables.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { type Fix, setTo, when } from "../../finding/fix.ts";
import { setToRealValue, setToWorkspace } from "../fixes.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import { type ParsedSetting, settingsOf } from "../parsed_setting.ts";
import { isWorkspacePage, proPartOf } from "../pro_part.ts";
import { pastedFix, pastedMessage } from "../pasted_text.ts";
import { REDACTED } from "../secret.ts";
import {
  hasImpossibleHost,
  hostReachOf,
  type UrlProblem,
} from "../server_url.ts";
import { shownUrl } from "../url_secret.ts";
import { whereNameResolves } from "../where_text.ts";
import { proApiUrlFindings, proPartFinding } from "./pro_url.ts";
import { secretUrlFinding } from "./secret_url.ts";

const QUOTE_REGEXP = /["'`\u2018\u2019\u201C\u201D]/u;

/** Finds what is wrong with the URLs that the consumers in use read, `ZENML_PRO_API_URL` included. */
export function findUrlFlaws(context: ResolutionContext): Finding[] {
  const readings = readingsInUse(context);
  const findings = readings.flatMap(({ consumer, url }) =>
    url ? urlFindings(context, consumer, url) : []
  );
  const [proApiUrl] = settingsOf(context.parsed, "store", "pro-api-url");
  return proApiUrl && readings.some(({ consumer }) => consumer === "client")
    ? [...findings, ...proApiUrlFindings(context, proApiUrl)]
    : findings;
}

function urlFindings(
  context: ResolutionContext,
  consumer: Consumer,
  setting: ParsedSetting<"url">,
): Finding[] {
  const { inspected, reading } = setting;
  if (reading === "url-contains-secret") {
    return [secretUrlFinding(context, consumer, setting)];
  }
  if (!inspected.usable) return [];
  if (typeof reading === "string") {
    // Blanks or quotes inside are the cause then, and have a finding of their own.
    return reading === "url-invalid" && inspected.pasted === null &&
        (inspected.whitespaceInside || QUOTE_REGEXP.test(inspected.text))
      ? []
      : [problemFinding(reading, consumer, setting)];
  }
  const part = proPartOf(reading, context.parsed);
  // Whatever else is wrong with it does not matter then: another URL is needed.
  if (part) return [proPartFinding(part, consumer, setting, context)];
  const find = (
    code: Code,
    message: string,
    severity?: Severity,
    fix: Fix = setTo(setting, reading.url),
  ) =>
    findingOf(code, {
      message: `${setting.variable} ${message}`,
      fix,
      consumers: [consumer],
      setting,
      ...(severity ? { severity } : {}),
    });
  const client = consumer === "client";
  const findings: Finding[] = [];
  if (reading.uppercaseScheme) {
    findings.push(find(
      "url-scheme-uppercase",
      `writes its scheme in capitals, which the client refuses and Terraform takes`,
      client ? "error" : "info",
    ));
  }
  if (reading.userInformation) {
    findings.push(find(
      "url-has-credentials",
      client
        ? "holds a user name or password, which replaces the token and breaks every call of the client"
        : "holds a user name or password, in plain view of logs",
      client ? "error" : "warning",
    ));
  }
  if (reading.query) {
    findings.push(find(
      "url-has-query",
      `has a query or a fragment, which swallows the path that ${
        CONSUMER_NAMES[consumer]
      } appends`,
    ));
  }
  if (reading.apiPath) {
    findings.push(find(
      "url-includes-api-path",
      `includes the path of the API, which ${
        CONSUMER_NAMES[consumer]
      } adds a second time`,
    ));
  }
  if (reading.path !== "") {
    const page = isWorkspacePage(reading.path);
    findings.push(find(
      "url-has-path",
      page
        ? "has the path of a workspace's page in the dashboard, which is no server; the workspace has a URL of its own"
        : "has a path; that is right only if an ingress serves ZenML under it",
      undefined,
      page
        ? setToWorkspace(setting)
        : setTo(setting, new URL(reading.url).origin),
    ));
  }
  if (reading.trailingSlash) {
    findings.push(find(
      "url-trailing-slash",
      client
        ? "ends in a slash; the client drops it, Terraform would break on it"
        : "ends in a slash; Terraform then asks for //api/v1/… and fails with \"invalid character '<'\"",
      client ? "warning" : "error",
    ));
  }
  const reach = hostReachOf(reading.host);
  if (reading.url.startsWith("http:") && reach !== "loopback") {
    findings.push(find(
      "url-insecure",
      `is http: the credential travels in clear text to ${reading.host}${
        whereNameResolves(reading.host)
      }`,
      reach === "private" ? "info" : "warning",
      when(
        "if the server speaks https",
        setTo(setting, reading.url.replace(/^http:/u, "https:")),
      ),
    ));
  }
  return findings;
}

function problemFinding(
  problem: Exclude<UrlProblem, "url-contains-secret">,
  consumer: Consumer,
  setting: ParsedSetting<"url">,
): Finding {
  const { variable, inspected: { text, pasted } } = setting;
  if (pasted) {
    return findingOf(problem, {
      message: pastedMessage(setting, pasted),
      fix: pastedFix(setting, pasted),
      consumers: [consumer],
      setting,
    });
  }
  const shown = shownUrl(text, false).replace(/^:?\/\//u, "");
  const isKnown = problem === "url-scheme-missing" &&
    !shown.includes("@") && !shown.includes(REDACTED);
  const messages: Record<typeof problem, string> = {
    "url-invalid": hasImpossibleHost(text)
      ? "names a host that no resolver and no certificate can have"
      : "is not a URL",
    "url-scheme-missing": "does not begin with http:// or https://",
    "url-scheme-unsupported":
      "is neither http nor https, so no ZenML server can be reached by it",
  };
  return findingOf(problem, {
    message: `${variable} ${messages[problem]}`,
    fix: isKnown ? setTo(setting, `https://${shown}`) : setToRealValue(setting),
    consumers: [consumer],
    setting,
  });
}
