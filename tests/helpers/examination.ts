/**
 * Examines in this process.
 *
 * @module
 */
import { diagnose, type DiagnoseOptions } from "../../lib/doctor/diagnose.ts";
import type { CheckReport, Diagnosis } from "../../lib/doctor/diagnosis.ts";
import { reportJson } from "../../lib/report/json.ts";
import { reportText } from "../../lib/report/report_text.ts";
import { resolve, type ResolveOptions } from "../../mod.ts";
import { reportOfOne } from "./report_of_one.ts";
import { KEY } from "./credentials.ts";

/** An environment's variables. */
export type Environment = Readonly<Record<string, string>>;

/**
 * Resolves and examines.
 *
 * @param environment The variables.
 * @param options How to examine.
 * @param resolving How to resolve.
 * @returns What was found.
 */
export function examine(
  environment: Environment,
  options: DiagnoseOptions = {},
  resolving: ResolveOptions = {},
): Promise<Diagnosis> {
  return diagnose(resolve({ environment }, resolving), options);
}

/**
 * Makes the variables of the client with an API key.
 *
 * @param url The server's URL.
 * @param key The key.
 * @returns The variables.
 */
export function clientWith(url: string, key: string): Environment {
  return { ZENML_STORE_URL: url, ZENML_STORE_API_KEY: key };
}

/**
 * Makes the variables of the client with an API key, and how it verifies certificates.
 *
 * @param url The server's URL.
 * @param value What `ZENML_STORE_VERIFY_SSL` says.
 * @returns The variables.
 */
export function clientVerifying(url: string, value: string): Environment {
  return { ...clientWith(url, KEY), ZENML_STORE_VERIFY_SSL: value };
}

/**
 * Finds a step of the first connection.
 *
 * @param diagnosis What was found.
 * @param id The step.
 * @returns What the step reports.
 */
export function stepOf(diagnosis: Diagnosis, id: string): CheckReport {
  const check = diagnosis.connections[0]?.checks.find((one) => one.id === id);
  if (!check) throw new TypeError(`There is no step ${id}`);
  return check;
}

/**
 * Writes a diagnosis in every format, as loudly as can be.
 *
 * @param diagnosis What was found.
 * @returns All outputs.
 */
export function outputsOf(diagnosis: Diagnosis): string[] {
  const look = { columns: 100, color: false } as const;
  const report = reportOfOne(diagnosis);
  return [
    reportJson(report),
    ...(["quiet", "normal", "verbose"] as const).map((verbosity) =>
      reportText(report, { ...look, verbosity })
    ),
    reportText(report, { ...look, columns: 60, verbosity: "normal" }),
  ];
}
