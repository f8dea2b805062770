import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import {
  doctor,
  HTTP,
  LOCAL,
  NAMED,
  PASSWORD,
} from "../helpers/proxied_doctor.ts";
import { listenAsProxy } from "../helpers/proxy.ts";
import { assertSteps, failedAt, HEALTHY } from "../helpers/steps.ts";

Deno.test("zenml-env doctor says that a proxy may stand between where it sees no variables and fetch fails alone", async () => {
  await using server = await startDemoServer("healthy");
  const { steps, stepOf, stdout } = await doctor(server.url, {
    HTTP_PROXY: `http://me:${PASSWORD}@127.0.0.1:1`,
  }, ["--allow-env=ZENML_*", LOCAL]);
  assertSteps(steps, failedAt("server"));
  const [{ code, message, hint }] = stepOf("server").findings;
  assertEquals(code, "proxy-failed");
  assertStringIncludes(message, "a proxy may stand between");
  assertStringIncludes(hint, "--allow-env='ZENML_*,ALL_PROXY,");
  assert(!stdout.includes(PASSWORD), stdout);
});

Deno.test("zenml-env doctor says that a proxy may stand between where it sees no variables and fetch works alone", async () => {
  await using server = await startDemoServer("healthy");
  await using proxy = listenAsProxy({ port: Number(new URL(server.url).port) });
  const { ZENML_STORE_API_KEY: key = "" } = server.environment;
  const { status, steps, stepOf } = await doctor(HTTP, {
    ZENML_STORE_API_KEY: key,
    HTTP_PROXY: proxy.url,
  }, ["--allow-env=ZENML_*", NAMED]);
  assertEquals(status, 0);
  assertSteps(steps, HEALTHY);
  assertStringIncludes(stepOf("dns").summary, "not by this machine");
  assertStringIncludes(
    stepOf("connect").summary,
    "a proxy may stand between",
  );
});

Deno.test("zenml-env doctor reads the proxy variables that it may read, and no others", async () => {
  const { steps, stepOf } = await doctor(HTTP, {
    HTTP_PROXY: "http://127.0.0.1:1",
  }, ["--allow-env=ZENML_*,HTTP_PROXY", NAMED]);
  assertSteps(steps, { ...failedAt("connect"), dns: "skip" });
  assertStringIncludes(
    stepOf("connect").findings[0].message,
    "127.0.0.1:1 (HTTP_PROXY)",
  );
});
