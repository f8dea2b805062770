// The rule about a URL that contains a secret.
import { type Consumer, DEFAULT_PRO_API_URL } from "../../codes/variables.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { setTo } from "../../finding/fix.ts";
import { setToRealValue } from "../fixes.ts";
import type { ResolutionContext } from "../context.ts";
import type { ParsedSetting } from "../parsed_setting.ts";
import { cleanOrigin, containsSecret, isSecretItself } from "../url_secret.ts";

/** Says that a secret is in a URL; what is left of it without a path is what to set. */
export function secretUrlFinding(
  { ownSecrets }: ResolutionContext,
  consumer: Consumer,
  setting: ParsedSetting<"url" | "pro-api-url">,
): Finding {
  const { variable, role, inspected: { text } } = setting;
  const origin = cleanOrigin(
    text,
    (url) => containsSecret(url) || ownSecrets.standIn(url),
  );
  return findingOf("url-contains-secret", {
    message: isSecretItself(text)
      ? `${variable} holds a key or a token, not a URL; nothing is sent to it`
      : `${variable} has a key, a token or a password in its URL, which every log on the way keeps; nothing is sent to it`,
    fix: origin !== null
      ? setTo(setting, origin)
      : role === "url"
      ? setToRealValue(setting)
      : setTo(setting, DEFAULT_PRO_API_URL),
    consumers: [consumer],
    setting,
  });
}
