// What keeps an examination from going on, as facts; `problem_text.ts` writes them.
import type { Code } from "../codes/codes.ts";
import type { StepId } from "../codes/steps.ts";
import type { Fix } from "../finding/fix.ts";
import type { Origin } from "../finding/source.ts";
import type { Failure } from "../http/failure.ts";
import type { Proxy } from "../http/proxy.ts";
import type { ProPart } from "../resolver/pro_part.ts";
import type { RateLimit } from "../zenml/rate_limit.ts";
import type { RedirectTarget } from "./redirect.ts";
import type { SignIn } from "./sign_in.ts";

/** A problem, with the step that it belongs to. */
export type Problem =
  | NotPermitted
  | ProUrlProblem
  | DashboardPage
  | TlsRequired
  | Attribution
  | ResponseProblem;

/** Deno was not given the permission to connect to the server. */
export interface NotPermitted {
  readonly kind: "not-permitted";
  readonly code: "permission-denied";
  readonly step: "connect";
}

/** The URL is a part of ZenML Pro that takes no credential of a program. */
export interface ProUrlProblem {
  readonly kind: "pro-url";
  readonly code: ProPart;
  /** `target` where it was known before anything was sent. */
  readonly step: "target" | "server";
  /** Who says so. */
  readonly evidence: "configuration" | "server";
  /** The workspace's own URL, where the server told it, ready to be shown. */
  readonly workspaceUrl: string | null;
}

/** The URL is a page of the dashboard, and the server is at its origin. */
export interface DashboardPage {
  readonly kind: "dashboard-page";
  readonly code: "url-is-dashboard-page";
  readonly step: "server";
  readonly origin: string;
}

/** The URL says http, but the server expects https. */
export interface TlsRequired {
  readonly kind: "tls-required";
  readonly code: "tls-required";
  readonly step: "tls";
}

/** A request that got no response, and whose fault that was. */
export interface Attribution {
  readonly kind: "failure";
  readonly code: Code;
  readonly step: StepId;
  readonly failure: Failure;
  readonly proxyPart: ProxyPart;
}

/** The part that a proxy has in a failure. */
export type ProxyPart =
  /** None: there is no proxy, or it has nothing to do with it. */
  | { readonly kind: "none" }
  /** The failure lies behind the proxy. */
  | { readonly kind: "through"; readonly proxy: Proxy }
  /** The proxy itself failed. */
  | { readonly kind: "fault"; readonly proxy: Proxy }
  /** The proxy refuses. */
  | { readonly kind: "refusal"; readonly proxy: Proxy }
  /** Deno was not given the permission to connect to the proxy. */
  | { readonly kind: "permission"; readonly proxy: Proxy }
  /** A proxy that this program cannot know of may stand between; what a direct look found speaks for it. */
  | { readonly kind: "suspected"; readonly direct: "connected" | "no-address" }
  /** The server closed the connection, or a proxy did. */
  | { readonly kind: "possible" };

/** A response that is none of a ZenML server which does its work. */
export type ResponseProblem =
  & { readonly kind: "response"; readonly code: Code; readonly step: "server" }
  & (
    | { readonly cause: "status-invalid"; readonly status: number }
    | {
      readonly cause: "redirected";
      readonly status: number;
      readonly location: string | null;
      /** The server's URL that it means, or null. */
      readonly target: RedirectTarget | null;
    }
    | {
      readonly cause: "sign-in";
      readonly status: number;
      readonly signIn: SignIn;
    }
    | {
      readonly cause: "rate-limited";
      readonly status: number;
      readonly retryAfter: string | null;
      /** Which of ZenML's limits it is, or null for one of something else. */
      readonly limit: RateLimit | null;
    }
    | {
      readonly cause: "server-error";
      readonly status: number;
      readonly retryAfter: string | null;
      readonly proxy: Proxy | null;
    }
    | {
      readonly cause: "refused";
      readonly status: number;
      readonly proxy: Proxy | null;
    }
    | {
      readonly cause: "blocking-page";
      readonly status: number;
      readonly title: string | null;
      readonly proxy: Proxy;
    }
    | { readonly cause: "broken-json" }
    | {
      readonly cause: "not-zenml";
      readonly status: number;
      readonly title: string | null;
      readonly contentType: string | null;
      readonly proxy: Proxy | null;
    }
  );

/** What is said of a problem. */
export interface ProblemWords {
  readonly message: string;
  /** What to change, or null for what its code suggests. */
  readonly fix: Fix | null;
  /** The variable that is to blame, or null for that of the URL. */
  readonly origin: Origin | null;
}
