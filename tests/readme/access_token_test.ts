import { assertEquals, assertRejects } from "@std/assert";
import { AccessError } from "../../lib/token/access_token.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import type { Configuration } from "../../mod.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, type Environment } from "../helpers/examination.ts";
import { json, refusal } from "../helpers/replies.ts";
import { ACCOUNT, listenAsZenml } from "../helpers/zenml_listener.ts";
import { configure, request } from "../../examples/access-token.ts";

const ME = "/api/v1/current-user";

Deno.test("examples/access-token.ts reads an env file, and sends requests with a token", async () => {
  await using server = await startDemoServer("healthy");
  const configuration = await configureBy(server.environment);
  const { signal } = new AbortController();
  const response = await request(configuration, ME, signal);
  assertEquals((await response.json()).name, "deploy-bot");
});

Deno.test("examples/access-token.ts refuses to start with a URL that breaks Terraform", async () => {
  await using server = await startDemoServer("trailing-slash");
  const error = await assertRejects(
    () => configureBy(server.environment),
    Error,
    "ends in a slash",
  );
  assertEquals(error.name, "Error");
  assertEquals(server.requests, []);
});

Deno.test("examples/access-token.ts says why there is no token", async () => {
  await using server = await startDemoServer("inactive-key");
  const configuration = await configureBy(server.environment);
  const error = await assertRejects(
    () => request(configuration, ME, new AbortController().signal),
    AccessError,
  );
  assertEquals(error.findings.map(({ code }) => code), ["key-inactive"]);
});

Deno.test("examples/access-token.ts replaces a token that the server refuses", async () => {
  const responses = [
    refusal("the token is not valid any more"),
    json(200, ACCOUNT),
  ];
  await using server = listenAsZenml(() => {
    const [next] = responses;
    return next ? { "current-user": next } : {};
  });
  const configuration = await configureBy(clientWith(server.url, KEY));
  const pending = request(configuration, ME, new AbortController().signal);
  await server.seen(ME);
  responses.shift();
  const response = await pending;
  assertEquals((await response.json()).name, "deploy-bot");
  assertEquals(server.requests.map(({ path }) => path.slice(8)), [
    "info",
    "login",
    "current-user",
    "info",
    "login",
    "current-user",
  ]);
});

/** Configures by an env file alone. */
async function configureBy(environment: Environment): Promise<Configuration> {
  const file = await Deno.makeTempFile({ suffix: ".env" });
  try {
    const lines = Object.entries(environment).map(([name, value]) =>
      `${name}=${value}\n`
    );
    await Deno.writeTextFile(file, lines.join(""));
    return await configure({}, file);
  } finally {
    await Deno.remove(file);
  }
}
