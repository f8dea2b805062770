import { assertEquals, assertMatch } from "@std/assert";
import { withEscapes } from "../../publish/escapes.ts";

/** Modules that say in `result` what they do. */
const RESULTS: Readonly<
  Record<string, readonly [code: string, result: unknown]>
> = {
  "strings": [
    "export const result = 'é😀\u2028\\\\é' + \"’\";",
    "é😀\u2028\\é’",
  ],
  "names": ["export const result = { 'é': 1 }; export { result as 'é' };", {
    "é": 1,
  }],
  "templates": ["export const result = `é${1}\\\\😀`;", "é1\\😀"],
  "a backslash before a character": [
    "export const result = [/^\\é$/.test('\\é'), `\\é`, 'a\\\u2028b', `a\\\u2029b`];",
    [true, "é", "ab", "ab"],
  ],
  "regular expressions": [
    "export const result = [/^[é-😀]$/u.test('😀'), /^😀$/.test('😀'), /^[😀]$/.test('😀'), /(?<é>.)/u.exec('x').groups.é];",
    [true, true, false, "x"],
  ],
};

for (const [place, [code, expected]] of Object.entries(RESULTS)) {
  Deno.test(`withEscapes makes a module that does the same: ${place}`, async () => {
    for (const text of [code, withEscapes(code)]) {
      const url = `data:text/javascript,${encodeURIComponent(text)}`;
      const { result } = await import(url);
      assertEquals(result, expected, text);
    }
    assertMatch(withEscapes(code).replace("groups.é", ""), /^[\0-\x7f]*$/u);
  });
}

Deno.test("withEscapes leaves what escapes would change", () => {
  const code = "// é\u2028const 𝐚 = String.raw`é${'a'}é`;\u00a0export { 𝐚 }";
  assertEquals(withEscapes(code), code);
});
