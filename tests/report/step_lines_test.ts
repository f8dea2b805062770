import { assertEquals } from "@std/assert";
import type { StepId } from "../../lib/codes/steps.ts";
import type { CheckReport, CheckStatus } from "../../lib/doctor/diagnosis.ts";
import { stepLines } from "../../lib/report/step_lines.ts";
import { finding } from "./reports.ts";

const ERROR = finding({ code: "key-inactive", severity: "error" });

const LOOK = { columns: 100, color: false, verbosity: "normal" } as const;

function step(
  id: StepId,
  status: CheckStatus,
  summary: string,
  more: Partial<CheckReport> = {},
): CheckReport {
  return {
    id,
    status,
    summary,
    reason: status === "skip" ? summary : null,
    durationMs: 1,
    details: id === "connect" ? { address: "127.0.0.1" } : {},
    findings: [],
    ...more,
  } as CheckReport;
}

/** The steps, and their lines. */
const CASES: readonly (readonly [
  what: string,
  checks: readonly CheckReport[],
  lines: readonly string[],
])[] = [
  [
    "steps of one stage that passed on a line, with what the last learned",
    [
      step("target", "pass", "https://z"),
      step("dns", "pass", "10.0.0.1"),
      step("connect", "pass", "port 443"),
      step("tls", "pass", "verified"),
    ],
    ["  ✓ target, dns, connect, tls  verified"],
  ],
  [
    "what the server says, whichever step comes last",
    [
      step("server", "pass", "ZenML 0.98.0"),
      step("version", "pass", "0.98.0"),
      step("clock", "pass", "in sync"),
    ],
    ["  ✓ server, version, clock  ZenML 0.98.0"],
  ],
  [
    "the way through a proxy or past a dead address on a line of its own",
    [
      step("target", "pass", "https://z"),
      step("connect", "pass", "through proxy p", { details: { proxy: "p" } }),
      step("tls", "pass", "verified"),
    ],
    [
      "  ✓ target   https://z",
      "  ✓ connect  through proxy p",
      "  ✓ tls      verified",
    ],
  ],
  [
    "steps that were skipped for one reason on a line, and others apart",
    [
      step("pro", "skip", "not Pro"),
      step("login", "fail", "words", { findings: [ERROR] }),
      step("identity", "skip", "login did not pass"),
      step("project", "skip", "login did not pass"),
    ],
    [
      "  - pro                not Pro",
      `  ✗ login              ${ERROR.code}`,
      "    finding",
      "  - identity, project  login did not pass",
    ],
  ],
  [
    "no step with a finding on a line with others",
    [
      step("server", "pass", "ZenML 0.98.0"),
      step("version", "pass", "0.98.0"),
      step("clock", "warn", "5 s apart", { findings: [ERROR] }),
    ],
    [
      "  ✓ server, version  ZenML 0.98.0",
      "  ! clock            5 s apart",
      "    finding",
    ],
  ],
];

for (const [what, checks, lines] of CASES) {
  Deno.test(`stepLines() writes ${what}`, () => {
    assertEquals(stepLines(checks, LOOK, () => ["    finding"]), lines);
  });
}

Deno.test("stepLines() writes each step with its time and details where the report is verbose", () => {
  const checks = [
    step("server", "pass", "ZenML 0.98.0", { details: { ready: true } }),
    step("version", "pass", "0.98.0"),
  ];
  const verbose = { ...LOOK, verbosity: "verbose" } as const;
  assertEquals(stepLines(checks, verbose, () => []), [
    "  ✓ server   ZenML 0.98.0 (1 ms)",
    "      ready: true",
    "  ✓ version  0.98.0 (1 ms)",
  ]);
});

Deno.test("stepLines() writes what a step learned below its name in a narrow terminal", () => {
  const checks = [
    step("server", "pass", "ZenML 0.98.0, deployment type other"),
    step("version", "pass", "0.98.0"),
    step("clock", "pass", "in sync"),
    step("pro", "skip", "not a ZenML Pro workspace"),
  ];
  assertEquals(stepLines(checks, { ...LOOK, columns: 40 }, () => []), [
    "  ✓ server, version, clock",
    "      ZenML 0.98.0, deployment type",
    "      other",
    "  - pro",
    "      not a ZenML Pro workspace",
  ]);
});
