/**
 * A process behind the exit gate, that keeps what leaves it.
 *
 * @module
 */
import { exitGate } from "../../lib/cli/exit_gate.ts";
import type { GatedHost, Host } from "../../lib/cli/host.ts";
import { hostOf } from "./host.ts";

/**
 * Makes such a process.
 *
 * @param own What it does in a way of its own.
 * @returns The process, and every text that has left it.
 */
export function keepingHost(own: Partial<Host> = {}): {
  readonly host: GatedHost;
  /** The process before the gate. */
  readonly plain: Host;
  readonly left: readonly string[];
} {
  const left: string[] = [];
  const keep = (text: string | null) => void left.push(text ?? "nothing");
  const plain = hostOf({
    writeFile: (_, text) => Promise.resolve(keep(text)).then(() => null),
    appendToFileOf: (_, text) => Promise.resolve(keep(text)).then(() => null),
    openLines: () =>
      Promise.resolve({
        write: (lines) => Promise.resolve(keep(lines)).then(() => true),
        close: () => Promise.resolve(null),
      }),
    print: keep,
    printError: keep,
    showProgress: keep,
    screen: { columns: 80, color: false },
    ...own,
  });
  return { host: exitGate(plain), plain, left };
}
