// What the stand-ins respond to a request: a ZenML server, its control plane, and a web server that is neither.
import { issueToken } from "./issued_token.ts";
import {
  identifyByHeader,
  identifyByKey,
  refused,
  type Rejection,
} from "./authentication.ts";
import {
  accountBody,
  DASHBOARD_HTML,
  dashboardOf,
  infoBody,
  keyBody,
  tokenBody,
} from "./bodies.ts";
import type { DemoRequest } from "./listener.ts";
import { entityResponse } from "./entities.ts";
import type { Identity, Workspace } from "./workspace.ts";

/** What a response depends on. */
export type ReceivedRequest = Omit<DemoRequest, "connection">;

const API = "/api/v1";
const NOT_FOUND: Rejection = { status: 404, detail: "Not Found" };

/** Responds as a ZenML server. */
export function zenmlResponse(
  workspace: Workspace,
  request: ReceivedRequest,
  isReady: boolean,
): Response {
  const { method } = request;
  const path = request.path.split("?", 1)[0] ?? "";
  if (path === "/health") return new Response("ok");
  if (path === "/ready") {
    // ZenML itself never says no; what is in front of it does, while it starts.
    return isReady
      ? new Response("ok")
      : new Response("not ready", { status: 503 });
  }
  if (method === "POST" && path === `${API}/login`) {
    return loginResponse(workspace, request);
  }
  if (method !== "GET") {
    return Response.json({ detail: "Method Not Allowed" }, {
      status: 405,
      headers: { allow: "GET" },
    });
  }
  if (path.startsWith("/api/")) {
    return path.startsWith(`${API}/`)
      ? apiResponse(workspace, path.slice(API.length), request)
      : refusalResponse(NOT_FOUND);
  }
  return workspace.pro
    ? new Response(null, {
      status: 307,
      headers: { location: dashboardOf(workspace.pro) },
    })
    : html(200, DASHBOARD_HTML);
}

/** Responds as a ZenML Pro control plane to a request without a credential. */
export function controlPlaneResponse(): Response {
  return Response.json({ name: "ZenML Pro API" });
}

/** Responds as a sign-in proxy to a request without its session. */
export function signInResponse({ path }: ReceivedRequest): Response {
  const location = new URL("https://acme.cloudflareaccess.com");
  location.pathname = "/cdn-cgi/access/login/zenml.example.com";
  location.searchParams.set("redirect_url", path);
  return new Response(null, {
    status: 302,
    headers: { location: location.href },
  });
}

/** Responds as some other web server. */
export function otherResponse({ path }: ReceivedRequest): Response {
  const [status, title] = path === "/"
    ? [200, "Welcome to nginx!"]
    : [404, "404 Not Found"];
  return html(
    status,
    `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`,
  );
}

function apiResponse(
  workspace: Workspace,
  path: string,
  request: ReceivedRequest,
): Response {
  const { authorization } = request;
  if (path === "/info") return Response.json(infoBody(workspace));
  if (/^\/(?:(?:projects|stacks)(?:\/[^/]+)?|pipelines)$/u.test(path)) {
    const identity = identifyByHeader(workspace, authorization);
    return "status" in identity
      ? refusalResponse(identity)
      : entityResponse(workspace, request);
  }
  const keyPath = /^\/service_accounts\/([^/]+)\/api_keys\/([^/]+)$/u.exec(
    path,
  );
  if (path !== "/current-user" && !keyPath) return refusalResponse(NOT_FOUND);
  const identity = identifyByHeader(workspace, authorization);
  if ("status" in identity) return refusalResponse(identity);
  if (!keyPath) {
    return Response.json(
      accountBody(
        identity,
        /^bearer zen(?:pro)?key_/iu.test(authorization ?? ""),
      ),
    );
  }
  const { bot, key } = workspace;
  const [, accountName, keyName] = keyPath;
  return key && [bot.id, bot.name].includes(accountName ?? "") &&
      [key.id, key.name].includes(keyName ?? "")
    ? Response.json(keyBody(key, bot))
    : refusalResponse({ status: 404, detail: ["KeyError", "No such API key"] });
}

/** Responds to a login; the kind of login is found out from the form, as the server does. */
function loginResponse(
  workspace: Workspace,
  { form }: ReceivedRequest,
): Response {
  const { pro, user } = workspace;
  // Its form reader takes an empty field for none.
  const { grant_type: named, username, password } = form;
  const grant = named ||
    (username
      ? "password"
      : password
      ? "zenml-api-key"
      : pro
      ? "zenml-external"
      : "password");
  switch (grant) {
    case "zenml-api-key":
      return password
        ? tokenResponse(workspace, identifyByKey(workspace, password))
        : invalid("API key is required.");
    case "password":
      if (pro) return invalid("Unsupported grant type: password.");
      if (!username) return invalid("Invalid request: username is required.");
      return tokenResponse(
        workspace,
        username === user.name && password === workspace.password
          ? { account: user, key: null }
          : refused("invalid username or password"),
      );
    case "zenml-external":
      // The exchange of a control plane's session is not played here.
      return pro
        ? Response.json({
          authorization_url: `${pro.dashboardUrl}/api/auth/login`,
        })
        : invalid("Unsupported grant type: zenml-external.");
    default:
      return invalid(`Unsupported grant type: ${grant}`);
  }
}

function tokenResponse(
  workspace: Workspace,
  identity: Identity | Rejection,
): Response {
  if ("status" in identity) return refusalResponse(identity);
  const token = issueToken(workspace, identity);
  return Response.json(tokenBody(token, workspace.pro !== null));
}

function invalid(detail: string): Response {
  return refusalResponse({ status: 400, detail });
}

function refusalResponse({ status, detail }: Rejection): Response {
  const isUnauthenticated = status === 401 && typeof detail === "string";
  return Response.json({ detail }, {
    status,
    headers: isUnauthenticated ? { "www-authenticate": "Bearer" } : {},
  });
}

function html(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
