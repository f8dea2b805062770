// The resolver's report for people.
import { CONSUMERS } from "../codes/variables.ts";
import { breakCommands } from "../http/inert.ts";
import type { Configuration } from "../resolver/configuration.ts";
import type { ConsumerView } from "../resolver/consumer.ts";
import { redactValue } from "../resolver/redaction.ts";
import { clipped } from "../resolver/resolved_setting.ts";
import type { Resolution } from "../resolver/resolve.ts";
import { describeTlsVerification } from "../resolver/tls_verification.ts";
import { describeSource, type Source } from "../finding/source.ts";
import { failingFindings, fails, firstFailure } from "./exit_status.ts";
import { findingLines, placeLines, settingLines } from "./finding_text.ts";
import { mergedFixes } from "./fix_text.ts";
import type { Strictness } from "./model.ts";
import {
  fitted,
  labelled,
  type Look,
  padded,
  printable,
  styled,
  wrapped,
} from "./layout.ts";

/** How a resolution should look. */
export type ResolutionLook = Look & Strictness;

/** Writes a resolution for people: what is set, what each program makes of it, what they are together, what is wrong. */
export function resolutionText(
  resolution: Resolution,
  look: ResolutionLook,
): string {
  const { configuration, consumers, settings } = resolution;
  const heading = (text: string) => styled(text, "bold", look);
  const lines = [
    heading("Set"),
    ...(settings.length > 0
      ? settingLines(settings, look)
      : ["  none of ZenML's variables was found"]),
    "",
    heading("What each program uses"),
    ...CONSUMERS.flatMap((consumer) =>
      row(consumer, describeView(consumers[consumer]), look)
    ),
    "",
    heading("Together"),
    ...(configuration
      ? configurationRows(configuration, look)
      : [`  no configuration: ${whyNone(Object.values(consumers))}`]),
    ...endingLines(resolution, look),
  ];
  // Last, since only now is it known what is first in a line.
  return fitted(breakCommands(`${lines.join("\n")}\n`), look);
}

function whyNone(views: readonly ConsumerView[]): string {
  const urls = views.flatMap((view) =>
    view.status === "remote" ? [view.serverUrl] : []
  );
  return new Set(urls).size > 1
    ? "the two URLs differ"
    : "no URL is set that can be used";
}

/** As the doctor does: at the end what failed first, and one list that fixes all that failed. */
function endingLines(
  { findings, place }: Resolution,
  look: ResolutionLook,
): string[] {
  const diagnosis = { findings, connections: [] };
  const headline = firstFailure(diagnosis, look);
  const others = findings.filter((finding) => finding !== headline);
  const fixes = mergedFixes(failingFindings(diagnosis, look), place, look);
  return [
    ...(others.length > 0 ? ["", styled("Findings", "bold", look)] : []),
    ...others.flatMap((finding) =>
      findingLines(finding, {
        ...look,
        place,
        isVerbose: false,
        hasMessage: true,
        hasFix: !fails(finding, look),
      })
    ),
    ...(headline
      ? [
        "",
        ...wrapped(
          `Failed: ${headline.code}: ${headline.message}`,
          "",
          "  ",
          look.columns,
        ).map((line) => styled(line, "red", look)),
        ...placeLines(headline, look),
        ...fixes,
      ]
      : []),
  ];
}

function row(name: string, text: string, look: Look): string[] {
  return labelled(`  ${padded(name, 9)}  `, printable(text), look.columns);
}

function describeView(view: ConsumerView): string {
  switch (view.status) {
    case "remote":
      return `remote  ${clipped(view.serverUrl ?? "")} with ${
        view.credentialVariable ?? "no credential"
      }`;
    case "local":
      return "local   a database, without a server";
    case "unset":
      return "unset   none of its variables is set";
    case "error":
      return `error   ${view.reason}`;
  }
}

function configurationRows(configuration: Configuration, look: Look): string[] {
  const { serverUrl, credential, proApiUrl, tlsVerification } = configuration;
  const from = (variable: string | null, source: Source | null) =>
    variable && source ? ` (${variable}, ${describeSource(source)})` : "";
  const keyId = credential.keyId === null ? "" : ` ${credential.keyId}`;
  return [
    ["server", serverUrl.value + from(serverUrl.variable, serverUrl.source)],
    [
      "login by",
      credential.kind + keyId + from(credential.variable, credential.source),
    ],
    ...(proApiUrl
      ? [[
        "Pro API",
        redactValue(proApiUrl.value) +
        from(proApiUrl.variable, proApiUrl.source),
      ]]
      : []),
    [
      "verify",
      redactValue(describeTlsVerification(tlsVerification.value)) +
      from(tlsVerification.variable, tlsVerification.source),
    ],
  ].flatMap(([name = "", text = ""]) => row(name, text, look));
}
