import { type Configuration, configurationOf, resolve } from "@mlops/zenml-env";
import { accessToken } from "@mlops/zenml-env/access-token";
import { parseEnvFile } from "@mlops/zenml-env/env-file";

/** Reads the environment and an env file, and throws if there is an error in them. */
export async function configure(
  environment: Record<string, string>,
  file: string,
): Promise<Configuration> {
  const envFile = parseEnvFile(await Deno.readTextFile(file), file);
  const resolution = resolve({ environment, envFiles: [envFile] });
  for (const { severity, source, message, hint } of resolution.findings) {
    if (severity === "error") {
      throw new Error(`${source ?? "environment"}: ${message}. ${hint}`);
    }
  }
  return configurationOf(resolution);
}

/** Sends a request to the server; a token that it refuses, as after a rotation, is replaced once. */
export async function request(
  configuration: Configuration,
  path: string,
  signal: AbortSignal,
): Promise<Response> {
  const url = configuration.serverUrl.value + path;
  const options = { signal, redirect: "error" } as const;
  const token = await accessToken(configuration, { signal });
  const response = await fetch(url, { ...options, headers: token.headers() });
  if (response.status !== 401) return response;
  await response.body?.cancel();
  const next = await accessToken(configuration, { signal, refused: token });
  return await fetch(url, { ...options, headers: next.headers() });
}
