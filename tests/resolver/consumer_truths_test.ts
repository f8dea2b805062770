import { assert, assertEquals } from "@std/assert";
import { CONSUMERS } from "../../lib/codes/variables.ts";
import { type Consumer, resolve } from "../../mod.ts";
import urlTruths from "../data/client_url_truths.json" with { type: "json" };
import consumerTruths from "../data/consumer_truths.json" with { type: "json" };

/** What was measured on one program. */
interface Truth {
  readonly status: string;
  readonly serverUrl?: string;
  readonly credential?: string;
}

/** What the view of such a program says. */
function viewOfTruth({ status, serverUrl, credential }: Truth) {
  return {
    status,
    serverUrl: serverUrl?.replace(/\/\/[^/]*@/, "//[redacted]@")
      // Behind a colon letters may be a password.
      .replace(/\/\/\w+:[a-z]+$/, "//[redacted]") ?? null,
    credential: credential ?? "none",
  };
}

for (const truth of consumerTruths.truths) {
  const measured: Readonly<Record<Consumer, Truth>> = truth;
  // Written as JSON, absent variables of the union of all cases are absent.
  const environment = { ...truth.env } as Readonly<Record<string, string>>;
  Deno.test({
    name: `resolve() sees what was measured: ${truth.name}, ${truth.why}`,
    permissions: "none",
    fn() {
      const { consumers, findings } = resolve({ environment });
      for (const consumer of CONSUMERS) {
        const { status, serverUrl, credential } = consumers[consumer];
        assertEquals(
          { status, serverUrl, credential },
          viewOfTruth(measured[consumer]),
          consumer,
        );
        assert(
          status !== "error" ||
            findings.some((finding) =>
              finding.severity === "error" &&
              finding.consumers.includes(consumer)
            ),
          `no error is found for ${consumer}`,
        );
      }
    },
  });
}

/** What the client makes of these URLs is knowingly not modelled. */
const NOT_MODELLED = new Set([
  // Python takes IPvFuture for an address, and breaks on it at the first request.
  "https://[v1.a]",
  // A database URL is not what this tool is for: SQLAlchemy's and the MySQL driver's checks of ports,
  // hosts and queries stand behind a url-scheme-unsupported that is found in any case.
  "sqlite://:0/x",
  "mysql://u:p@h@/d",
  "mysql://u:[p@h/d",
  "mysql://u:p@h/d?x=1",
  "mysql://u:p@h/d?SSL=1",
  "mysql://u:p@h/d?ssl=1&x=2",
  "mysql://u:p@h/d?ssl=1\u2028&x=2",
  "mysql://u:p@h:/d",
  "mysql://u:p@h:x/d",
  "mysql://u:p@h:3__3/d",
  "mysql://u:p@h:\u001c5/d",
  "mysql://u:p@h:0x5/d",
  "mysql://u:p@[x]/d",
  "mysql://u:p@\uFF0Fx/d",
]);

for (const truth of urlTruths) {
  if (NOT_MODELLED.has(truth.url)) continue;
  Deno.test({
    name: `resolve() takes ${JSON.stringify(truth.url)} as the client does`,
    permissions: "none",
    fn() {
      const environment = { ZENML_STORE_URL: truth.url };
      const { status, serverUrl } = resolve({ environment }).consumers.client;
      const measured = viewOfTruth(truth);
      assertEquals([status, serverUrl], [measured.status, measured.serverUrl]);
    },
  });
}

Deno.test({
  name: "resolve() finds an error in every URL that is not modelled",
  permissions: "none",
  fn() {
    const urls = urlTruths.map(({ url }) => url);
    for (const url of NOT_MODELLED) {
      assert(urls.includes(url), `${url} was never measured`);
      const { findings } = resolve({ environment: { ZENML_STORE_URL: url } });
      assert(
        findings.some(({ severity, variable }) =>
          severity === "error" && variable === "ZENML_STORE_URL"
        ),
        url,
      );
    }
  },
});
