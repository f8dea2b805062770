/**
 * Reads the formats for CI systems as those systems do: what they take for a command, a case or an element.
 *
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import {
  XmlDocument,
  XmlElement,
  type XmlNode,
  XsdValidator,
} from "npm:libxml2-wasm@0.7.2";
import { micromark } from "npm:micromark@4.0.3";
import { gfm, gfmHtml } from "npm:micromark-extension-gfm@3.0.0";
import { reportGithub } from "../../lib/report/github_log.ts";
import { reportJunit } from "../../lib/report/junit.ts";
import { reportMarkdown } from "../../lib/report/markdown.ts";
import type { Report } from "../../lib/report/model.ts";

/** The report in each of these formats. */
export interface CiOutputs {
  /** The commands and the log of GitHub Actions. */
  readonly github: string;
  /** JUnit XML. */
  readonly junit: string;
  /** Markdown. */
  readonly markdown: string;
}

/**
 * Writes a report in every format for CI systems.
 *
 * @param report The report.
 * @returns What each format makes of it.
 */
export function ciOutputsOf(report: Report): CiOutputs {
  const look = { columns: 100, color: false, verbosity: "normal" } as const;
  return {
    github: reportGithub(report, look),
    junit: reportJunit(report),
    markdown: reportMarkdown(report, look),
  };
}

/** A command as the runner of GitHub Actions understands it. */
export interface RunnerCommand {
  /** Its name. */
  readonly name: string;
  /** Its properties, unescaped. */
  readonly properties: Readonly<Record<string, string>>;
  /** Its message, unescaped. */
  readonly message: string;
}

/**
 * Finds the commands in a log as the runner does: `::name::` behind blanks, or `##[name]` anywhere in a line.
 *
 * @param log What a step wrote.
 * @returns The commands in their order.
 */
export function commandsIn(log: string): RunnerCommand[] {
  return log.split(/\r\n|\r|\n/u).flatMap((line) => {
    const [, head = "", message = ""] = /^\s*::(.*?)::(.*)$/su.exec(line) ?? [];
    const [, older] = /##\[([^\]]*)/u.exec(line) ?? [];
    if (head !== "") return [commandOf(head, message)];
    return older === undefined
      ? []
      : [{ name: `##[${older}`, properties: {}, message: line }];
  });
}

function commandOf(head: string, message: string): RunnerCommand {
  const [, name = "", list = ""] = /^(\S+)(?: (.*))?$/su.exec(head) ?? [];
  const properties = list.split(",").filter((part) => part !== "")
    .map((part): [string, string] => {
      const [name = "", ...value] = part.split("=");
      return [name, unescaped(value.join("="))];
    });
  return {
    name,
    properties: Object.fromEntries(properties),
    message: unescaped(message),
  };
}

function unescaped(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n")
    .replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");
}

/** The commands that a report gives the runner. */
const COMMANDS = new Set(["error", "warning", "notice", "group", "endgroup"]);

/** The elements of which a report consists. */
const ELEMENTS = new Set(
  "h2 h3 p strong table thead tbody tr th td pre code details summary".split(
    " ",
  ),
);

const schema = XmlDocument.fromBuffer(
  Deno.readFileSync(new URL("../data/junit.xsd", import.meta.url)),
);
const validator = XsdValidator.fromDoc(schema);

/** A case of a JUnit report. */
export interface ReadCase {
  /** The file of its suite, or an empty text. */
  readonly file: string;
  /** Its class. */
  readonly className: string;
  /** Its name. */
  readonly name: string;
  /** How it ended. */
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  /** The `message` of the element that says so. */
  readonly message: string;
  /** All text in it. */
  readonly text: string;
}

/**
 * Reads a JUnit report with libxml2, against the schema of such reports; the counts must be right, too.
 *
 * @param xml The report.
 * @returns Its cases.
 */
