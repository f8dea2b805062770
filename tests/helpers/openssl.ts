/**
 * OpenSSL's own server, for what Deno's listeners cannot do.
 *
 * @module
 */
import type { Certificate } from "./certificates.ts";
import { PATH } from "./command.ts";
import { temporaryFolder } from "./temporary_folder.ts";

/** A server that speaks TLS. */
export interface OpensslServer extends AsyncDisposable {
  /** Its port on 127.0.0.1. */
  readonly port: number;
}

/**
 * Starts `openssl s_server`.
 *
 * @param certificate What it presents.
 * @param args More arguments; `ca.pem` is the file of the next parameter.
 * @param ca A certificate that it may ask its clients for.
 * @returns The server, once it listens.
 */
export async function serveByOpenssl(
  certificate: Certificate,
  args: readonly string[],
  ca: Certificate = certificate,
): Promise<OpensslServer> {
  const folder = await temporaryFolder();
  await folder.write("own.pem", certificate.pem);
  await folder.write("own.key", certificate.keyPem);
  await folder.write("ca.pem", ca.pem);
  const child = new Deno.Command("bash", {
    args: ["-c", 'exec openssl "$@"', "bash", "s_server", "-www"].concat(
      ["-accept", "127.0.0.1:0", "-cert", "own.pem", "-key", "own.key"],
      args,
    ),
    cwd: folder.path,
    clearEnv: true,
    env: { PATH },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let port: string | undefined;
  while (port === undefined) {
    const { value, done } = await lines.read();
    if (done) throw new Error("openssl does not listen");
    text += value;
    port = /^ACCEPT .*:(\d+)$/mu.exec(text)?.[1];
  }
  return {
    port: Number(port),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await lines.cancel();
      await child.status;
      await folder[Symbol.asyncDispose]();
    },
  };
}
