/**
 * The resolver's report for people.
 *
 * @module
 */
import { CONSUMERS } from "../catalogue/variables.ts";
import type { Configuration } from "../resolution/configuration.ts";
import type { ConsumerView } from "../resolution/consumer_view.ts";
import { redactValue } from "../resolution/redaction.ts";
import type { Resolution } from "../resolution/resolve.ts";
import { describeTlsVerification } from "../resolution/tls_verification.ts";
import { describeSource, type Source } from "../sources/setting.ts";
import { findingLines, settingLines } from "./finding_text.ts";
import { type Look, padded, printable, styled, wrapped } from "./layout.ts";

/**
 * Writes a resolution for people: what is set, what each program makes of it, what they are together, what is wrong.
 *
 * @param resolution What the resolver found.
 * @param look The width and the colours.
 * @returns The report, with a line end.
 *
 * @example Usage
 * ```ts
 * import { resolve } from "@mlops/zenml-env";
 * import { resolutionText } from "./resolution_text.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const text = resolutionText(resolve({}), { columns: 80, color: false });
 * assertStringIncludes(text, "client     local");
 * ```
 */
export function resolutionText(resolution: Resolution, look: Look): string {
  const { configuration, consumers, findings, settings } = resolution;
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
      "  no configuration: no URL can be derived, or they disagree",
    ]),
    ...(findings.length > 0 ? ["", heading("Findings")] : []),
    ...findings.flatMap((finding) => findingLines(finding, look, false)),
  ];
  return `${lines.join("\n")}\n`;
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
      return `remote  ${view.serverUrl} with ${
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
