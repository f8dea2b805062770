/**
 * The gallery: hostile and half-dead servers in one table.
 *
 * @module
 */
import type { GalleryCase } from "./case.ts";
import { BODIES } from "./cases/bodies.ts";
import { CONTENTS } from "./cases/contents.ts";
import { PROTOCOLS } from "./cases/protocols.ts";
import { STATUSES } from "./cases/statuses.ts";

/** Every case. */
export const GALLERY: readonly GalleryCase[] = [
  ...PROTOCOLS,
  ...BODIES,
  ...STATUSES,
  ...CONTENTS,
];
