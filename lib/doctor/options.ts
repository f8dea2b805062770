// How a diagnosis is made.
import type { ProxyVariables } from "../http/proxy.ts";
import type { CheckReport } from "./diagnosis.ts";
import type { Choice } from "./selection.ts";

/** How to examine. */
export interface DiagnoseOptions extends Choice {
  /** Ends the examination at once; what was found so far is returned. */
  readonly signal?: AbortSignal;
  /**
   * The longest that one request may take, in milliseconds.
   *
   * @default {10_000}
   */
  readonly timeoutMs?: number;
  /**
   * The longest that a connection and the server's first response may take each, in milliseconds; default `timeoutMs`.
   */
  readonly reachMs?: number;
  /**
   * The longest that everything may take, in milliseconds.
   *
   * @default {60_000}
   */
  readonly deadlineMs?: number;
  /**
   * The most bytes that are read of one response, after decompression.
   *
   * @default {1_048_576}
   */
  readonly bodyBytes?: number;
  /** The age from which an API key is reported as old, in milliseconds; without it only its age is stated. */
  readonly maxKeyAgeMs?: number;
  /**
   * The environment's proxy variables (`HTTPS_PROXY` and the like), null for one that may not be read.
   *
   * `fetch` obeys them in any case. With them the report can name the proxy; without them, only what it notices.
   */
  readonly proxies?: ProxyVariables;
  /** Called as each check ends, with the index of its connection. */
  readonly onCheck?: (check: CheckReport, connection: number) => void;
}
