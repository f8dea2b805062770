// A small model of a ZenML server: one service account with one API key, one user, and what can happen to them.
//
// Every id and every secret is made at random, so that none in this repository looks like a real one.
import { PRO_KEY_PREFIX } from "../resolver/credential_format.ts";
import type { DemoState } from "./states.ts";

/** A service account or a user. */
export interface DemoAccount {
  readonly id: string;
  readonly name: string;
  readonly isServiceAccount: boolean;
  /** Its id at the control plane, or null. */
  readonly externalId: string | null;
  /** When it was made, in milliseconds since 1970. */
  readonly createdAt: number;
  /** Whether it may be used. */
  active: boolean;
}

/** An API key of the service account. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** When it was made, in milliseconds since 1970. */
  readonly createdAt: number;
  /** Whether it may be used. */
  active: boolean;
  /** The value that a login must show. */
  value: string;
  /** The value before the last rotation, or null. */
  previousValue: string | null;
  /** How often it has had a value. */
  generation: number;
  /** When it was last rotated, in milliseconds since 1970, or null. */
  rotatedAt: number | null;
  /** For how many minutes after a rotation the previous value still works. */
  retainMinutes: number;
  /** When it was last used, in milliseconds since 1970, or null. */
  lastLoginAt: number | null;
}

/** A project or a stack. */
export interface DemoEntity {
  readonly id: string;
  readonly name: string;
}

/** What the control plane reports to a workspace about a key. */
export type KeyStatus =
  | "known"
  | "refused"
  | "not-enrolled"
  | "unreachable";

/** What makes a server a ZenML Pro workspace. */
export interface ProEnrolment {
  readonly organizationId: string;
  /** The Pro API key that the control plane knows. */
  readonly key: string;
  /** What the control plane reports about that key. */
  readonly keyStatus: KeyStatus;
  readonly apiUrl: string;
  readonly dashboardUrl: string;
}

/** A ZenML server's data. */
export interface Workspace {
  readonly id: string;
  readonly bot: DemoAccount;
  readonly user: DemoAccount;
  /** That person's password. */
  readonly password: string;
  /** What makes it a Pro workspace, or null. */
  readonly pro: ProEnrolment | null;
  /** The accounts' tokens that were issued, with the id and generation of the API key behind them. */
  readonly tokens: Map<string, IssuedToken>;
  readonly stacks: readonly DemoEntity[];
  /** What programs of the user's own list; no step of the doctor asks for them. */
  readonly pipelines: readonly DemoEntity[];
  /** The projects that everybody may read. */
  projects: readonly DemoEntity[];
  /** The API key of the service account, or null once it is deleted. */
  key: ApiKey | null;
  /** Whether somebody has set it up. */
  isActivated: boolean;
  /** Whether it asks who it is. */
  needsLogin: boolean;
}

/** Whose request it is. */
export interface Identity {
  readonly account: DemoAccount;
  /** The API key that was shown, itself or by its token, or null. */
  readonly key: ApiKey | null;
}

/** What a token was issued for. */
export interface IssuedToken {
  readonly account: DemoAccount;
  /** The API key that was shown for it, or null. */
  readonly apiKey: { readonly id: string; readonly generation: number } | null;
}

/** Twelve days and a half: nobody sees a day end while a test runs. */
const AGE_MS = 12.5 * 86_400_000;
const MINUTE_MS = 60_000;

/** Makes a server on which nothing has happened yet. */
export function newWorkspace(pro: ProEnrolment | null): Workspace {
  const createdAt = Date.now() - AGE_MS;
  const account = (name: string, isServiceAccount: boolean): DemoAccount => ({
    id: crypto.randomUUID(),
    name,
    isServiceAccount,
    externalId: pro ? crypto.randomUUID() : null,
    createdAt,
    active: true,
  });
  return {
    id: crypto.randomUUID(),
    bot: account("deploy-bot", true),
    user: account("default", false),
    password: randomHex(16),
    pro,
    tokens: new Map(),
    isActivated: true,
    needsLogin: true,
    stacks: [newEntity("default")],
    pipelines: [newEntity("ingest"), newEntity("train")],
    projects: [newEntity("default")],
    key: pro ? null : {
      id: crypto.randomUUID(),
      name: "ci",
      createdAt,
      active: true,
      value: randomHex(32),
      previousValue: null,
      generation: 1,
      rotatedAt: null,
      retainMinutes: 0,
      lastLoginAt: null,
    },
  };
}

/** Changes a server as a state says. */
export function applyState(workspace: Workspace, state: DemoState): void {
  const { bot, key } = workspace;
  if (state === "inactive-account") bot.active = false;
  if (state === "deleted-key") workspace.key = null;
  if (state === "without-login") workspace.needsLogin = false;
  if (state === "not-activated") {
    workspace.key = null;
    workspace.isActivated = false;
  }
  if (state === "several-projects") {
    workspace.projects = ["alpha", "beta"].map(newEntity);
  }
  if (key && state === "inactive-key") key.active = false;
  if (key && state === "rotated-key") rotate(key, 0);
  if (key && state === "rotating-key") rotate(key, 60);
}

function newEntity(name: string): DemoEntity {
  return { id: crypto.randomUUID(), name };
}

/** Returns whether the value that a key had before its rotation still works. */
export function isPreviousRetained(key: ApiKey): boolean {
  return key.rotatedAt !== null &&
    Date.now() < key.rotatedAt + key.retainMinutes * MINUTE_MS;
}

/** Makes an API key of a ZenML Pro organization that nobody has issued. */
export function newProKey(): string {
  const content = { id: crypto.randomUUID(), key: randomHex(32) };
  return PRO_KEY_PREFIX + btoa(JSON.stringify(content));
}

function rotate(key: ApiKey, retainMinutes: number): void {
  key.previousValue = key.value;
  key.value = randomHex(32);
  key.generation += 1;
  key.rotatedAt = Date.now();
  key.retainMinutes = retainMinutes;
}

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
