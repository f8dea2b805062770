import { assertEquals } from "@std/assert";
import { signInOf } from "../../lib/doctor/sign_in.ts";
import { KEY, TOKEN } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { foundAt } from "../helpers/findings.ts";
import { http, json, redirect } from "../helpers/replies.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

/** Where redirects lead, and who asks for a sign-in there; null is nobody known, and undefined no sign-in. */
const REDIRECTS: readonly (readonly [string, string | null | undefined])[] = [
  [
    "https://accounts.google.com/o/oauth2/v2/auth?client_id=x&redirect_uri=https://iap.googleapis.com/",
    "Google's sign-in",
  ],
  [
    "https://acme.cloudflareaccess.com/cdn-cgi/access/login/zenml.example.com?kid=x",
    "Cloudflare Access",
  ],
  ["/cdn-cgi/access/login", "Cloudflare Access"],
  [
    "https://login.microsoftonline.com/common/oauth2/authorize?x=1",
    "Microsoft Entra ID",
  ],
  ["https://acme.b2clogin.com/x", "Microsoft Entra ID"],
  ["/.auth/login/aad", "Azure App Service authentication"],
  [
    "https://x.auth.eu-west-1.amazoncognito.com/oauth2/authorize?client_id=x",
    "Amazon Cognito",
  ],
  ["https://d-1234.awsapps.com/start", "AWS IAM Identity Center"],
  ["https://acme.okta.com/app/x/sso/saml", "Okta"],
  ["https://acme.eu.auth0.com/authorize?client_id=x", "Auth0"],
  ["/oauth2/start?rd=%2Fapi%2Fv1%2Finfo", "oauth2-proxy"],
  ["https://proxy.example.com/oauth2/sign_in", "oauth2-proxy"],
  ["https://authelia.example.com/?rd=https%3A%2F%2Fz", "Authelia"],
  ["https://auth.example.com/?rd=https%3A%2F%2Fz&rm=GET", null],
  ["/outpost.goauthentik.io/start?rd=x", "authentik"],
  [
    "https://id.example.com/realms/x/protocol/openid-connect/auth?client_id=x",
    "Keycloak",
  ],
  ["https://authenticate.example.com/.pomerium/sign_in", "Pomerium"],
  ["/dex/auth?client_id=kubeflow", "Dex"],
  ["/authservice/oidc/login", null],
  ["https://sso.example.com/authorize?client_id=1&state=x", null],
  ["https://idp.example.com/saml2/idp?SAMLRequest=x", null],
  ["/hub/login?next=%2F", null],
  ["/users/sign_in", null],
  ["/login", null],
  ["https://zenml.example.com/api/v1/login/", undefined],
  ["https://zenml.example.com/", undefined],
  ["https://www.example.com/api/v1/info", undefined],
  ["/zenml/api/v1/info", undefined],
  ["https://evil-accounts.google.com.example.com/", undefined],
  ["https://notokta.com/", undefined],
  ["/logins", undefined],
  ["http://[::", undefined],
  ["javascript:alert(1)", undefined],
  ["", undefined],
];

for (const [location, product] of REDIRECTS) {
  Deno.test({
    name: `signInOf() finds ${
      product ?? (product === null ? "a sign-in" : "nothing")
    } in a redirect to '${location}'`,
    permissions: "none",
    fn() {
      for (const status of [301, 302, 303, 307, 308]) {
        assertEquals(
          signInOf(responseOf(status, "", { location }))?.product,
          product,
        );
      }
      // Only a redirect leads anywhere.
      assertEquals(signInOf(responseOf(200, "", { location })), null);
    },
  });
}

const HTML = { "content-type": "text/html; charset=utf-8" };

/** Refusals and pages, and who asks for a sign-in; undefined is no sign-in. */
const PAGES: readonly (readonly [
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
  product: string | undefined,
])[] = [
  [
    401,
    "Invalid IAP credentials: empty token",
    {},
    "Google Identity-Aware Proxy",
  ],
  [
    403,
    "x",
    { "x-goog-iap-generated-response": "true" },
    "Google Identity-Aware Proxy",
  ],
  [
    403,
    '<a href="https://acme.cloudflareaccess.com/x">Sign in</a>',
    HTML,
    "Cloudflare Access",
  ],
  [
    401,
    "",
    {
      "www-authenticate":
        'Bearer realm="x" authorization_uri="https://login.windows.net/y/oauth2/authorize"',
    },
    "Microsoft Entra ID",
  ],
  [
    403,
    '<title>Sign In</title><form method="GET" action="/oauth2/start">',
    HTML,
    "oauth2-proxy",
  ],
  [200, "<p>Secured with <a>OAuth2 Proxy</a></p>", HTML, "oauth2-proxy"],
  [200, "<title>Login - Authelia</title>", HTML, "Authelia"],
  [200, '<form id="kc-form-login">', HTML, "Keycloak"],
  [200, "<title>Sign in</title>", HTML, undefined],
  [200, "<title>MLflow</title>", HTML, undefined],
  [403, "<title>403 Forbidden</title>", HTML, undefined],
  [401, "Unauthorized", {}, undefined],
  [502, "oauth2-proxy", HTML, undefined],
  [200, '{"product":"oauth2-proxy"}', {}, undefined],
];

for (const [status, text, headers, product] of PAGES) {
  Deno.test({
    name: `signInOf() finds ${product ?? "nothing"} in ${status} with '${
      text.slice(0, 40)
    }' ${Object.keys(headers)}`,
    permissions: "none",
    fn() {
      assertEquals(
        signInOf(responseOf(status, text, headers))?.product,
        product,
      );
    },
  });
}

function responseOf(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
) {
  return {
    kind: "response",
    status,
    headers: new Headers(headers),
    text,
    receivedAt: 0,
  } as const;
}

const SIGN_IN = redirect(302, "https://acme.cloudflareaccess.com/cdn-cgi/x");

for (const question of ["info", "login", "current-user"] as const) {
  Deno.test(`diagnose() finds sign-in-required at the question for ${question}`, async () => {
    await using server = listenAsZenml({ [question]: SIGN_IN });
    const { connections } = await examine(clientWith(server.url, KEY));
    const step = {
      info: "server",
      login: "login",
      "current-user": "identity",
    }[question];
    assertEquals(foundAt(connections[0]), [`${step} sign-in-required error`]);
    if (question === "info") {
      assertEquals(server.received.includes("ZENKEY"), false);
    }
  });
}

Deno.test("diagnose() takes what ZenML itself says for no sign-in, whatever it names", async () => {
  const text =
    "Authentication error: account oauth2-proxy at login.microsoftonline.com is not active";
  await using server = listenAsZenml({
    "current-user": json(401, { detail: ["CredentialsNotValid", text] }),
  });
  const { connections } = await examine({
    ZENML_STORE_URL: server.url,
    ZENML_STORE_API_TOKEN: TOKEN,
  });
  assertEquals(foundAt(connections[0]), ["identity token-revoked error"]);
});

Deno.test("diagnose() takes a server behind a sign-in proxy that lets it through", async () => {
  await using server = listenAsZenml({
    login: json(200, { access_token: TOKEN }, { "cf-access-domain": "x" }),
    ready: http(200, "ok", { "x-authentik-id": "1" }),
  });
  const { connections } = await examine(clientWith(server.url, KEY));
  assertEquals(foundAt(connections[0]), []);
});
