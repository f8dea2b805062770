/**
 * The cases for each version of ZenML: what older servers do otherwise is
 * here, in one table.
 *
 * @module
 */
import {
  hasPro,
  hasProjects,
  isBefore,
} from "../../../bench/real_server/versions.ts";
import type { World } from "../world.ts";
import type { Case } from "./case.ts";
import { CONVENTION_CASES } from "./conventions.ts";
import { KEY_CASES } from "./keys.ts";
import { PRO_CASES } from "./pro.ts";
import { PRO_PROJECT_CASES } from "./pro_projects.ts";
import { PROJECT_CASES } from "./projects.ts";
import { SERVER_CASES } from "./servers.ts";
import { TOKEN_CASES } from "./tokens.ts";
import { URL_CASES } from "./urls.ts";

/** What the doctor must make of a case. */
export type Expected = Pick<
  Case,
  "exit" | "errors" | "warnings" | "login" | "failsLater"
>;

/** How servers of some versions differ from the newest one. */
interface Difference {
  /** The first version without the difference. */
  readonly before: string;
  /** The names of the cases. */
  readonly cases: readonly string[];
  /** What takes the place of the case's own expectations. */
  readonly expected: Partial<Expected>;
}

const DIFFERENCES: readonly Difference[] = [
  {
    // A key is no bearer token yet.
    before: "0.92.0",
    cases: [
      "key in the client's token variable",
      "key in terraform's token variable",
    ],
    expected: {
      exit: 1,
      errors: ["token-refused"],
      warnings: ["key-in-token-variable"],
      login: "fail",
    },
  },
  {
    // Tokens have no generation yet.
    before: "0.97.0",
    cases: ["token from before a rotation without retention"],
    expected: { exit: 0, errors: [], login: "pass" },
  },
  {
    // There are no projects yet.
    before: "0.80.0",
    cases: [
      "a project that is not there",
      "a project's name that is not there",
      "a project's name in place of its id",
      "a project on the command line that is not there",
    ],
    expected: { exit: 0, errors: [] },
  },
  {
    // The client looks for its key under the URL without the slash, and does not find it.
    before: "0.81.0",
    cases: ["URL with a trailing slash for the client"],
    expected: { failsLater: true },
  },
  {
    // Nobody has run the pair.
    before: "0.98.0",
    cases: ["a client that does not go with the server"],
    expected: { exit: 0, errors: [], warnings: ["version-mismatch"] },
  },
];

/** The oldest server that the Terraform provider works with. */
const TERRAFORM_MINIMUM = "0.80.0";

/**
 * Chooses the cases: for a version without a Pro mode those in which the one
 * server is asked something.
 *
 * @param version The version of ZenML.
 * @returns The cases.
 */
export function casesFor(version: string): readonly Case[] {
  const cases = [
    ...URL_CASES,
    ...KEY_CASES,
    ...TOKEN_CASES,
    ...CONVENTION_CASES,
    ...PROJECT_CASES,
    ...SERVER_CASES,
  ];
  return hasPro(version)
    ? [...cases, ...PRO_CASES, ...PRO_PROJECT_CASES]
    : cases.filter((it) =>
      !it.pro && (hasProjects(version) || !it.needsProjects) &&
      (SERVER_CASES.includes(it) ||
        (it.login !== undefined && it.login !== "skip"))
    );
}

/**
 * Says what the doctor must make of a case with a version of the server.
 *
 * @param entry The case.
 * @param version The version of ZenML.
 * @param world What the case is about.
 * @returns The case's own expectations, with the version's differences.
 */
export function expectedOf(
  entry: Case,
  version: string,
  world: World,
): Expected {
  let expected: Expected = entry;
  for (const { before, cases, expected: other } of DIFFERENCES) {
    if (isBefore(version, before) && cases.includes(entry.name)) {
      expected = { ...expected, ...other };
    }
  }
  if (!isBefore(version, TERRAFORM_MINIMUM) || !isTerraforms(entry, world)) {
    return expected;
  }
  const errors = [...expected.errors ?? [], "version-unsupported"];
  return { ...expected, exit: 1, errors };
}

/** Whether a connection of the case is the Terraform provider's. */
function isTerraforms(entry: Case, world: World): boolean {
  return entry.consumers
    ? entry.consumers.some((it) => it.includes("terraform"))
    : "ZENML_SERVER_URL" in entry.variables(world);
}
