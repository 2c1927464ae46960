/** How the operations are called by what TanStack Query is given. */

import type { Answer, OperationId } from "./answers.js";
import type { Client } from "./client.js";
import { ProblemError } from "./errors.js";
import { NAME } from "./operations.js";
import { ATTEMPTS, delayAfter, mayRepeat } from "./retry.js";

export interface Tried {
  readonly retry: (failures: number, error: Error) => boolean;
  readonly retryDelay: (failures: number, error: Error) => number;
}

/** Tried again as `retry` does: as often, and only what may help. */
export const TRIED: Tried = {
  retry: (failures, error) => failures < ATTEMPTS - 1 && mayRepeat(error instanceof ProblemError ? error.answer : error),
  retryDelay: (failures, error) => delayAfter(error instanceof ProblemError ? error.answer : error, failures + 1),
};

/** The beginning of the keys of everything. */
export const ALL: readonly [string] = [NAME];

export function asked<Id extends OperationId>(client: Client, id: Id, init: object): Promise<Answer<Id>> {
  const { path, query, header, ...rest } = init as Record<string, object>;
  const call = client[id] as unknown as (init: object) => Promise<Answer<Id>>;
  return call({ ...rest, params: { ...(path ? { path } : {}), ...(query ? { query } : {}), ...(header ? { header } : {}) } });
}
