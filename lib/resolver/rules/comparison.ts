// Rules that compare the two conventions.
import { CONSUMERS, variableOf } from "../../codes/variables.ts";
import type { CredentialChoice } from "../consumer.ts";
import { readingsInUse, type ResolutionContext } from "../context.ts";
import {
  type Fix,
  inOrder,
  missingIn,
  setTo,
  setToVariable,
  unset,
  when,
  words,
} from "../../finding/fix.ts";
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
      fix: context.prefer === null
        ? when(
          `if the URL in ${client.url.variable} is right; otherwise the other way round`,
          setTo(terraform.url, first),
        )
        : context.prefer === "store"
        ? setTo(terraform.url, first)
        : setTo(client.url, second),
      consumers: CONSUMERS,
      setting: terraform.url,
    })];
  }
  const [one, other] = [client.credentials[0], terraform.credentials[0]];
  if (!one || !other || sameCredential(one, other)) return [];
  return [findingOf("credentials-differ", {
    message:
      `The client uses ${one.setting.variable} and Terraform ${other.setting.variable} for one server, and they differ`,
    fix: when("if both are to use one account", sameCredentialFix(one, other)),
    consumers: CONSUMERS,
    setting: other.setting,
  })];
}

/** A credential is of use in the variable of its own kind alone, and Terraform takes no password. */
function sameCredentialFix(
  one: CredentialChoice,
  { setting }: CredentialChoice,
): Fix {
  const { variable } = one.setting;
  const own = variableOf(setting.convention, one.kind);
  if (own === null) {
    return words(
      `Set ${setting.variable} to a key of the account in ${variable}`,
    );
  }
  return own === setting.variable
    ? setToVariable(setting, variable)
    : inOrder(setToVariable(missingIn(own), variable), unset(setting));
}

function sameCredential(one: CredentialChoice, other: CredentialChoice) {
  return one.kind === other.kind &&
    one.setting.inspected.text === other.setting.inspected.text;
}
