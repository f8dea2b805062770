/**
 * A ZenML server on a raw listener, any of whose answers can be replaced.
 *
 * @module
 */
import type { Certificate } from "./certificates.ts";
import { tokenOf } from "./credentials.ts";
import { listenRaw, type RawListener, type Reply } from "./raw_listener.ts";
import { http, json } from "./replies.ts";

/** What can be asked of a ZenML server. */
export type Question =
  | "info"
  | "ready"
  | "login"
  | "current-user"
  | "key"
  | "projects"
  | "stacks"
  | "health";

/** Answers in place of the good ones. */
export type Answers = Readonly<Partial<Record<Question, Reply>>>;

/** What a good server says about itself. */
export const INFO = {
  id: "5f0d8a3e-6f3b-4d2b-9a55-0c6d6c1f2a77",
  name: "default",
  version: "0.98.0",
  deployment_type: "other",
  auth_scheme: "OAUTH2_PASSWORD_BEARER",
  pro_api_url: null,
  pro_dashboard_url: null,
} as const;

/** What a good server says of the account. */
export const ACCOUNT = {
  name: "deploy-bot",
  body: { active: true, is_service_account: true, full_name: "" },
} as const;

/** The session's token that a login yields. */
export const SESSION_TOKEN = tokenOf({
  sub: "0a7c3c52-54a7-4b3c-8a57-3f2f6f1f5d10",
  api_key_id: "31fcb891-8a65-4d6c-9f5b-0f2b5e1c7a11",
});

/** The id of a good server's only project. */
export const PROJECT_ID = "b2f7c1de-93a1-4c0e-8a64-6a3f8f0f2d11";

const GOOD: Readonly<Record<Question, () => Reply>> = {
  info: () => json(200, INFO),
  ready: () => http(200, "ok"),
  health: () => http(200, "ok"),
  login: () => json(200, { access_token: SESSION_TOKEN, expires_in: null }),
  "current-user": () => json(200, ACCOUNT),
  projects: () =>
    json(200, { total: 1, items: [{ id: PROJECT_ID, name: "default" }] }),
  stacks: () => json(200, { total: 0, items: [] }),
  key: () =>
    json(200, {
      body: { active: true },
      metadata: { last_rotated: null, retain_period_minutes: 0 },
    }),
};

const PATHS: readonly (readonly [RegExp, Question])[] = [
  [/\/api\/v1\/info$/u, "info"],
  [/\/api\/v1\/login$/u, "login"],
  [/\/api\/v1\/current-user$/u, "current-user"],
  [/\/api\/v1\/service_accounts\/[^/]+\/api_keys\/[^/]+$/u, "key"],
  [/\/api\/v1\/projects(?:[/?].*)?$/u, "projects"],
  [/\/api\/v1\/stacks(?:[/?].*)?$/u, "stacks"],
  [/\/ready$/u, "ready"],
  [/\/health$/u, "health"],
];

/**
 * Starts a ZenML server.
 *
 * @param answersAt Gives the answers that replace the good ones, by the server's origin.
 * @param certificate What it presents over TLS; without one it speaks plain http.
 * @returns The listener.
 */
export function listenAsZenml(
  answersAt: Answers | ((url: string) => Answers) = {},
  certificate?: Certificate,
): RawListener {
  const replyTo = (path: string) => {
    const question = PATHS.find(([pattern]) => pattern.test(path))?.[1];
    if (question === undefined) return json(404, { detail: "Not Found" });
    const answers = typeof answersAt === "function"
      ? answersAt(listener.url)
      : answersAt;
    return answers[question] ?? GOOD[question]();
  };
  const listener: RawListener = listenRaw(
    ({ path }) => replyTo(path),
    certificate,
    (path) => replyTo(path).leavesUnread ?? false,
  );
  return listener;
}

/**
 * Answers as a ZenML Pro workspace does.
 *
 * @param controlPlane The origin of the control plane.
 * @returns What such a server says about itself.
 */
export function proInfo(controlPlane: string): Reply {
  return json(200, {
    ...INFO,
    deployment_type: "cloud",
    auth_scheme: "EXTERNAL",
    pro_api_url: controlPlane,
  });
}
