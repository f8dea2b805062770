import { assertEquals } from "@std/assert";
import { reportJunit } from "../../lib/report/junit.ts";
import { reportOf, target } from "./reports.ts";

Deno.test("reportJunit() writes every time in seconds", () => {
  const one = target();
  const { diagnosis } = one;
  const connections = diagnosis.connections.map((connection) => ({
    ...connection,
    checks: connection.checks.map((check, index) => ({
      ...check,
      durationMs: index === 0 ? 1500.4 : 0,
    })),
  }));
  const report = reportOf([{
    ...one,
    diagnosis: { ...diagnosis, connections },
  }]);
  const times = reportJunit({ ...report, durationMs: 61_234 })
    .matchAll(/<(\w+)[^>]* time="([^"]*)"/gu);
  const seconds = [...times].map(([, tag, time]) => `${tag} ${time}`);
  assertEquals(seconds.filter((each) => !each.endsWith(" 0.000")), [
    "testsuites 61.234",
    "testsuite 1.500",
    "testcase 1.500",
  ]);
});
