/**
 * Reads JUnit reports as CI systems do.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import {
  XmlDocument,
  XmlElement,
  type XmlNode,
  XsdValidator,
} from "npm:libxml2-wasm@0.7.2";

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
