// Which server issued a token: by its issuer another server's token is told without sending it.
import { type Finding, findingOf } from "../finding/finding.ts";
import { setToUnknown, when } from "../finding/fix.ts";
import { sanitize } from "../http/sanitize.ts";
import type { ApiTokenCredential } from "../resolver/credential.ts";
import { readToken } from "../resolver/credential_format.ts";
import { isUuid, type ServerInfo } from "../zenml/server_info.ts";
import type { Context } from "./context.ts";

/** The id of the server that issued a token; null where it says none, or none by which a server could be told. */
export function issuerOf(token: string | null): string | null {
  const issuer = token === null ? null : readToken(token)?.issuer ?? null;
  // A server's administrator may have set any text as its issuer.
  return issuer !== null && isUuid(issuer) ? issuer.toLowerCase() : null;
}

/** Returns whether a token can be decoded: if not so at the server, another one arrived there. */
export function isWholeToken(token: string): boolean {
  const signature = token.split(".").at(-1) ?? "";
  // No bytes have base64 of one character more than a multiple of four.
  return readToken(token) !== null && signature.length % 4 !== 1;
}

/** Makes the finding that a token is another server's, or null if it is not known to be. */
export function foreignTokenFinding(
  credential: ApiTokenCredential,
  info: ServerInfo,
  { connection: { urlOrigin }, secrets }: Context,
): Finding | null {
  const issuer = issuerOf(credential.token.reveal());
  if (issuer === null || issuer === info.id.toLowerCase()) return null;
  const [from, here] = [issuer, info.id].map((id) =>
    sanitize(id, secrets.redact)
  );
  const url = urlOrigin?.variable ?? "the URL";
  return findingOf("token-refused", {
    message:
      `The token in ${credential.variable} was issued by the server with the id ${from}, and this is the server ${here}; it was not sent`,
    fix: when(
      `or set ${url} to the server that issued it`,
      setToUnknown(credential, "a token of this server"),
    ),
    setting: credential,
  });
}
