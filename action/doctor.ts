/**
 * Runs the doctor for action.yml, with the inputs as its options. The one argument is the file of the JSON report.
 *
 * @module
 */
import { run } from "../cli.ts";
import { doctorArguments, readInputs } from "./inputs.ts";

const [report = "report.json"] = Deno.args;
Deno.exit(await run(doctorArguments(readInputs(), report)));
