// What a server, or what is in front of it, can be instead of one that a program logs in to.
import type { CodeEntry } from "./code_entry.ts";

/** The name of a code of the kind of server that responds. */
export type ServerCode =
  | "url-is-dashboard-page"
  | "sign-in-required"
  | "server-not-activated"
  | "server-without-login"
  | "authorization-dropped";

/** The codes of what responds, in the order of `explain`. */
export const SERVER_CODES: Readonly<Record<ServerCode, CodeEntry>> = {
  "url-is-dashboard-page": {
    severity: "error",
    foundBy: ["server"],
    transient: false,
    means: "The URL is a page of ZenML's dashboard",
    why:
      "The address bar of a browser shows the page, such as /projects/default or /login; the server is at the address without it. The client and Terraform get HTML there.",
    fix: "Set the URL without its path.",
  },
  "sign-in-required": {
    severity: "error",
    foundBy: ["server", "login", "identity"],
    transient: false,
    means: "A sign-in proxy in front of the server requires a person's login",
    why:
      "Google IAP, Cloudflare Access, oauth2-proxy, an AWS load balancer with Cognito and the like let browsers in after a sign-in, but no program that only has a ZenML credential. This says nothing about the credential.",
    fix:
      "Exempt the path /api from the sign-in, or use an address of the server that is inside the network.",
  },
  "server-not-activated": {
    severity: "error",
    foundBy: ["server"],
    transient: false,
    means: "The server is new and not set up yet",
    why:
      "Until its first page is completed in a browser, or ZENML_SERVER_AUTO_ACTIVATE is set, it has no account, and every key is unknown. A server whose database was lost is in this state, too.",
    fix:
      "Open the server's URL in a browser and finish the setup; then create a service account.",
  },
  "server-without-login": {
    severity: "info",
    foundBy: ["server"],
    transient: false,
    means: "The server needs no login",
    why:
      "Its authentication scheme is NO_AUTH, as `zenml login --local` starts it. The client works with any credential or none; Terraform needs some value, and none is checked.",
    fix:
      "Nothing to do on a development machine; set ZENML_SERVER_AUTH_SCHEME=OAUTH2_PASSWORD_BEARER on a server that others can reach.",
  },
  "authorization-dropped": {
    severity: "error",
    foundBy: ["identity", "project"],
    transient: false,
    means: "The Authorization header does not reach the server",
    why:
      "The server's text 'Not authenticated' means that no token arrived, although one was sent: a proxy, gateway or load balancer in between drops the header, or replaces it. This says nothing about the credential.",
    fix:
      "Let whatever is in front of the server pass the Authorization header on.",
  },
};
