/**
 * Runs the doctor for action.yml, with the inputs as its options. The one argument is the file of the JSON report;
 * standard input is what action/permissions.ts printed, for the files of `each`.
 *
 * @module
 */
import { run } from "../cli.ts";
import { doctorArguments, readInputs } from "./inputs.ts";

const [report = "report.json"] = Deno.args;
const printed = await new Response(Deno.stdin.readable).text();
const entries = printed.split("\0").slice(0, -1);
const each = entries.slice(entries.indexOf("") + 1);
const args = doctorArguments({ ...readInputs(), each }, report);
// What GitHub calls debug logging: a job can be run again with it.
const isDebugged = Deno.env.get("RUNNER_DEBUG") === "1";
Deno.exit(await run(isDebugged ? [...args, "--debug"] : args));
