export { additionOf, assignmentOf, shellWord } from "./finding.ts";
