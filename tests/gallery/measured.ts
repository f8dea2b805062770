/**
 * Examines the servers of the gallery, and writes down what they came to.
 *
 * @module
 */
import type { Diagnosis } from "../../lib/doctor/diagnosis.ts";
import {
  clientWith,
  type Environment,
  examine,
} from "../helpers/examination.ts";
import { KEY } from "../helpers/credentials.ts";
import { listenRaw, type RawRequest } from "../helpers/raw_listener.ts";
import { nothing } from "../helpers/replies.ts";
import { listenAsZenml, type Question } from "../helpers/zenml_listener.ts";
import { type GalleryCase, isSlow, type PlacedReply } from "./case.ts";

/** The limit of a request to a server that has to be waited for, in milliseconds. */
const SLOW_TIMEOUT_MS = 300;

/** The limit of every other request: a loaded machine is no hostile server. */
const TIMEOUT_MS = 5000;

/** The variable that names the file for the table. */
const TABLE_VARIABLE = "ZENML_ENV_GALLERY";

/** How the examination of a gallery server ended. */
export interface Measured {
  /** What was found. */
  readonly diagnosis: Diagnosis;
  /** Every request that the server got. */
  readonly requests: readonly RawRequest[];
  /** Every byte that it got. */
  readonly received: string;
  /** How many connections the other server got, which must never be asked. */
  readonly strayed: number;
}

/** How often a slow server is examined at most until it has got the question. */
const ATTEMPTS = 5;

/**
 * Examines a server that gives the answer of a case to one question, and good ones to all others.
 *
 * Where a machine has much else to do, the short limit for a slow server may run out before the question is put to it;
 * then that server is examined anew.
 *
 * @param one The case.
 * @param question The question.
 * @param environment The variables, with an API key by default.
 * @returns How it ended.
 */
export async function measure(
  one: GalleryCase,
  question: Question,
  environment: (url: string) => Environment = (url) => clientWith(url, KEY),
): Promise<Measured> {
  for (let attempt = 1;; attempt++) {
    const measured = await measureOnce(one, question, environment);
    const path = question === "key" ? "/api_keys/" : `/${question}`;
    const asked = measured.requests.some((own) => own.path.includes(path));
    if (asked || !isSlow(one) || attempt === ATTEMPTS) return measured;
  }
}

async function measureOnce(
  one: GalleryCase,
  question: Question,
  environment: (url: string) => Environment,
): Promise<Measured> {
  await using elsewhere = listenRaw(() => nothing);
  await using server = listenAsZenml((own) => ({
    [question]: placed(one.reply, own, elsewhere.url),
  }));
  const timeoutMs = isSlow(one) ? SLOW_TIMEOUT_MS : TIMEOUT_MS;
  const diagnosis = await examine(environment(server.url), { timeoutMs });
  return {
    diagnosis,
    requests: [...server.requests],
    received: server.received,
    strayed: await elsewhere.countConnections(),
  };
}

function placed(reply: PlacedReply, own: string, elsewhere: string) {
  return "at" in reply ? reply.at({ own, elsewhere }) : reply;
}

/** One row of the table: the case, and a cell for each question. */
export type Row = readonly [name: string, ...cells: readonly string[]];

/**
 * Writes the table of what the gallery came to, if a file for it is named and may be written.
 *
 * @param rows The rows.
 */
export async function writeTable(rows: readonly Row[]): Promise<void> {
  const { state } = Deno.permissions.querySync({
    name: "env",
    variable: TABLE_VARIABLE,
  });
  const file = state === "granted" ? Deno.env.get(TABLE_VARIABLE) : undefined;
  if (file === undefined || file === "") return;
  const lines = [
    ["server", "info", "login", "current-user", "key"],
    ["---", "---", "---", "---", "---"],
    ...rows,
  ].map((cells) => `| ${cells.join(" | ")} |\n`);
  await Deno.writeTextFile(file, lines.join(""));
}

/**
 * Writes what a step came to in a cell.
 *
 * @param diagnosis What was found.
 * @returns The code of the error and the whole time.
 */
export function cellOf({ connections, durationMs }: Diagnosis): string {
  const codes = connections.flatMap(({ checks }) =>
    checks.flatMap(({ findings }) => findings.map(({ code }) => code))
  );
  return `${codes.join(", ") || "none"}, ${Math.round(durationMs)} ms`;
}
