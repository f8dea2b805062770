// How each program is told of a CA: the variables that name one, and fixes that set them.
import type { Consumer } from "../codes/variables.ts";
import {
  type Fix,
  inOrder,
  missingIn,
  setToUnknown,
  type Target,
} from "../finding/fix.ts";

/** The variable by which the TLS library of each program is told of a CA; the exchange of a Pro key reads no other. */
export const CA_VARIABLES = {
  client: "REQUESTS_CA_BUNDLE",
  terraform: "SSL_CERT_FILE",
} as const satisfies Readonly<Record<Consumer, string>>;

/** Names the CA that signed a certificate by a variable. */
export function setToCa(target: Target): Fix {
  return setToUnknown(
    target,
    "the path of a file with the certificate of the CA",
  );
}

/** Names the CA for the TLS library of each program. */
export function trustCa(consumers: readonly Consumer[]): Fix {
  return inOrder(
    ...consumers.map((consumer) => setToCa(missingIn(CA_VARIABLES[consumer]))),
  );
}
