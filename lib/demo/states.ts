// The states that the embedded stand-in server can be in: what `--demo=STATE` names.

/** What is known of one state. */
export interface DemoStateFacts {
  /** What is the matter with the server, in one line. */
  readonly summary: string;
  /** How long to wait for a response, where the usual limit would only make the demonstration long. */
  readonly timeoutMs?: number;
}

/** Every state, in the order of help texts. */
export const DEMO_STATES = {
  "healthy": {
    summary: "nothing is wrong, and both conventions name the same server",
  },
  "trailing-slash": {
    summary: "the URLs end in a slash, which breaks Terraform",
  },
  "inactive-key": { summary: "the API key was deactivated" },
  "inactive-account": { summary: "the service account was deactivated" },
  "rotated-key": { summary: "the API key was rotated, and the old value used" },
  "rotating-key": {
    summary: "the API key was rotated, and its old value still works for now",
  },
  "deleted-key": { summary: "the API key was deleted" },
  "several-projects": {
    summary: "the account may read two projects, and none is chosen",
  },
  "project-name": {
    summary: "ZENML_ACTIVE_PROJECT_ID is the name of a project, not its id",
  },
  "unknown-project": {
    summary: "ZENML_ACTIVE_PROJECT_ID is the id of a project of another server",
  },
  "wrong-kind": { summary: "a ZenML Pro key for a server that is not Pro" },
  "pro": { summary: "a ZenML Pro workspace where nothing is wrong" },
  "pro-refused": {
    summary: "a ZenML Pro workspace whose control plane refuses the key",
  },
  "pro-not-enrolled": {
    summary: "a ZenML Pro workspace that its control plane does not know",
  },
  "control-plane-down": {
    summary: "a ZenML Pro workspace whose control plane does not respond",
  },
  "management-api": {
    summary: "the URL is that of the ZenML Pro management API",
  },
  "not-activated": { summary: "the server is new, and nobody has set it up" },
  "without-login": { summary: "the server needs no login" },
  "dashboard-page": {
    summary: "the URL is that of a page in the server's dashboard",
  },
  "sign-in": {
    summary: "a sign-in proxy in front of the server asks for a person",
  },
  "dropped-header": {
    summary: "a proxy in front of the server drops the Authorization header",
  },
  "not-zenml": { summary: "another web server responds at the URL" },
  "slow": {
    summary: "the server accepts connections and never responds",
    timeoutMs: 1000,
  },
  "down": { summary: "nothing listens at the URL" },
} as const satisfies Readonly<Record<string, DemoStateFacts>>;

/** The name of one state. */
export type DemoState = keyof typeof DEMO_STATES;
