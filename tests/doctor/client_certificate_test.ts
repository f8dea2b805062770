import { assertEquals, assertMatch } from "@std/assert";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { PATH } from "../helpers/command.ts";
import { needing } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

/** Starts a server that demands a certificate of its clients, and gives its URL. */
async function demandCertificates(folder: string, version: string) {
  const child = new Deno.Command("bash", {
    args: [
      "-c",
      'exec openssl "$@"',
      "bash",
      "s_server",
      "-accept",
      "127.0.0.1:0",
      version,
      "-www",
    ].concat(
      ["-cert", `${folder}/own.pem`, "-key", `${folder}/own.key`],
      ["-Verify", "1", "-verify_return_error", "-CAfile", `${folder}/ca.pem`],
    ),
    clearEnv: true,
    env: { PATH },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let text = "";
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let port; port === undefined;) {
    const { value, done } = await lines.read();
    if (done) throw new Error("openssl does not listen");
    text += value;
    port = /^ACCEPT .*:(\d+)$/mu.exec(text)?.[1];
  }
  return {
    url: `https://localhost:${/:(\d+)$/mu.exec(text)?.[1]}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await lines.cancel();
      await child.status;
    },
  };
}

const own = certificateOf({ isAuthority: true, hosts: ["localhost"] });

for (const version of ["-tls1_2", "-tls1_3"]) {
  for (const verification of ["false", own.pem]) {
    const how = verification === "false" ? "off" : "a pinned CA";
    Deno.test(
      needing(
        "openssl",
        `diagnose() ends with tls-failed where a client's certificate is demanded (${version}, verification ${how})`,
      ),
      async () => {
        await using folder = await temporaryFolder();
        await folder.write("own.pem", own.pem);
        await folder.write("own.key", own.keyPem);
        await folder.write("ca.pem", rootOf().pem);
        await using server = await demandCertificates(folder.path, version);
        const diagnosis = await examine({
          ...clientWith(server.url, KEY),
          ZENML_STORE_VERIFY_SSL: verification,
        });
        const [finding] = stepOf(diagnosis, "tls").findings;
        assertEquals(finding?.code, "tls-failed");
        assertMatch(finding?.message ?? "", /fatal alert: [A-Z]\w+$/u);
      },
    );
  }
}
