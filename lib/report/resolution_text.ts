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
import { findingLines, settingLines } from "./finding_text.ts";
import { fixBlock, fixPartsOfAll } from "./fix_text.ts";
import {
  fitted,
  type Look,
  padded,
  printable,
  styled,
  wrapped,
} from "./layout.ts";

/**
 * Writes a resolution for people: what is set, what each program makes of it, what they are together, what is wrong.
 */
export function resolutionText(resolution: Resolution, look: Look): string {
  const { configuration, consumers, findings, settings, place } = resolution;
  const fixes = fixBlock(
    fixPartsOfAll(
      findings.filter(({ severity }) => severity === "error"),
      place,
    ),
    look,
  );
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
    ...(configuration ? configurationRows(configuration, look) : [
      "  no configuration: no URL is set, or the two URLs differ",
    ]),
    ...(findings.length > 0 ? ["", heading("Findings")] : []),
    ...findings.flatMap((finding) =>
      findingLines(finding, {
        ...look,
        place,
        isVerbose: false,
        hasMessage: true,
        hasFix: finding.severity !== "error",
      })
    ),
    // As the doctor does: one list that fixes all errors, in the order in which to do it.
    ...(fixes.length > 0 ? ["", ...fixes] : []),
  ];
  // Last, since only now is it known what is first in a line.
  return fitted(breakCommands(`${lines.join("\n")}\n`), look);
}

function row(name: string, text: string, look: Look): string[] {
  const start = `  ${padded(name, 9)}  `;
  return wrapped(
    printable(text),
    start,
    " ".repeat(start.length),
    look.columns,
  );
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
