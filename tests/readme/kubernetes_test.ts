import { assert, assertEquals } from "@std/assert";
import { hasProgram } from "../helpers/programs.ts";
import { at, list, mapping, readYaml, text } from "../helpers/yaml.ts";
import { readPage } from "./pages.ts";
import { kitchen, STATES } from "./recipes.ts";

const ignore = !hasProgram("bash");

const FILES = ["examples/init-container.yml", "examples/cron-job.yml"] as const;

/** The pods of the examples, and the container in each that runs the doctor. */
const PODS = (await Promise.all(FILES.map(readPage))).map((file) => {
  const manifest = readYaml(file)[0];
  const pod = at(manifest, "kind") === "CronJob"
    ? at(manifest, "spec", "jobTemplate", "spec", "template", "spec")
    : at(manifest, "spec");
  const kind = text(at(manifest, "kind"));
  return {
    kind,
    pod,
    container: at(pod, kind === "Pod" ? "initContainers" : "containers", 0),
  };
});

Deno.test("docs/kubernetes.md has an init container and a CronJob, alike but for the doctor's options", () => {
  assertEquals(PODS.map(({ kind }) => kind), ["Pod", "CronJob"]);
  const [first, second] = PODS.map(({ container }) => {
    const { args, ...rest } = mapping(container);
    return { rest, shared: list(args).slice(0, list(args).indexOf("doctor")) };
  });
  assertEquals(first, second);
});

Deno.test("docs/kubernetes.md permits a container in Kubernetes nothing that it does not need", () => {
  for (const { container } of PODS) {
    const context = mapping(at(container, "securityContext"));
    assertEquals(context["runAsNonRoot"], true);
    assert(Number(context["runAsUser"]) > 0);
    assertEquals(context["readOnlyRootFilesystem"], true);
    assertEquals(context["allowPrivilegeEscalation"], false);
    assertEquals(at(context, "capabilities", "drop"), ["ALL"]);
  }
});

Deno.test(
  "docs/kubernetes.md makes the ConfigMap and the Secret that its manifests name",
  {
    ignore: ignore || !hasProgram("kubectl"),
  },
  async () => {
    await using ready = await kitchen("healthy");
    const recipe = await readPage("examples/kubernetes-setup.sh");
    const { status, stderr } = await ready.run(
      `kubectl() { command kubectl "$@" --dry-run=client --output=json >"$2.json"; }
${recipe}`,
      { PASSWORD: "ZENKEY_x" },
    );
    assertEquals([status, stderr], [0, ""]);
    const made = async (kind: string): Promise<unknown> =>
      JSON.parse(await Deno.readTextFile(`${ready.folder.path}/${kind}.json`));
    const [configMap, secret] = [await made("configmap"), await made("secret")];
    for (const { pod, container } of PODS) {
      const [volume] = list(at(pod, "volumes"));
      assertEquals(
        at(volume, "configMap", "name"),
        at(configMap, "metadata", "name"),
      );
      const [mount] = list(at(container, "volumeMounts"));
      assertEquals(at(mount, "name"), at(volume, "name"));
      const [file] = Object.keys(mapping(at(configMap, "data")));
      assert(
        list(at(container, "args")).includes(
          `${at(mount, "mountPath")}/${file}`,
        ),
      );
      const { name, key } = mapping(
        at(container, "env", 1, "valueFrom", "secretKeyRef"),
      );
      assertEquals(name, at(secret, "metadata", "name"));
      assertEquals(atob(text(at(secret, "data", text(key)))), "ZENKEY_x");
    }
  },
);

for (const { kind, container } of PODS) {
  for (
    const [state, expected] of STATES
  ) {
    Deno.test(
      `docs/kubernetes.md has a ${kind} whose doctor ends with ${expected} at a server that is ${state}`,
      { ignore },
      async () => {
        await using ready = await kitchen(state);
        const words = [
          ...list(at(container, "command")),
          ...list(at(container, "args")),
        ]
          .map((word) =>
            ready.adapted(text(word)).replace(
              "/zenml-env/",
              `${ready.folder.path}/`,
            )
          );
        const [url, key] = list(at(container, "env"));
        const { status, stdout, stderr } = await ready.run('"$@"', {
          [text(at(url, "name"))]: ready.adapted(text(at(url, "value"))),
          [text(at(key, "name"))]:
            ready.server.environment["ZENML_STORE_API_KEY"] ?? "",
          // The cache of the image is on the root file system, which is read-only.
          DENO_DIR: "/dev/null/deno-dir",
        }, words);
        assertEquals([status, stderr], [expected, ""], stdout);
      },
    );
  }
}
