import {
  assert,
  assertEquals,
  assertFalse,
  assertStringIncludes,
} from "@std/assert";
import { type DemoServer, startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { type Outcome, permissionsOf, runJob, SHELLS } from "./runner.ts";

const ignore = !hasProgram("bash");

/** Env files, each with a host of its name. */
function filesWithHosts(
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [
    `${name}.env`,
    `ZENML_STORE_URL=https://${name}.example.com\n`,
  ]));
}

/** The hosts that the doctor may connect to, but for the control plane that it always may. */
function hostsIn(outcome: Outcome): readonly string[] {
  const hosts = permissionsOf(outcome, "allow-net")
    .flatMap((one) => one.replace("--allow-net=", "").split(","));
  return hosts.filter((host) => host !== "cloudapi.zenml.io").sort();
}

for (const shell of SHELLS) {
  const without = { ignore: ignore || !hasProgram(shell) };

  Deno.test(
    `zenml-env.yml examines each file that a pattern matches by itself, and permits the hosts of all, in ${shell}`,
    without,
    async () => {
      await using healthy = await startDemoServer("healthy");
      await using broken = await startDemoServer("inactive-key");
      const file = ({ environment, url }: DemoServer, host: string) =>
        `ZENML_STORE_API_KEY=${environment["ZENML_STORE_API_KEY"]}\n` +
        `ZENML_STORE_URL=${url.replace("127.0.0.1", host)}\n`;
      const outcome = await runJob("healthy", {
        shell,
        inputs: { each: "deploy/*.env  own.env", jobs: 2 },
        env: { ZENML_STORE_URL: "https://environment.example.com" },
        files: {
          "deploy/good one.env": file(healthy, "127.0.0.1"),
          "deploy/poor.env": file(broken, "localhost"),
          "deploy/other.txt": file(broken, "other.example.com"),
          "own.env": file(healthy, "127.0.0.1"),
        },
      });
      const { status, log, added, report } = outcome;
      assertEquals([status, added], [1, []], log);
      const suites = (report ?? "").matchAll(
        /<testsuite name="([^":]+): http[^>]* failures="(\d+)"/gu,
      );
      assertEquals([...suites].map(([, name, failures]) => [name, failures]), [
        ["deploy/good one.env", "0"],
        ["deploy/poor.env", "1"],
        ["own.env", "0"],
      ], log);
      assertStringIncludes(log, "key-inactive");
      assertEquals(hostsIn(outcome), ["127.0.0.1", "localhost"]);
    },
  );

  Deno.test(
    `zenml-env.yml takes its inputs where an image has no program but Deno and mktemp, in ${shell}`,
    without,
    async () => {
      const outcome = await runJob("healthy", {
        shell,
        before: `mkdir bin
ln -s '${Deno.execPath()}' bin/deno
ln -s "$(sh -c 'command -v mktemp')" bin/mktemp
PATH=$PWD/bin`,
        inputs: { each: "*.env", shard: "1/2", skip: "login", only: "config" },
        files: filesWithHosts(["a", "b"]),
      });
      assertEquals(hostsIn(outcome), ["a.example.com"], outcome.log);
      assert(outcome.runs.at(-1)?.includes("--skip=login"), outcome.log);
    },
  );

  for (
    const [shard, node, expected] of [
      ["2/3", {}, ["b"]],
      ["auto", { CI_NODE_INDEX: "1", CI_NODE_TOTAL: "3" }, ["a", "d"]],
      ["auto", { CI_NODE_INDEX: "3", CI_NODE_TOTAL: "3" }, ["c"]],
      ["auto", { CI_NODE_INDEX: "5", CI_NODE_TOTAL: "5" }, []],
      // GitLab sets the total alone in a job without `parallel:`.
      ["auto", { CI_NODE_TOTAL: "1" }, ["a", "b", "c", "d"]],
    ] as const
  ) {
    Deno.test(
      `zenml-env.yml examines ${expected.length} of four files by the shard ${shard} of ${
        JSON.stringify(node)
      }, and permits no host of another, in ${shell}`,
      without,
      async () => {
        const outcome = await runJob("healthy", {
          shell,
          inputs: { each: "*.env", shard, only: "config" },
          env: node,
          files: filesWithHosts(["a", "b", "c", "d"]),
        });
        assertEquals(outcome.status, expected.length === 0 ? 0 : 1);
        assertEquals(
          hostsIn(outcome),
          expected.map((name) => `${name}.example.com`),
          outcome.log,
        );
        for (const name of ["a", "b", "c", "d"] as const) {
          const isExamined = (expected as readonly string[]).includes(name);
          assertEquals(outcome.report?.includes(`${name}.env`), isExamined);
        }
      },
    );
  }
}

