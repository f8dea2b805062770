// Rules about the URL of a server.
import type { Consumer } from "../../codes/variables.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { setTo } from "../../finding/fix.ts";
import { setToRealValue } from "../fixes.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import { type ParsedSetting, settingsOf } from "../parsed_setting.ts";
import { proPartOf } from "../pro_part.ts";
import { pastedFix, pastedMessage } from "../pasted_text.ts";
import { REDACTED } from "../secret.ts";
import {
  hasImpossibleHost,
  hostReachOf,
  readServerUrl,
  type UrlProblem,
} from "../server_url.ts";
import { shownUrl } from "../url_secret.ts";
import { proApiUrlFindings, proPartFinding } from "./pro_url.ts";
import { secretUrlFinding } from "./secret_url.ts";
import { URL_FLAWS } from "./url_flaws.ts";

const QUOTE_REGEXP = /["'`\u2018-\u201A\u201C-\u201E\u00AB\u00BB]/u;

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
  return URL_FLAWS.flatMap((flawOf) => {
    const flaw = flawOf(reading, consumer, setting);
    return flaw === null ? [] : [findingOf(flaw.code, {
      message: `${setting.variable} ${flaw.message}`,
      fix: flaw.fix ?? setTo(setting, reading.url),
      consumers: [consumer],
      setting,
      ...(flaw.severity ? { severity: flaw.severity } : {}),
    })];
  });
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
  const known = problem === "url-scheme-missing" &&
      !shown.includes("@") && !shown.includes(REDACTED)
    ? withScheme(shown)
    : null;
  const messages: Record<typeof problem, string> = {
    "url-invalid": hasImpossibleHost(text)
      ? "has an invalid host name"
      : "is not a URL",
    "url-scheme-missing": "does not begin with http:// or https://",
    "url-scheme-unsupported":
      "is neither http nor https, so no ZenML server can be reached by it",
  };
  return findingOf(problem, {
    message: `${variable} ${messages[problem]}`,
    fix: known === null ? setToRealValue(setting) : setTo(setting, known),
    consumers: [consumer],
    setting,
  });
}

/** A URL with the scheme that it lacks: https, but to a server on this machine, and where `http//` lacks only its colon. */
function withScheme(text: string): string | null {
  // What is before its scheme is no part of it.
  if (text.includes("://")) return null;
  const [, written, rest = text] = /^(https?)\/\/(.*)$/isu.exec(text) ?? [];
  const [secure, plain] = ["https", "http"].map((scheme) =>
    readServerUrl(`${scheme}://${rest}`)
  );
  if (typeof secure !== "object" || typeof plain !== "object") return null;
  const isPlain = written === undefined
    ? hostReachOf(secure.host) === "loopback"
    : written.toLowerCase() === "http";
  return isPlain ? plain.url : secure.url;
}
