// Whether a response is that of a sign-in proxy, which lets people in and no programs.
import type { HttpResponse } from "../http/response.ts";

/** What tells one product: each is a text in small letters. */
interface Marks {
  readonly product: string;
  /** Ends of the host that its redirects lead to. */
  readonly hosts?: readonly string[];
  /** Parts of the path that its redirects lead to. */
  readonly paths?: readonly string[];
  /** Headers that only it sends. */
  readonly headers?: readonly string[];
  /** Parts of its pages. */
  readonly texts?: readonly string[];
}

const PRODUCTS: readonly Marks[] = [
  {
    product: "Google Identity-Aware Proxy",
    headers: ["x-goog-iap-generated-response"],
    texts: ["invalid iap credentials", "iap.googleapis.com"],
  },
  {
    product: "Google's sign-in",
    hosts: ["accounts.google.com"],
    texts: ["accounts.google.com/o/oauth2", "accounts.google.com/v3/signin"],
  },
  {
    product: "Cloudflare Access",
    hosts: [".cloudflareaccess.com"],
    paths: ["/cdn-cgi/access/"],
    headers: ["cf-access-domain", "cf-access-aud"],
    texts: ["/cdn-cgi/access/", ".cloudflareaccess.com"],
  },
  {
    product: "Microsoft Entra ID",
    hosts: [
      "login.microsoftonline.com",
      "login.microsoftonline.us",
      "login.windows.net",
      "login.live.com",
      ".b2clogin.com",
      ".ciamlogin.com",
    ],
    texts: ["login.microsoftonline.com", "login.windows.net"],
  },
  {
    product: "Azure App Service authentication",
    paths: ["/.auth/login"],
    texts: ["/.auth/login"],
  },
  {
    product: "Amazon Cognito",
    hosts: [".amazoncognito.com"],
    texts: [".amazoncognito.com/"],
  },
  {
    product: "AWS IAM Identity Center",
    hosts: [".awsapps.com", ".signin.aws", ".signin.aws.amazon.com"],
  },
  { product: "Okta", hosts: [".okta.com", ".oktapreview.com"] },
  { product: "Auth0", hosts: [".auth0.com"] },
  { product: "OneLogin", hosts: [".onelogin.com"] },
  { product: "PingOne", hosts: [".pingone.com", ".pingidentity.com"] },
  { product: "Duo", hosts: [".duosecurity.com"] },
  {
    product: "oauth2-proxy",
    paths: ["/oauth2/start", "/oauth2/sign_in"],
    texts: ["/oauth2/start", "/oauth2/sign_in", "oauth2-proxy", "oauth2 proxy"],
  },
  {
    product: "Authelia",
    hosts: ["authelia."],
    headers: ["x-authelia-location"],
    texts: ["<title>login - authelia", "authelia portal"],
  },
  {
    product: "authentik",
    paths: ["/outpost.goauthentik.io/", "/if/flow/"],
    headers: ["x-authentik-id"],
    texts: ["/outpost.goauthentik.io/", "<title>authentik"],
  },
  {
    product: "Keycloak",
    paths: ["/protocol/openid-connect/auth"],
    texts: ["/protocol/openid-connect/auth", "kc-form-login"],
  },
  {
    product: "Pomerium",
    paths: ["/.pomerium/"],
    texts: ["/.pomerium/", "authenticate.pomerium"],
  },
  { product: "Dex", paths: ["/dex/auth"] },
  { product: "GitHub's sign-in", hosts: ["github.dev", "codespaces.new"] },
];

/** Parts of paths to which any sign-in redirects, and parameters of such redirects. */
const PATHS = [
  "/oauth2/v2/auth",
  "/oauth2/authorize",
  "/oauth/authorize",
  "/oauth2/auth",
  "/connect/authorize",
  "/authservice/",
  "/_oauth",
  "/saml2",
  "/saml/",
  "/adfs/ls",
  "/sso/",
  "/signin",
  "/sign-in",
  "/sign_in",
  "/users/sign_in",
  "/hub/login",
];
const PARAMETERS = ["client_id", "SAMLRequest", "rd"] as const;

/** As much of a page as is looked at. */
const PAGE_LENGTH = 65_536;

/** What asks for a sign-in, and the host that it is at if that is known. */
export interface SignIn {
  /** The product, or null where only that it is a sign-in is known. */
  readonly product: string | null;
  /** The host of the page that a redirect leads to, or null. */
  readonly host: string | null;
}

/** Finds who asks for a sign-in, or null if nobody does. */
export function signInOf(response: HttpResponse): SignIn | null {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    return redirectedTo(headers.get("location") ?? "");
  }
  const product =
    PRODUCTS.find((marks) =>
      marks.headers?.some((name) => (headers.get(name) ?? "") !== "")
    ) ?? (mayBePage(response) ? pageOf(response) : undefined);
  return product ? { product: product.product, host: null } : null;
}

function redirectedTo(location: string): SignIn | null {
  // A location may be relative.
  const url = URL.parse(location, "http://relative.invalid");
  if (url === null) return null;
  const path = url.pathname.toLowerCase();
  // ZenML's own API has a path for logins, too.
  if (path.startsWith("/api/")) return null;
  const host = url.hostname === "relative.invalid" ? null : url.host;
  const known = PRODUCTS.find(({ hosts = [], paths = [] }) =>
    hosts.some((name) => isHost(url.hostname, name)) ||
    paths.some((part) => path.includes(part))
  );
  if (known) return { product: known.product, host };
  const isLogin = path === "/login" || path === "/login/" ||
    PATHS.some((part) => path.includes(part)) ||
    PARAMETERS.some((name) => url.searchParams.has(name));
  return isLogin ? { product: null, host } : null;
}

function isHost(hostname: string, name: string): boolean {
  if (name.endsWith(".")) return hostname.startsWith(name);
  return name.startsWith(".")
    ? hostname.endsWith(name)
    : hostname === name || hostname.endsWith(`.${name}`);
}

/** A refusal, or a page in the place of a response. */
function mayBePage({ status, headers }: HttpResponse): boolean {
  const isPage = /html/iu.test(headers.get("content-type") ?? "");
  return [401, 403].includes(status) || isPage && status < 500;
}

function pageOf({ text, headers }: HttpResponse): Marks | undefined {
  const page = [
    headers.get("www-authenticate") ?? "",
    text.slice(0, PAGE_LENGTH),
  ].join("\n").toLowerCase();
  return PRODUCTS.find(({ texts = [] }) =>
    texts.some((part) => page.includes(part))
  );
}
