import { assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { hasProgram } from "../helpers/programs.ts";
import { AS_TEXT, runAction, type Use } from "./runner.ts";

const ignore = !hasProgram("bash");

/** Docker takes the quotes for a part of the id. */
const QUOTED = {
  files: {
    ".env": "ZENML_ACTIVE_PROJECT_ID='31fcb891-8a65-4d6c-9f5b-0f2b5e1c7a11'\n",
  },
} as const;
const IN_FILE = { "env-file": ".env", offline: "true" } as const;

/** What the inputs that no other test is about come to at a healthy server, by the outputs `status` and `codes`. */
const VALUES: readonly (readonly [
  Required<Pick<Use, "inputs">> & Use,
  status: string,
  codes: string,
])[] = [
  [{ inputs: { project: "default" } }, "0", ""],
  [{ inputs: { project: "nowhere" } }, "1", "project-unknown"],
  [{ inputs: { stack: "nowhere" } }, "1", "stack-unknown"],
  [{ inputs: { "client-version": "0.60.0" } }, "0", "version-mismatch"],
  [
    {
      inputs: { requirements: "own requirements.txt" },
      files: { "own requirements.txt": "zenml==0.60.0\n" },
    },
    "0",
    "version-mismatch",
  ],
  [{ inputs: { "max-key-age": "1m" } }, "0", "key-old"],
  [{ inputs: { "min-token-life": "1h", prefer: "terraform" } }, "0", ""],
  [{ inputs: { timeout: "1ms" } }, "1", "connect-timeout"],
  [{ inputs: { deadline: "1ms" } }, "1", "deadline-exceeded"],
  [{ ...QUOTED, inputs: IN_FILE }, "0", ""],
  [
    { ...QUOTED, inputs: { ...IN_FILE, "env-file-format": "docker" } },
    "1",
    "project-id-malformed",
  ],
];

for (const [use, status, codes] of VALUES) {
  Deno.test(
    `action.yml ends with ${status} and ${codes || "no code"} with ${
      JSON.stringify(use.inputs)
    }`,
    { ignore },
    async () => {
      await using server = await startDemoServer("healthy");
      const { outputs, log } = await runAction({
        ...use,
        inputs: { ...AS_TEXT, ...use.inputs },
        env: { ...server.environment, ...use.env },
      });
      assertEquals([outputs["status"], outputs["codes"]], [status, codes], log);
    },
  );
}

Deno.test(
  "action.yml permits no network where it is offline",
  { ignore },
  async () => {
    await using server = await startDemoServer("inactive-key");
    const { status, log, permissions } = await runAction({
      inputs: { ...AS_TEXT, offline: "true" },
      env: server.environment,
    });
    assertEquals(status, 0, log);
    assertEquals(permissions.filter((one) => one.includes("net")), []);
  },
);