export function casesIn(xml: string): ReadCase[] {
  using document = XmlDocument.fromString(xml);
  validator.validate(document);
  const number = (path: string) => Number(document.eval(`number(${path})`));
  for (const suite of ["/testsuites", "/testsuites/testsuite"]) {
    assertEquals(number(`sum(${suite}/@tests)`), number("count(//testcase)"));
    for (const outcome of ["failure", "error"]) {
      const name = outcome === "error" ? "errors" : "failures";
      assertEquals(
        number(`sum(${suite}/@${name})`),
        number(`count(//${outcome})`),
      );
    }
  }
  assertEquals(number("sum(//@skipped)"), number("count(//skipped)"));
  return document.find("//testcase").flatMap((node) => {
    if (!(node instanceof XmlElement)) return [];
    const outcome = (["failure", "error", "skipped"] as const)
      .find((name) => node.get(name) !== null) ?? "passed";
    return [{
      file: valueOf(node.get("../@file")),
      className: valueOf(node.get("@classname")),
      name: valueOf(node.get("@name")),
      outcome,
      message: valueOf(node.get("*/@message")),
      text: node.content,
    }];
  });
}

function valueOf(node: XmlNode | null): string {
  return node?.content ?? "";
}

/**
 * Renders Markdown as GitHub does, with HTML in it as it is.
 *
 * @param markdown The Markdown.
 * @returns HTML.
 */
export function htmlOf(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
}

/**
 * Lists the elements of HTML, but for code within a line.
 *
 * @param html The HTML.
 * @returns Each tag as it is.
 */
export function tagsIn(html: string): string[] {
  return [...html.replaceAll("<pre><code", "<pre").matchAll(/<[^>]*>/gu)]
    .map(([tag]) => tag)
    .filter((tag) => !/^<\/?code>$/u.test(tag));
}

/**
 * Takes the text out of HTML that is not code: the part in which mentions and links are looked for.
 *
 * @param html The HTML.
 * @returns The text.
 */
export function textIn(html: string): string {
  return withoutTags(html.replaceAll(/<(code|pre)\b[^]*?<\/\1>/gu, ""));
}

/**
 * Takes all text out of HTML.
 *
 * @param html The HTML.
 * @returns The text.
 */
export function withoutTags(html: string): string {
  return html.replaceAll(/<[^>]*>/gu, "").replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

/** What of a report must not depend on the words in it. */
export interface Shape {
  /** The names of the commands for GitHub's runner. */
  readonly commands: readonly string[];
  /** The name of each JUnit case, and how it ended. */
  readonly outcomes: readonly (readonly [name: string, outcome: string])[];
  /** The HTML that the Markdown becomes. */
  readonly html: string;
}

/**
 * Reads the shape of a report as CI systems do.
 *
 * @param report The report.
 * @returns Its shape.
 */
export function shapeOf(report: Report): Shape {
  const { github, junit, markdown } = ciOutputsOf(report);
  return {
    commands: commandsIn(github).map(({ name }) => name),
    outcomes: casesIn(junit).map(({ name, outcome }) => [name, outcome]),
    html: htmlOf(markdown),
  };
}

/**
 * Asserts that a report holds no more commands, cases and elements than one with other words in their places.
 *
 * @param report The report.
 * @param plain The shape of the same report with harmless words.
 */
export function assertSameShape(report: Report, plain: Shape): void {
  const shape = shapeOf(report);
  assertEquals(shape.commands, plain.commands);
  assertEquals(shape.outcomes, plain.outcomes);
  assertEquals(tagsIn(shape.html), tagsIn(plain.html));
  assertInertText(shape.html);
}

/**
 * Asserts that a report makes a CI system do nothing but show it.
 *
 * @param report The report.
 * @returns What each format made of it.
 */
export function assertHarmlessInCi(report: Report): CiOutputs {
  const outputs = ciOutputsOf(report);
  const { github, junit, markdown } = outputs;
  const names = new Set(commandsIn(github).map(({ name }) => name));
  assertEquals(names.difference(COMMANDS), new Set());
  casesIn(junit);
  const html = htmlOf(markdown);
  const elements = new Set(
    tagsIn(html).map((tag) => tag.replaceAll(/[<>/]| .*$/gu, "")),
  );
  assertEquals(elements.difference(ELEMENTS), new Set());
  assertInertText(html);
  return outputs;
}

/**
 * Asserts that rendered Markdown holds nothing outside of code that GitHub or GitLab would make a link or a mention of.
 *
 * @param html The HTML.
 */
export function assertInertText(html: string): void {
  for (const word of textIn(html).split(/\s+/u)) {
    // A duration is the program's own.
    if (/^\(?\d+\.\d$/u.test(word)) continue;
    assertMatch(word, /^[\p{L}\d"'’(),.;:!?||✅⚠️❌➖-]*$/u);
    assertEquals(/:\w+:|\w-\d|[\da-f]{7,}|\w\.\w/iu.test(word), false, word);
  }
}
