/**
 * A self-hosted control plane with a private CA: where the real client exchanges its key, and the doctor looks.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { login } from "../../bench/real_server/accounts.ts";
import { ControlPlane } from "../../bench/real_server/control_plane.ts";
import { copyState, proVariables } from "../../bench/real_server/servers.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { resolve } from "../../mod.ts";
import { store } from "./cases/case.ts";
import { PRO_KEY } from "./keys.ts";
import type { Machine } from "./machine_world.ts";
import { startServer } from "./server_process.ts";
import { putTlsBefore, writeCaFiles } from "./tls_agreement.ts";
import { CERTIFICATES, type TlsRow } from "./tls_rows.ts";

/** What variables say of roots, and what is found of a control plane that the CA signed. */
const PLANE_ROWS: Readonly<
  Record<string, Pick<TlsRow, "roots" | "client">>
> = {
  "no variable": {
    roots: () => ({}),
    client: "pro-control-plane-unreachable",
  },
  "ZENML_STORE_VERIFY_SSL with a path": {
    roots: ({ ca }) => ({ ZENML_STORE_VERIFY_SSL: ca }),
    client: "pro-control-plane-unreachable",
  },
  "ZENML_STORE_VERIFY_SSL=false": {
    roots: () => ({ ZENML_STORE_VERIFY_SSL: "false" }),
    client: "pro-control-plane-unreachable",
  },
  "REQUESTS_CA_BUNDLE": {
    roots: ({ ca }) => ({ REQUESTS_CA_BUNDLE: ca }),
    client: null,
  },
  "CURL_CA_BUNDLE": {
    roots: ({ ca }) => ({ CURL_CA_BUNDLE: ca }),
    client: null,
  },
  "REQUESTS_CA_BUNDLE of another CA": {
    roots: ({ other }) => ({ REQUESTS_CA_BUNDLE: other }),
    client: "pro-control-plane-unreachable",
  },
  "REQUESTS_CA_BUNDLE that names no file": {
    roots: ({ nowhere }) => ({ REQUESTS_CA_BUNDLE: nowhere }),
    client: "ca-bundle-missing",
  },
};

/**
 * Holds the doctor to the real client in every row.
 *
 * @param machine The server and the programs.
 */
export async function assertPlanes(
  { client, environment: zenml, oss }: Machine,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const controlPlane = ControlPlane.start();
  stack.defer(() => controlPlane.stop());
  const { files, folder } = stack.use(await writeCaFiles());
  const { dashboardUrl, url } = controlPlane;
  const front = stack.use(putTlsBefore(dashboardUrl, CERTIFICATES.good));
  const planeUrl = url.replace(dashboardUrl, front.url);
  await copyState(oss.folder, `${folder}/pro`);
  const server = await startServer(zenml, `${folder}/pro`, {
    ...proVariables({ url: planeUrl, dashboardUrl: front.url }),
    // The workspace itself trusts its control plane.
    REQUESTS_CA_BUNDLE: files.ca,
  });
  stack.defer(() => server.stop());
  // The first login of an account makes it known, and two at once fail.
  await login(server.url, { password: PRO_KEY });
  await Promise.all(
    Object.entries(PLANE_ROWS).map(async ([what, row]) => {
      const environment = {
        ...store(server.url, PRO_KEY),
        ZENML_PRO_API_URL: planeUrl,
        ...row.roots(files),
      };
      const says = await client.does(environment, "login");
      assertEquals(says === null, row.client === null, `${what}: ${says}`);
      const { connections } = await diagnose(resolve({ environment }), {
        only: ["pro"],
      });
      const errors = connections.flatMap(({ checks }) => checks)
        .flatMap(({ findings }) => findings)
        .filter(({ severity }) => severity === "error");
      assertEquals(
        errors.map(({ code }) => code),
        row.client === null ? [] : [row.client],
        what,
      );
      for (const { hint } of errors) {
        assertEquals(
          /REQUESTS_CA_BUNDLE/u.test(hint),
          true,
          `${what}: ${hint}`,
        );
      }
    }),
  );
}
