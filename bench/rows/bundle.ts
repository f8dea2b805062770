/**
 * What the command costs as a single file.
 *
 * @module
 */
import { bundleCommand } from "../../publish/bundle_command.ts";
import type { Bench } from "../group.ts";
import { absenceOf } from "../process.ts";
import type { Row } from "../row.ts";
import { examinationRows } from "./examination.ts";
import { failureRows } from "./failures.ts";
import { realRows } from "./real.ts";
import { startRows } from "./start.ts";

const SUFFIX = ", bundle";

/**
 * Bundles the command and measures it.
 *
 * @param bench The run.
 * @returns The rows.
 */
export async function bundleRows(bench: Bench): Promise<readonly Row[]> {
  const bundle = `${bench.folder}/zenml-env.js`;
  const reason = await absenceOf({
    file: Deno.execPath(),
    args: ["task", "--quiet", "--eval", bundleCommand(bundle)],
  });
  if (reason) return [{ name: `everything${SUFFIX}`, reason }];
  return [
    ...await startRows(bench, bundle, SUFFIX),
    ...await examinationRows(bench, bundle, SUFFIX),
    ...await realRows(bench, bundle, SUFFIX),
    ...await failureRows(bench, bundle, SUFFIX),
  ];
}
