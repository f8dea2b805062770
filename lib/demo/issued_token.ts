// The tokens that a login yields: JWTs with the claims of ZenML 0.98.0 and a random signature.
import type { Identity, IssuedToken, Workspace } from "./workspace.ts";

/** How long the token of a Pro workspace lives; others have no end. */
export const PRO_TOKEN_LIFE_SECONDS = 3600;

/** Issues a token. */
export function issueToken(workspace: Workspace, identity: Identity): string {
  const { account, key } = identity;
  const seconds = Date.now() / 1000;
  const claims = {
    sub: account.id,
    iss: workspace.id,
    aud: workspace.id,
    iat: seconds,
    ...(workspace.pro
      ? { exp: Math.floor(seconds) + PRO_TOKEN_LIFE_SECONDS }
      : {}),
    ...(key ? { api_key_id: key.id, key_gen: key.generation } : {}),
  };
  const signature = crypto.getRandomValues(new Uint8Array(32));
  const token = [
    base64Url(JSON.stringify({ alg: "HS256", typ: "JWT" })),
    base64Url(JSON.stringify(claims)),
    base64Url(String.fromCharCode(...signature)),
  ].join(".");
  const issued: IssuedToken = {
    account,
    apiKey: key && { id: key.id, generation: key.generation },
  };
  workspace.tokens.set(token, issued);
  return token;
}

/** Returns the error of the server's JWT library for a text that is no token of its own. */
export function flawOf(text: string): string {
  const parts = text.split(".");
  if (parts.length < 3) return "Not enough segments";
  // No base64 text has a length of four times n plus one.
  return (parts.at(-1) ?? "").length % 4 === 1
    ? "Invalid crypto padding"
    : "Signature verification failed";
}

function base64Url(binary: string): string {
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_")
    .replaceAll("=", "");
}
