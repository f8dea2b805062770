import { assertEquals } from "@std/assert";
import { attribute, needsProbe } from "../../lib/doctor/attribution.ts";
import type { Failure } from "../../lib/http/failure.ts";
import type { Probe } from "../../lib/http/probe.ts";
import type { Proxy } from "../../lib/http/proxy.ts";

const HTTP = "http://zenml.example.com";
const HTTPS = "https://zenml.example.com";

const proxyOf = (protocol: Proxy["protocol"]): Proxy => ({
  protocol,
  hostname: "proxy.example.com",
  port: 3128,
  host: "proxy.example.com:3128",
  variable: "HTTPS_PROXY",
});

const REFUSED: Failure = { kind: "connection-refused" };
const RESET: Failure = { kind: "connection-reset" };
const NO_NAME: Failure = { kind: "name-not-found" };
const UNTRUSTED: Failure = { kind: "certificate-untrusted" };
const TIMEOUT: Failure = { kind: "response-timeout", timeoutMs: 1 };
const BLOCKED_PORT: Failure = { kind: "port-blocked" };

const CONNECTED: Probe = { addresses: ["::1"], failure: null, attempts: [] };
const found = (failure: Failure): Probe => ({
  addresses: [],
  failure,
  attempts: [],
});

/** A failure, the way that the request took, and whose fault it was. */
type Row = readonly [
  failure: Failure,
  way: {
    readonly url?: string;
    readonly proxy?: Proxy["protocol"];
    readonly hidden?: true;
    readonly probe?: Probe;
  },
  expected: `${string} ${string} ${string}`,
];

const ROWS: readonly Row[] = [
  // Without a proxy, and nothing else known.
  [NO_NAME, {}, "dns dns-failed none"],
  [REFUSED, {}, "connect connect-refused none"],
  [{ kind: "unreachable" }, {}, "connect connect-unreachable none"],
  [{ kind: "address-unusable" }, {}, "connect connect-unreachable none"],
  [{ kind: "connect-timeout" }, {}, "connect connect-timeout none"],
  [RESET, {}, "connect connect-reset none"],
  [UNTRUSTED, {}, "tls tls-untrusted none"],
  [{ kind: "certificate-expired" }, {}, "tls tls-expired none"],
  [{ kind: "certificate-not-yet-valid" }, {}, "tls tls-not-yet-valid none"],
  [{ kind: "certificate-wrong-host" }, {}, "tls tls-wrong-host none"],
  [{ kind: "tls-not-spoken" }, {}, "tls tls-not-spoken none"],
  [{ kind: "tls-failed", alert: null }, {}, "tls tls-failed none"],
  [TIMEOUT, {}, "server response-timeout none"],
  [
    { kind: "response-too-large", limitBytes: 1 },
    {},
    "server response-too-large none",
  ],
  [
    { kind: "response-broken-off", whileReading: true },
    {},
    "server response-invalid none",
  ],
  [{ kind: "not-http" }, {}, "server response-invalid none"],
  // A connection without a request tells more.
  [TIMEOUT, { probe: CONNECTED }, "server response-timeout none"],
  [TIMEOUT, { probe: found(REFUSED) }, "connect connect-refused none"],
  [TIMEOUT, { probe: found(NO_NAME) }, "dns dns-failed none"],
  [RESET, { probe: CONNECTED }, "server connect-reset none"],
  [REFUSED, { probe: CONNECTED }, "server connect-refused none"],
  [REFUSED, { probe: found(REFUSED) }, "connect connect-refused none"],
  [REFUSED, { probe: found(NO_NAME) }, "connect connect-refused none"],
  [UNTRUSTED, { probe: CONNECTED }, "tls tls-untrusted none"],
  // A proxy that the variables name.
  [NO_NAME, { proxy: "http" }, "connect proxy-failed fault"],
  [REFUSED, { proxy: "http" }, "connect proxy-failed fault"],
  [RESET, { proxy: "http", url: HTTP }, "connect proxy-failed fault"],
  [RESET, { proxy: "http" }, "connect connect-reset through"],
  [
    RESET,
    { proxy: "socks5", url: HTTP },
    "connect connect-reset through",
  ],
  [UNTRUSTED, { proxy: "http" }, "tls tls-untrusted through"],
  [UNTRUSTED, { proxy: "https" }, "tls tls-untrusted through"],
  [
    UNTRUSTED,
    { proxy: "https", url: HTTP },
    "connect proxy-failed fault",
  ],
  [TIMEOUT, { proxy: "http" }, "server response-timeout through"],
  [
    TIMEOUT,
    { proxy: "http", probe: found(REFUSED) },
    "connect proxy-failed fault",
  ],
  [
    { kind: "proxy-authentication" },
    { proxy: "http" },
    "connect blocked-by-proxy refusal",
  ],
  [
    { kind: "proxy-refused" },
    { proxy: "http" },
    "connect blocked-by-proxy refusal",
  ],
  [
    { kind: "permission", host: null },
    { proxy: "socks5" },
    "connect permission-denied permission",
  ],
  [
    BLOCKED_PORT,
    { proxy: "http" },
    "connect connect-unreachable none",
  ],
  // A proxy that this program may not know of.
  [RESET, { hidden: true, probe: CONNECTED }, "server connect-reset possible"],
  [
    REFUSED,
    { hidden: true, probe: CONNECTED },
    "server proxy-failed suspected",
  ],
  [
    NO_NAME,
    { hidden: true, probe: CONNECTED },
    "server proxy-failed suspected",
  ],
  [
    REFUSED,
    { hidden: true, probe: found(NO_NAME) },
    "connect proxy-failed suspected",
  ],
  [
    NO_NAME,
    { hidden: true, probe: found(NO_NAME) },
    "dns dns-failed none",
  ],
  [
    BLOCKED_PORT,
    { hidden: true, probe: CONNECTED },
    "server connect-unreachable none",
  ],
];

for (const [failure, { url = HTTPS, proxy, hidden, probe }, expected] of ROWS) {
  const circumstances = [
    proxy && `through ${proxy}`,
    url === HTTP && "to a http URL",
    hidden && "with unknown variables",
    probe && `with ${probe.failure?.kind ?? "a connection"} found directly`,
  ].filter(Boolean).join(", ");
  Deno.test({
    name: `attribute() makes ${failure.kind} ${circumstances} ${expected}`,
    permissions: "none",
    fn() {
      const { step, code, proxyPart } = attribute(failure, {
        url,
        proxy: proxy ? proxyOf(proxy) : null,
        knowsProxies: !hidden,
        probe: probe ?? null,
      });
      assertEquals(`${step} ${code} ${proxyPart.kind}`, expected);
    },
  });
}

Deno.test({
  name: "needsProbe() needs no look where one tells nothing",
  permissions: "none",
  fn() {
    const needs = (failure: Failure, proxy: Proxy | null = null) =>
      needsProbe(
        attribute(failure, {
          url: HTTPS,
          proxy,
          knowsProxies: true,
          probe: null,
        }),
      );
    for (const failure of [TIMEOUT, REFUSED, NO_NAME, RESET]) {
      assertEquals(needs(failure), true, failure.kind);
    }
    for (
      const failure of [
        UNTRUSTED,
        { kind: "not-http" },
        { kind: "permission", host: "x" },
        { kind: "proxy-refused" },
      ] as const
    ) {
      assertEquals(needs(failure), false, failure.kind);
    }
    assertEquals(needs(REFUSED, proxyOf("http")), false);
  },
});
