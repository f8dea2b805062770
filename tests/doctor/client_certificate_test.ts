import { assertEquals, assertMatch } from "@std/assert";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, examine, stepOf } from "../helpers/examination.ts";
import { serveByOpenssl } from "../helpers/openssl.ts";
import { needing } from "../helpers/programs.ts";

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
        const demand = ["-Verify", "1", "-verify_return_error"];
        await using server = await serveByOpenssl(
          own,
          [version, ...demand, "-CAfile", "ca.pem"],
          rootOf(),
        );
        const diagnosis = await examine({
          ...clientWith(`https://localhost:${server.port}`, KEY),
          ZENML_STORE_VERIFY_SSL: verification,
        });
        const [finding] = stepOf(diagnosis, "tls").findings;
        assertEquals(finding?.code, "tls-failed");
        assertMatch(finding?.message ?? "", /fatal alert: [A-Z]\w+$/u);
      },
    );
  }
}