Deno.test(
  "zenml-env.yml permits the hosts of the file's control plane, of the input url and of proxies with each",
  { ignore },
  async () => {
    const files = {
      "a.env": "ZENML_STORE_URL=https://a.example.com\n" +
        "ZENML_STORE_API_KEY=ZENPROKEY_c2VjcmV0\n" +
        "ZENML_PRO_API_URL=https://plane.example.com/\n",
      "b.env": "ZENML_STORE_URL=http://[::1]:9\n" +
        "ZENML_SERVER_URL=https://terraform.example.com\n",
      // What the shell would make of the list of hosts, if it took that for a pattern.
      "cloudapi.zenml.io,a.example.com,plane.example.com,1,terraform.example.com,proxy.example.com":
        "",
    };
    const env = { https_proxy: "http://me:hunter2@proxy.example.com:9" };
    const inputs = { each: "a.env b.env", only: "config" };
    const own = await runJob("healthy", { inputs, files, env });
    assertEquals(hostsIn(own), [
      "[::1]",
      "a.example.com",
      "plane.example.com",
      "proxy.example.com",
      "terraform.example.com",
    ], own.log);
    const withUrl = await runJob("healthy", {
      inputs: { ...inputs, url: "https://input.example.com" },
      files,
    });
    assertEquals(hostsIn(withUrl), ["input.example.com", "plane.example.com"]);
  },
);

Deno.test(
  "zenml-env.yml permits more hosts than an argument has room for",
  { ignore },
  async () => {
    const names = Array.from({ length: 850 }, (_, index) => `t${index}`);
    const outcome = await runJob("healthy", {
      inputs: { each: "*.env", only: "config" },
      files: filesWithHosts(names),
    });
    assertEquals(permissionsOf(outcome, "allow-net").length, 3);
    assertEquals(
      hostsIn(outcome),
      names.map((name) => `${name}.example.com`).sort(),
    );
  },
);

Deno.test(
  "zenml-env.yml uses no network for each where it is offline, nor before it knows the hosts",
  { ignore },
  async () => {
    const files = filesWithHosts(["a", "b"]);
    const offline = await runJob("healthy", {
      inputs: { each: "*.env", offline: true, ignore: "credential-missing" },
      files,
    });
    assertEquals(offline.status, 0, offline.log);
    const { runs } = await runJob("healthy", {
      inputs: { each: "*.env", only: "config" },
      files,
    });
    const [first = [], second = [], last = [], ...others] = runs;
    assertEquals(others, []);
    for (const args of [first, second, ...offline.runs]) {
      assertFalse(args.some((arg) => arg.startsWith("--allow-net")), `${args}`);
    }
    assert(last.some((arg) => arg.startsWith("--allow-net=")));
  },
);

for (
  const [inputs, status, words] of [
    [{ each: "none*.env" }, 1, "Cannot read none*.env"],
    [{ each: "a.env", "env-file": "a.env" }, 2, "--env-file does not go"],
    [{ shard: "auto" }, 2, "--shard goes with --each"],
    [{ each: "a.env", shard: "5/4" }, 2, "--shard takes I/N"],
    ...[0, -1, 1.5, 1001].map((jobs) =>
      [{ each: "a.env", jobs }, 2, "--jobs takes"] as const
    ),
  ] as const
) {
  Deno.test(
    `zenml-env.yml ends with ${status} and says why at ${
      JSON.stringify(inputs)
    }`,
    { ignore },
    async () => {
      const outcome = await runJob("healthy", {
        inputs,
        files: filesWithHosts(["a"]),
      });
      assertEquals([outcome.status, outcome.added], [status, []], outcome.log);
      assertStringIncludes(outcome.log, words);
    },
  );
}
