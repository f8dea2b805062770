// Why a request failed: the one place that recognises the errors of Deno and its node modules.

/** A failure of a request, told by `kind`. */
export type Failure =
  /** With a time: the system's resolver did not respond within it. */
  | { readonly kind: "name-not-found"; readonly timeoutMs?: number }
  | { readonly kind: "connection-refused" }
  | { readonly kind: "unreachable" }
  /** The system does not connect to that address. */
  | { readonly kind: "address-unusable" }
  | {
    readonly kind: "connect-timeout";
    readonly timeoutMs?: number;
    /** It was given up because another address had responded `timeoutMs` before. */
    readonly afterAnother?: boolean;
  }
  /** Closed before a response came. */
  | { readonly kind: "connection-reset" }
  /** Deno's fetch refuses this port, as browsers do. */
  | { readonly kind: "port-blocked" }
  /** This program has as many files and connections open as the system lets it. */
  | { readonly kind: "too-many-open-files" }
  /** Deno was not given the permission; without a host, for one on the way, as a SOCKS proxy. */
  | { readonly kind: "permission"; readonly host: string | null }
  | { readonly kind: "proxy-authentication" }
  | { readonly kind: "proxy-refused" }
  | { readonly kind: "proxy-failed" }
  | { readonly kind: "certificate-not-yet-valid" }
  | { readonly kind: "certificate-expired" }
  | { readonly kind: "certificate-wrong-host" }
  | { readonly kind: "certificate-untrusted" }
  | { readonly kind: "tls-not-spoken" }
  | { readonly kind: "tls-failed"; readonly alert: string | null }
  | { readonly kind: "response-timeout"; readonly timeoutMs: number }
  | { readonly kind: "response-too-large"; readonly limitBytes: number }
  /** Unless while reading, the body may also be another than the headers say. */
  | { readonly kind: "response-broken-off"; readonly whileReading: boolean }
  | { readonly kind: "not-http" };

/** Failures of a request that got as far as a response. */
const RESPONSE_FAULTS: ReadonlySet<Failure["kind"]> = new Set<Failure["kind"]>([
  "response-broken-off",
  "response-too-large",
  "not-http",
]);

/** Returns whether a request got as far as a response, which is at fault. */
export function isOfResponse({ kind }: Failure): boolean {
  return RESPONSE_FAULTS.has(kind);
}

/** That a server sent more than a response may have. */
export class TooLarge extends Error {
  constructor(readonly limitBytes: number) {
    super("too much for a response");
  }
}

/** What each failure of the system is called by `code`, and its numbers on Linux, macOS and Windows. */
const SYSTEM_ERRORS: readonly (readonly [
  failure: Failure,
  codes: readonly string[],
  numbers: readonly number[],
])[] = [
  [{ kind: "name-not-found" }, ["ENOTFOUND", "EAI_AGAIN", "EAI_NODATA"], [
    11001,
  ]],
  [{ kind: "connection-refused" }, ["ECONNREFUSED"], [111, 61, 10061]],
  [{ kind: "unreachable" }, ["EHOSTUNREACH", "ENETUNREACH"], [
    ...[113, 101],
    ...[65, 51],
    ...[10065, 10051],
  ]],
  [{ kind: "connect-timeout" }, ["ETIMEDOUT"], [110, 60, 10060]],
  [{ kind: "address-unusable" }, ["EINVAL", "EACCES", "EADDRNOTAVAIL"], [
    ...[22, 13, 99],
    49,
    ...[10022, 10013, 10049],
  ]],
  [{ kind: "too-many-open-files" }, ["EMFILE", "ENFILE", "ENOBUFS"], [
    ...[24, 23, 105],
    55,
    ...[10024, 10055],
  ]],
  [{ kind: "connection-reset" }, ["ECONNRESET", "ECONNABORTED", "EPIPE"], [
    ...[104, 103, 32],
    ...[54, 53],
    ...[10054, 10053],
  ]],
  [{ kind: "tls-not-spoken" }, ["ERR_SSL_WRONG_VERSION_NUMBER"], []],
  // As node calls what is wrong with a certificate; `assertPinned` throws the like.
  [{ kind: "certificate-expired" }, ["CERT_HAS_EXPIRED"], []],
  [{ kind: "certificate-not-yet-valid" }, ["CERT_NOT_YET_VALID"], []],
  [{ kind: "certificate-wrong-host" }, ["ERR_TLS_CERT_ALTNAME_INVALID"], []],
  [{ kind: "certificate-untrusted" }, ["DEPTH_ZERO_SELF_SIGNED_CERT"], []],
];

const FAILURES_BY_CODE: ReadonlyMap<string, Failure> = new Map(
  SYSTEM_ERRORS.flatMap(([failure, codes]) =>
    codes.map((code) => [code, failure] as const)
  ),
);

const FAILURES_BY_NUMBER: ReadonlyMap<number, Failure> = new Map(
  SYSTEM_ERRORS.flatMap(([failure, _codes, numbers]) =>
    numbers.map((number) => [number, failure] as const)
  ),
);

