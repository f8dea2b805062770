import {
  assert,
  assertEquals,
  assertGreaterOrEqual,
  assertLessOrEqual,
  assertStringIncludes,
} from "@std/assert";
import { XmlDocument, XmlElement } from "npm:libxml2-wasm@0.7.2";
import {
  PICTURE_WORDS,
  pictureOf,
  PICTURES,
  reportInColour,
  THEMES,
} from "./picture.ts";
import { drawTerminal, type Theme } from "./svg.ts";

/** The document as a reader of XML that is not ours sees it. */
interface Svg {
  readonly width: number;
  readonly role: string;
  readonly title: string;
  readonly description: string;
  readonly spans: readonly Span[];
}

interface Span {
  readonly text: string;
  readonly x: number;
  readonly fill: string;
}

/** As wide as a character is taken to be, in pixels. */
const ADVANCE = 8;
/** The least contrast of text by WCAG 2.2, level AA. */
const CONTRAST = 4.5;
const README = new URL("../../README.md", import.meta.url);

const pictures = Object.entries(THEMES);

for (const [name, theme] of pictures) {
  Deno.test(`${name} shows the report that the doctor prints`, async () => {
    assertEquals(
      await Deno.readTextFile(new URL(name, PICTURES)),
      pictureOf(await reportInColour(), theme),
      "deno task picture draws it again",
    );
  });

  Deno.test(`${name} is well-formed, and says in words what it shows`, async () => {
    const text = await Deno.readTextFile(new URL(name, PICTURES));
    const { title, description, role } = read(text);
    assertEquals(role, "img");
    assertEquals({ title, description }, PICTURE_WORDS);
  });

  Deno.test(`${name} loads and runs nothing`, async () => {
    const text = await Deno.readTextFile(new URL(name, PICTURES));
    const elements = [...text.matchAll(/<([a-z]+)/giu)].map(([, tag]) => tag);
    assertEquals([...new Set(elements)].sort(), [
      "circle",
      "desc",
      "g",
      "path",
      "rect",
      "svg",
      "text",
      "title",
      "tspan",
    ]);
    assert(!/href|url\(|\son\w+=|@import/iu.test(text));
  });

  Deno.test(`${name} cuts no word off`, async () => {
    const svg = read(await Deno.readTextFile(new URL(name, PICTURES)));
    for (const { x, text } of svg.spans) {
      assertLessOrEqual(x + [...text].length * ADVANCE, svg.width - 20, text);
    }
  });

  Deno.test(`${name} has colours that can be read`, async () => {
    for (const ink of Object.values(theme.inks)) {
      assertGreaterOrEqual(contrast(ink, theme.background), CONTRAST, ink);
    }
    const svg = read(await Deno.readTextFile(new URL(name, PICTURES)));
    const used = new Set(svg.spans.map(({ fill }) => fill));
    const inks = Object.values(theme.inks);
    assertEquals([...used].filter((ink) => !inks.includes(ink)), []);
    assert(used.has(theme.inks[31] ?? "") && used.has(theme.inks[32] ?? ""));
  });
}

Deno.test("README.md shows both pictures, in words too", async () => {
  const readme = await Deno.readTextFile(README);
  for (const [name] of pictures) {
    assertStringIncludes(readme, `=".github/${name}"`);
  }
  assertStringIncludes(
    readme.replaceAll(/\s+/gu, " "),
    `alt="${PICTURE_WORDS.title}. ${PICTURE_WORDS.description}"`,
  );
});

Deno.test("drawTerminal() keeps columns, colours and what XML would take for markup", () => {
  const output = "\u001b[31m<a> & 日本\u001b[0m b\n\n  c   d\n";
  const theme: Theme = {
    background: "#000000",
    border: "#111111",
    bar: "#222222",
    inks: { 0: "#ffffff", 31: "#ff0000" },
  };
  const svg = drawTerminal(output, theme, { title: "<T>", description: "&D" });
  const { title, spans } = read(svg);
  assertEquals(title, "<T>");
  assertEquals(
    spans.map(({ text, x, fill }) => [text, (x - 20) / ADVANCE, fill]),
    [
      ["<a>", 0, "#ff0000"],
      ["&", 4, "#ff0000"],
      ["日本", 6, "#ff0000"],
      ["b", 11, "#ffffff"],
      ["c", 2, "#ffffff"],
      ["d", 6, "#ffffff"],
    ],
  );
});

function read(text: string): Svg {
  using svg = XmlDocument.fromString(text);
  const find = (name: string) =>
    svg.find(`//*[local-name() = "${name}"]`)
      .filter((node) => node instanceof XmlElement);
  const attribute = (element: XmlElement | undefined, name: string) =>
    element?.attr(name)?.value ?? "";
  const [title] = find("title");
  const [description] = find("desc");
  return {
    width: Number(attribute(svg.root, "width")),
    role: attribute(svg.root, "role"),
    title: title?.content ?? "",
    description: description?.content ?? "",
    spans: find("tspan").map((span) => ({
      text: span.content,
      x: Number(attribute(span, "x")),
      fill: attribute(span, "fill"),
    })),
  };
}

/** The contrast of two colours, by the formula of WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [light = 1, dark = 1] = [one, other].map(luminance)
    .sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
