// Rules that compare the two conventions.
import { CONSUMERS } from "../../codes/variables.ts";
import type { CredentialChoice } from "../consumer.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import { assignmentOf } from "../../finding/fix_text.ts";
import { type Finding, findingOf } from "../../finding/finding.ts";
import { serverOf } from "../parsed_setting.ts";

/** Finds URLs and credentials in which the two conventions differ, where both are in use. */
export function findDifferences(context: ResolutionContext): Finding[] {
  const [client, terraform] = readingsInUse(context);
  if (!client?.url || !terraform?.url) return [];
  const [first, second] = [client, terraform].map(({ url }) =>
    serverOf(url)?.url
  );
  if (first === undefined || second === undefined) return [];
  if (first !== second) {
    return [findingOf("conventions-disagree", {
      severity: context.prefer === null ? "error" : "warning",
      message:
        `The client would talk to ${first} (ZENML_STORE_URL), Terraform to ${second} (ZENML_SERVER_URL)`,
      hint: context.prefer === null
        ? "zenml-env doctor --prefer store  # or terraform; or set both variables to one URL"
        : context.prefer === "store"
        ? assignmentOf(terraform.url, first)
        : assignmentOf(client.url, second),
      consumers: CONSUMERS,
      setting: terraform.url,
    })];
  }
  const [one, other] = [client.credentials[0], terraform.credentials[0]];
  if (!one || !other || sameCredential(one, other)) return [];
  return [findingOf("credentials-differ", {
    message:
      `The client uses ${one.setting.variable} and Terraform ${other.setting.variable} for one server, and they differ`,
    hint: other.setting.source.kind === "file"
      ? `${other.setting.variable}=<the value of ${one.setting.variable}>  # in ${other.setting.source.file}, if one account is meant`
      : `export ${other.setting.variable}="$${one.setting.variable}"  # if one account is meant`,
    consumers: CONSUMERS,
    setting: other.setting,
  })];
}

function sameCredential(one: CredentialChoice, other: CredentialChoice) {
  return one.kind === other.kind &&
    one.setting.inspected.text === other.setting.inspected.text;
}
