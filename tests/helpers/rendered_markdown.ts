/**
 * Renders Markdown as GitHub does.
 *
 * @module
 */
import { micromark } from "npm:micromark@4.0.3";
import { gfm, gfmHtml } from "npm:micromark-extension-gfm@3.0.0";

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
