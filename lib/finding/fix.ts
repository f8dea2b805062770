// Fixes, their texts and quoting, for the modules that make findings.
export * from "./fix_kinds.ts";
export { additionOf, assignmentOf } from "./fix_text.ts";
export { shellWord } from "./quoting.ts";
