import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine } from "../helpers/examination.ts";
import { UNKNOWN_HOST } from "../helpers/hosts.ts";
import { assertExamined, failedAt } from "../helpers/steps.ts";

/** The system's resolver cannot be interrupted: it may still wait for a name server when the test ends. */
const LEFT_LOOKING = { sanitizeOps: false };

Deno.test(
  "diagnose() finds dns-failed where the host name has no address",
  LEFT_LOOKING,
  async () => {
    const url = `http://${UNKNOWN_HOST}`;
    const { connections, findings } = await examine(clientWith(url, KEY));
    assertEquals(findings.map(({ code }) => code), ["url-insecure"]);
    assertExamined(connections[0], {
      steps: failedAt("dns"),
      found: ["dns dns-failed error"],
    });
  },
);

Deno.test(
  "diagnose() knows of no proxy for what NO_PROXY names",
  LEFT_LOOKING,
  async () => {
    const url = `http://${UNKNOWN_HOST}`;
    const proxies = { HTTP_PROXY: "http://127.0.0.1:1", NO_PROXY: "invalid" };
    const { connections } = await examine(clientWith(url, KEY), { proxies });
    assertExamined(connections[0], {
      steps: failedAt("dns"),
      found: ["dns dns-failed error"],
    });
  },
);
