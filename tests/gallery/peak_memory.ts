/**
 * Preloaded into a command: as it ends, the last line of standard error is its peak of memory in KiB.
 *
 * @module
 */

addEventListener("unload", () => {
  const status = Deno.readTextFileSync("/proc/self/status");
  const peak = /^VmHWM:\s*(\d+) kB$/mu.exec(status)?.[1] ?? "";
  Deno.stderr.writeSync(new TextEncoder().encode(`${peak}\n`));
});
