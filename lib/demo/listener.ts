// Loopback listeners that remember their requests.

/** A request as a listener saw it. */
export interface DemoRequest {
  readonly method: string;
  /** The path with its query, as it was sent. */
  readonly path: string;
  /** The `Authorization` header, or null. */
  readonly authorization: string | null;
  /** The form in the body; empty if there is none. */
  readonly form: Readonly<Record<string, string>>;
  /** Which of the listener's connections it came by, counted from 0 in the order of their first requests. */
  readonly connection: number;
}

/** How a listener behaves. */
export interface ListenerOptions {
  /** How long each response is held back, in milliseconds; `Infinity` is for ever. */
  readonly latencyMs?: number;
}

/** Something that listens on a port of its own. */
export interface Listener {
  readonly url: string;
  readonly requests: readonly DemoRequest[];
  /** Stops it, and every response that is under way. */
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/** Listens on a free port of the loopback interface. */
export function listen(
  respond: (request: DemoRequest) => Response,
  { latencyMs = 0 }: ListenerOptions = {},
): Listener {
  const closing = new AbortController();
  const requests: DemoRequest[] = [];
  const ports: number[] = [];
  const server = Deno.serve(
    {
      hostname: LOOPBACK,
      port: 0,
      // Aborting ends open connections too; a shutdown would wait for clients that never finish.
      signal: closing.signal,
      // Deno would print the address, and the failure of a request that its client gave up.
      onListen() {},
      onError: () => new Response(null, { status: 500 }),
    },
    async (request, { remoteAddr: { port } }) => {
      if (!ports.includes(port)) ports.push(port);
      const seen = await readRequest(request, ports.indexOf(port));
      requests.push(seen);
      if (latencyMs > 0) await pause(latencyMs, closing.signal);
      return respond(seen);
    },
  );
  return {
    url: `http://${LOOPBACK}:${server.addr.port}`,
    requests,
    async close() {
      closing.abort();
      await server.finished;
    },
  };
}

/** Finds a port of the loopback interface on which nothing listens. */
export function closedOrigin(): string {
  for (;;) {
    // No system gives these ports away by itself, so that nobody gets this one in the meantime.
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    try {
      Deno.listen({ hostname: LOOPBACK, port }).close();
      return `http://${LOOPBACK}:${port}`;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

async function readRequest(
  request: Request,
  connection: number,
): Promise<DemoRequest> {
  const { pathname, search } = new URL(request.url);
  const type = request.headers.get("content-type") ?? "";
  const text = await request.text();
  return {
    method: request.method,
    path: pathname + search,
    authorization: request.headers.get("authorization"),
    form: type.startsWith("application/x-www-form-urlencoded")
      ? Object.fromEntries(new URLSearchParams(text))
      : {},
    connection,
  };
}

/** Waits, but no longer than until the signal: no timer may outlive the listener. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // No timer is long enough for ever.
    const timer = Number.isFinite(ms) ? setTimeout(end, ms) : undefined;
    signal.addEventListener("abort", end);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    }
  });
}
