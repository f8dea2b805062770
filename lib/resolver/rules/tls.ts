// The rule about `ZENML_STORE_VERIFY_SSL`.
import { type ParsedSetting, settingsOf } from "../parsed_setting.ts";
import { countCertificates, holdsPrivateKey } from "../pem_text.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import { setTo } from "../../finding/fix.ts";
import { setToRealValue } from "../fixes.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";

/**
 * Finds a `ZENML_STORE_VERIFY_SSL` that the client would take for the text of a certificate.
 *
 * Whether a file exists is known only where the caller can tell; a text that can be no path is found without.
 */
export function findTlsFlaws(context: ResolutionContext): Finding[] {
  const [setting] = settingsOf(context.parsed, "store", "tls-verification");
  const client = readingsInUse(context).some(({ consumer }) =>
    consumer === "client"
  );
  if (!setting || !client || setting.value === "") return [];
  const { inspected, reading: { written, meant } } = setting;
  if (written.kind === "ca-text") {
    return privateKeyFindings(setting, written.pem);
  }
  if (written.kind !== "ca-file") return [];
  if (inspected.flaws.includes("value-unexpanded")) return [];
  const isWord = meant.kind === "on" || meant.kind === "off";
  const exists = context.isFile(setting.value);
  const looksLikePath = /[/\\.]/u.test(setting.value);
  if (exists || (exists === null && looksLikePath && !isWord)) return [];
  return [findingOf("tls-verify-invalid", {
    message:
      "ZENML_STORE_VERIFY_SSL is neither true nor false, and no such file is there; the client treats it as the text of a certificate, and every https request fails",
    fix: isWord ? setTo(setting, inspected.text) : setToRealValue(setting),
    consumers: ["client"],
    setting,
  })];
}

/** The client hands the whole text to its TLS library, which takes the certificates and leaves the key. */
function privateKeyFindings(
  setting: ParsedSetting<"tls-verification">,
  pem: string,
): Finding[] {
  if (!holdsPrivateKey(pem)) return [];
  const isUseless = countCertificates(pem) === 0;
  return [findingOf("tls-verify-invalid", {
    severity: isUseless ? "error" : "warning",
    message: `ZENML_STORE_VERIFY_SSL holds a private key${
      isUseless ? " and no certificate" : ""
    }: it does not belong there; only certificates do`,
    fix: setToRealValue(setting),
    consumers: ["client"],
    setting,
  })];
}
