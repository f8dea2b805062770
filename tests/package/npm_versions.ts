/**
 * The packages from npm that the tests and the bundle's making use, each in the one version that every import of it names.
 *
 * `deno.json` holds none of them: `deno task` would fetch it before a task that needs none. To raise one, change it here;
 * `ZENML_ENV_UPDATE=1 deno task test` writes it into the imports.
 *
 * @module
 */
export const NPM_VERSIONS = {
  "acorn": "8.15.0",
  "acorn-walk": "8.3.4",
  "ajv": "8.20.0",
  "fast-check": "4.10.2",
  "js-yaml": "4.1.1",
  "libxml2-wasm": "0.7.2",
  "magic-string": "0.30.21",
  "micromark": "4.0.3",
  "micromark-extension-gfm": "3.0.0",
  "recheck": "4.5.0",
} as const;
