// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** How the operations are called by what TanStack Query is given. */
import { ProblemError } from "./errors.js";
import { NAME } from "./operations.js";
import { ATTEMPTS, delayAfter, mayRepeat } from "./retry.js";
/** Tried again as `retry` does: as often, and only what may help. */
export const TRIED = {
    retry: (failures, error) => failures < ATTEMPTS - 1 && mayRepeat(error instanceof ProblemError ? error.answer : error),
    retryDelay: (failures, error) => delayAfter(error instanceof ProblemError ? error.answer : error, failures + 1),
};
/** The beginning of the keys of everything. */
export const ALL = [NAME];
export function asked(client, id, init) {
    const { path, query, header, ...rest } = init;
    const call = client[id];
    return call({ ...rest, params: { ...(path ? { path } : {}), ...(query ? { query } : {}), ...(header ? { header } : {}) } });
}
