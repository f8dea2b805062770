// The rule about a configuration that only Terraform can use.
import { type Finding, findingOf } from "../../finding/finding.ts";
import { inOrder, setToVariable, when } from "../../finding/fix.ts";
import type { ResolutionContext } from "../context.ts";
import { serverOf } from "../parsed_setting.ts";
import { halvesMissingTo } from "../halves.ts";

/**
 * Says that the client would not use what is set for Terraform alone.
 *
 * It is said only where the client's folder could be looked for: elsewhere nothing is known of what the client would do.
 */
export function findOneSided(context: ResolutionContext): readonly Finding[] {
  const { considered, readings, hostFacts } = context;
  const isForTerraformAlone = considered.length > 1 &&
    !readings.client.inUse && serverOf(readings.terraform.url) !== null &&
    readings.terraform.credentials.length > 0;
  if (!isForTerraformAlone || hostFacts.configFolder === undefined) return [];
  const copies = halvesMissingTo("client", readings).flatMap(
    ({ variable, elsewhere }) =>
      elsewhere
        ? [setToVariable(
          { variable, source: elsewhere.source, isNew: true },
          elsewhere.variable,
        )]
        : [],
  );
  return copies.length === 0 ? [] : [findingOf("conventions-split", {
    severity: "info",
    message:
      `Only variables of the Terraform provider are set: ZenML's Python client reads none of them, and would work on ${
        hostFacts.storedLogin?.serverUrl
          ? "a login that it stored earlier"
          : "a local database"
      }`,
    fix: when("if Python code runs here, too", inOrder(...copies)),
    consumers: ["client"],
    variable: "ZENML_STORE_URL",
  })];
}
