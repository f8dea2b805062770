/**
 * What the command costs as a single file.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { importMapFlags, ROOT } from "../../offline/children.ts";
import { SOURCE } from "../commands.ts";
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
  for (const args of [bundleArgs(bundle), finishArgs(bundle)]) {
    const reason = await absenceOf({ file: Deno.execPath(), args });
    if (reason) return [{ name: `everything${SUFFIX}`, reason }];
  }
  return [
    ...await startRows(bench, bundle, SUFFIX),
    ...await examinationRows(bench, bundle, SUFFIX),
    ...await realRows(bench, bundle, SUFFIX),
    ...await failureRows(bench, bundle, SUFFIX),
  ];
}

function bundleArgs(file: string): readonly string[] {
  return [
    "bundle",
    "--quiet",
    "--minify",
    "--node-modules-dir=none",
    ...importMapFlags(),
    `--output=${file}`,
    SOURCE,
  ];
}

/** As the task `bundle` does. */
function finishArgs(file: string): readonly string[] {
  const paths = `${file},${file}.coverage`;
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--node-modules-dir=none",
    `--allow-read=${paths}`,
    `--allow-write=${paths}`,
    `--allow-run=${Deno.execPath()}`,
    fileURLToPath(new URL("publish/finish.ts", ROOT)),
    file,
  ];
}
