import { assertEquals } from "@std/assert";
import { certificateOf, rootOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { each } from "../helpers/each_report.ts";
import { clientWith } from "../helpers/examination.ts";
import { codesIn } from "../helpers/report.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

const FOUND: Readonly<Record<string, readonly string[]>> = {
  "ca.pem": [],
  "other.pem": ["tls-untrusted error"],
  "false": ["tls-not-verified warning"],
  "true": ["tls-untrusted error"],
};

for (
  const [first, second] of [
    ["ca.pem", "other.pem"],
    ["other.pem", "ca.pem"],
    ["false", "true"],
    ["true", "false"],
    ["false", "other.pem"],
    ["ca.pem", "true"],
  ] as const
) {
  Deno.test(`zenml-env doctor --each holds apart who trusts a server by ${first}, and by ${second}`, async () => {
    const ca = rootOf("Same");
    await using server = listenAsZenml({}, certificateOf({ issuer: ca }));
    await using folder = await temporaryFolder();
    await folder.write("ca.pem", ca.pem);
    await folder.write("other.pem", rootOf("Same").pem);
    const files = await Promise.all([first, second].map((verify, index) => {
      const variables = {
        ...clientWith(server.url, KEY),
        ZENML_STORE_VERIFY_SSL: verify.endsWith(".pem")
          ? `${folder.path}/${verify}`
          : verify,
      };
      return folder.write(
        `${index}.env`,
        Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
          .join(""),
      );
    }));
    const { report } = await each(files, ["--jobs=1"]);
    assertEquals(report.targets.map(codesIn), [FOUND[first], FOUND[second]]);
  });
}
