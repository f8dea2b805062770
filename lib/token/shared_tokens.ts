// The tokens of this process: one keeper for all that hands them out or sends them.
import { type TakeToken, tokenKeeper } from "./token_cache.ts";

/** Gives the token of a configuration, once for all callers. */
export const takeToken: TakeToken = tokenKeeper();
