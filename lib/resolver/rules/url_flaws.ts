// What can be wrong with a URL that names a server: one function for each flaw.
import type { Severity } from "../../codes/code_entry.ts";
import type { Code } from "../../codes/codes.ts";
import { type Consumer, CONSUMER_NAMES } from "../../codes/variables.ts";
import { type Fix, setTo, when } from "../../finding/fix.ts";
import { setToWorkspace } from "../fixes.ts";
import type { ParsedSetting } from "../parsed_setting.ts";
import { isWorkspacePage } from "../pro_part.ts";
import { hostReachOf, type ServerUrl } from "../server_url.ts";
import { whereNameResolves } from "../where_text.ts";

/** A flaw, in words that follow the variable's name; without a fix the URL is to be normalised. */
export interface UrlFlaw {
  readonly code: Code;
  readonly message: string;
  /** The severity, where it differs from the table's. */
  readonly severity?: Severity;
  readonly fix?: Fix;
}

/** Finds one flaw, or null. */
type FindUrlFlaw = (
  url: ServerUrl,
  consumer: Consumer,
  setting: ParsedSetting<"url">,
) => UrlFlaw | null;

/** Every flaw, in the order of reports. */
export const URL_FLAWS: readonly FindUrlFlaw[] = [
  uppercaseScheme,
  userInformation,
  query,
  apiPath,
  otherPath,
  trailingSlash,
  clearText,
];

function uppercaseScheme(url: ServerUrl, consumer: Consumer): UrlFlaw | null {
  return url.uppercaseScheme
    ? {
      code: "url-scheme-uppercase",
      message:
        "writes its scheme in capitals, which the client refuses and Terraform accepts",
      severity: consumer === "client" ? "error" : "info",
    }
    : null;
}

function userInformation(url: ServerUrl, consumer: Consumer): UrlFlaw | null {
  if (!url.userInformation) return null;
  return consumer === "client"
    ? {
      code: "url-has-credentials",
      message:
        "includes a user name or password, which replaces the token, so that every request of the client fails",
      severity: "error",
    }
    : {
      code: "url-has-credentials",
      message: "includes a user name or password, which logs show",
      severity: "warning",
    };
}

function query(url: ServerUrl, consumer: Consumer): UrlFlaw | null {
  return url.query
    ? {
      code: "url-has-query",
      message: `has a query or a fragment, so that it takes in the path that ${
        CONSUMER_NAMES[consumer]
      } appends`,
    }
    : null;
}

function apiPath(url: ServerUrl, consumer: Consumer): UrlFlaw | null {
  return url.apiPath
    ? {
      code: "url-includes-api-path",
      message: `includes the path of the API, which ${
        CONSUMER_NAMES[consumer]
      } adds a second time`,
    }
    : null;
}

function otherPath(
  url: ServerUrl,
  _consumer: Consumer,
  setting: ParsedSetting<"url">,
): UrlFlaw | null {
  if (url.path === "") return null;
  return isWorkspacePage(url.path)
    ? {
      code: "url-has-path",
      message:
        "has the path of a workspace's page in the dashboard, which is not a server; the workspace has a URL of its own",
      fix: setToWorkspace(setting),
    }
    : {
      code: "url-has-path",
      message:
        "has a path; that is right only if an ingress serves ZenML under it",
      fix: setTo(setting, new URL(url.url).origin),
    };
}

function trailingSlash(url: ServerUrl, consumer: Consumer): UrlFlaw | null {
  if (!url.trailingSlash) return null;
  return consumer === "client"
    ? {
      code: "url-trailing-slash",
      message: "ends in a slash; the client drops it, but Terraform would fail",
      severity: "warning",
    }
    : {
      code: "url-trailing-slash",
      message:
        "ends in a slash; Terraform then requests //api/v1/… and fails with \"invalid character '<'\"",
      severity: "error",
    };
}

function clearText(
  { host, url }: ServerUrl,
  _consumer: Consumer,
  setting: ParsedSetting<"url">,
): UrlFlaw | null {
  const reach = hostReachOf(host);
  return url.startsWith("http:") && reach !== "loopback"
    ? {
      code: "url-insecure",
      message: `is http: the credential travels in clear text to ${host}${
        whereNameResolves(host)
      }`,
      severity: reach === "private" ? "info" : "warning",
      fix: when(
        "if the server speaks https",
        setTo(setting, url.replace(/^http:/u, "https:")),
      ),
    }
    : null;
}