type TextRule = readonly [RegExp, Failure];

// What fetch throws has neither a class of its own nor a code: its cause holds the text of whichever crate failed. The
// texts are those of Deno 2.9; of several that match the first counts.
const TEXT_RULES: readonly TextRule[] = [
  // The system, in the middle of whatever needed one more file.
  [/too many open files|no buffer space/iu, { kind: "too-many-open-files" }],
  // Deno's permissions, where the check is made behind fetch: for a SOCKS proxy.
  [/requires net access/iu, { kind: "permission", host: null }],
  // hyper-util's tunnel and SOCKS, and the status lines of proxies.
  [/proxy authentication|authorization required|password auth failure/iu, {
    kind: "proxy-authentication",
  }],
  [/unsuccessful tunnel|not allowed by ruleset/iu, { kind: "proxy-refused" }],
  [
    /while tunneling|proxy server unreachable|SOCKS server failure|invalid response version/iu,
    { kind: "proxy-failed" },
  ],
  // hyper-util's connector, and the system's resolver.
  [/dns error|failed to lookup address|name resolution/iu, {
    kind: "name-not-found",
  }],
];

/** For texts without a number of the system's. */
const LATER_TEXT_RULES: readonly TextRule[] = [
  // What a SOCKS proxy replied (hyper-util).
  [/connection refused/iu, { kind: "connection-refused" }],
  [/unreachable|no route/iu, { kind: "unreachable" }],
  // hyper-util's connector.
  [/tcp connect error/iu, { kind: "address-unusable" }],
  // rustls and webpki.
  [/certificate not valid yet|NotValidYet/iu, {
    kind: "certificate-not-yet-valid",
  }],
  [/certificate expired|\bExpired\b/u, { kind: "certificate-expired" }],
  [/not valid for name|NotValidForName/iu, { kind: "certificate-wrong-host" }],
  [/invalid peer certificate/iu, { kind: "certificate-untrusted" }],
  // rustls and tokio-rustls.
  [/InvalidContentType|tls handshake eof/iu, { kind: "tls-not-spoken" }],
  [/fatal alert|tls|handshake/iu, { kind: "tls-failed", alert: null }],
  // Deno's fetch, and async-compression in it.
  [/error reading a body|unexpected end of file|decod/iu, {
    kind: "response-broken-off",
    whileReading: false,
  }],
  // hyper, and node:http.
  [
    /connection reset|connection closed|broken pipe|socket hang up|\baborted\b/iu,
    { kind: "connection-reset" },
  ],
  // Deno's fetch.
  [/Requests to port \d+ are blocked/iu, { kind: "port-blocked" }],
];

/** The name of an alert is a word of TLS, of which there are few: nothing that a server could choose. */
const ALERT_REGEXP = /received (fatal alert: [A-Z]\w{3,40})\b/u;

/** Recognises what was thrown: by class and code, and by text where there is neither. */
export function failureOf(error: unknown): Failure {
  const errors = causesOf(error);
  if (errors.some((one) => one instanceof Deno.errors.NotCapable)) {
    return { kind: "permission", host: null };
  }
  for (const one of errors) {
    if (one instanceof TooLarge) {
      return { kind: "response-too-large", limitBytes: one.limitBytes };
    }
    const failure = "code" in one && FAILURES_BY_CODE.get(String(one.code));
    if (failure) return failure;
  }
  const text = errors.map(textOf).join(" ");
  const failure = byText(TEXT_RULES, text) ?? byNumber(text) ??
    byText(LATER_TEXT_RULES, text) ?? { kind: "not-http" };
  const isHandshake = ["not-http", "response-broken-off"]
    .includes(failure.kind) && errors.some(isBeforeRequest);
  return failure.kind === "tls-failed" || isHandshake
    ? { kind: "tls-failed", alert: ALERT_REGEXP.exec(text)?.[1] ?? null }
    : failure;
}

/** Returns whether fetch failed before it could send a request over TLS: what came was no response, nor a part of one. */
function isBeforeRequest({ message }: Error): boolean {
  return message.includes("(https://") &&
    message.includes("client error (Connect): ");
}

function byText(rules: readonly TextRule[], text: string): Failure | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}

/** Rust writes an error of the system with its number, in any language. */
function byNumber(text: string): Failure | undefined {
  const [, number] = /\(os error (\d+)\)/u.exec(text) ?? [];
  return FAILURES_BY_NUMBER.get(Number(number));
}

function causesOf(error: unknown): readonly Error[] {
  const errors: Error[] = [];
  for (
    let current = error;
    current instanceof Error && errors.length < 5;
    current = current.cause
  ) {
    errors.push(current);
  }
  return errors;
}

/**
 * Takes the URL out of an error's message: its words mean nothing here. The message may hold a header's value, and is
 * never shown.
 */
function textOf({ message }: Error): string {
  return /client error \(\w+\): (.*)$/su.exec(message)?.[1] ??
    message.replace(/https?:\/\/\S*/gu, "");
}
