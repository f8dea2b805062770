// Where the documentation is on GitHub.
import { VERSION } from "./version.ts";

/** The URL of the repository; null until it is published: links appear with it. */
export const REPOSITORY: string | null = null;

/** Returns the section about a code, in the documentation of this version, or null without a repository. */
export function codePage(
  code: string,
  repository: string | null = REPOSITORY,
): string | null {
  return repository === null
    ? null
    : `${repository}/blob/v${VERSION}/docs/codes.md#${code}`;
}

/** Returns the line of a report that names a page, or none without one. */
export function pageLines(page: string | null): string[] {
  return page === null ? [] : [`More: ${page}`];
}

/** Returns where to report a bug, or null without a repository. */
export function bugForm(
  repository: string | null = REPOSITORY,
): string | null {
  return repository === null
    ? null
    : `${repository}/issues/new?template=bug.yml`;
}
