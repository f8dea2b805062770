/**
 * Prints on standard error which modules a program loads, one a line: `deno run --preload=loaded_modules.ts …`.
 *
 * @module
 */
import { registerHooks } from "node:module";

const encoder = new TextEncoder();

registerHooks({
  load(url, context, nextLoad) {
    Deno.stderr.writeSync(encoder.encode(`${url}\n`));
    return nextLoad(url, context);
  },
});
