// How a ZenML server authenticates a request: what it accepts, what it refuses, and in which order it looks.
//
// Facts: `zen_server/auth.py` and `zen_server/jwt.py` of ZenML 0.98.0, and the recorded responses.
import {
  KEY_PREFIX,
  PRO_KEY_PREFIX,
  readApiKey,
} from "../resolver/credential_format.ts";
import { isUuid } from "../zenml/server_info.ts";
import { flawOf } from "./issued_token.ts";
import {
  type Identity,
  isPreviousRetained,
  type Workspace,
} from "./workspace.ts";

/** Why a server refuses a request: the status and the `detail` of its response. */
export interface Rejection {
  readonly status: number;
  /** What is the matter. */
  readonly detail: string | readonly [string, string];
}

/** What a workspace makes of its control plane's response; the full stops are ZenML's. */
const PRO_REFUSALS = {
  "refused": "Not authorized to access this server..",
  "not-enrolled": "External authenticator did not recognize this server..",
  "unreachable":
    "Error fetching user information from external authenticator. .",
} as const;

/** Finds the account of an API key. */
export function identifyByKey(
  workspace: Workspace,
  text: string,
): Identity | Rejection {
  if (text.startsWith(PRO_KEY_PREFIX)) return identifyByProKey(workspace, text);
  // Its base64 decoder overlooks blanks behind the key, and a prefix is taken off only if there is one.
  const trimmed = text.trimEnd();
  const reading = readApiKey(
    trimmed.startsWith(KEY_PREFIX) ? trimmed : KEY_PREFIX + trimmed,
  );
  return reading?.kind === "workspace" && isUuid(reading.id)
    ? verifyKey(workspace, reading.id, { value: reading.value })
    : refused("error decoding API key");
}

/** Finds the account of a token, or of an API key in its place. */
export function identifyByHeader(
  workspace: Workspace,
  authorization: string | null,
): Identity | Rejection {
  if (!workspace.needsLogin) return { account: workspace.user, key: null };
  const text = /^bearer (.+)$/iu.exec(authorization ?? "")?.[1];
  if (text === undefined) return { status: 401, detail: "Not authenticated" };
  if (text.startsWith(KEY_PREFIX) || text.startsWith(PRO_KEY_PREFIX)) {
    return identifyByKey(workspace, text);
  }
  const issued = workspace.tokens.get(text);
  if (!issued) {
    return refused(
      `error decoding access token: Invalid JWT token: ${flawOf(text)}.`,
    );
  }
  const { account, apiKey } = issued;
  if (!account.active) return refused(`account ${account.name} is not active`);
  return apiKey
    ? verifyKey(workspace, apiKey.id, { generation: apiKey.generation })
    : { account, key: null };
}

/** Writes a refusal as ZenML does. */
export function refused(text: string): Rejection {
  return {
    status: 401,
    detail: ["CredentialsNotValid", `Authentication error: ${text}`],
  };
}

/** Looks at the account before the key, and at the key before its value, as the server does. */
function verifyKey(
  { key, bot }: Workspace,
  id: string,
  shown: { readonly value: string } | { readonly generation: number },
): Identity | Rejection {
  if (key?.id !== id) return refused(`error retrieving API key ${id}`);
  if (!bot.active) {
    return refused(
      `service account ${bot.name} associated with API key ${key.name} is not active`,
    );
  }
  if (!key.active) {
    return refused(
      `API key ${key.name} associated with service account ${bot.name} is not active`,
    );
  }
  const [current, previous, given] = "value" in shown
    ? [key.value, key.previousValue, shown.value]
    : [key.generation, key.generation - 1, shown.generation];
  if (given !== current && !(given === previous && isPreviousRetained(key))) {
    return refused(
      "value" in shown
        ? `could not verify key value for API key ${key.name}`
        : `access token for API key ${key.name} was issued for an API key generation that is no longer valid`,
    );
  }
  key.lastLoginAt = Date.now();
  return { account: bot, key };
}

function identifyByProKey(
  { pro, bot }: Workspace,
  text: string,
): Identity | Rejection {
  // A server that is not Pro has no control plane, and breaks.
  if (!pro) return { status: 500, detail: ["RuntimeError", ""] };
  const keyStatus = pro.keyStatus === "known" && text !== pro.key
    ? "refused"
    : pro.keyStatus;
  return keyStatus === "known"
    ? { account: bot, key: null }
    : refused(PRO_REFUSALS[keyStatus]);
}
