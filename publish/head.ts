/**
 * Puts in front of the bundled command what it is: `head.ts FILE`. Run by the task that makes the bundle.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };

/** What a bundle begins with. Whoever keeps it in a repository is told nothing about its style by any tool. */
const HEAD = `// zenml-env ${config.version}, ${config.license} License
// https://jsr.io/${config.name}@${config.version}
// Made from cli.ts by \`deno task bundle\`. @generated
// With parts of @std/cli, @std/dotenv and @std/http: Copyright 2018-2026 the Deno authors, MIT License
// deno-lint-ignore-file
// deno-fmt-ignore-file
// @ts-nocheck
/* eslint-disable */
`;

const [file = ""] = Deno.args;
const code = await Deno.readTextFile(file);
await Deno.writeTextFile(file, HEAD + code);
