/** The operations in camelCase, by tag, beside the names of the contract. */

import type { AnyAnswer, OperationId } from "./answers.js";
import { GROUPS, OWNERS } from "./operations.js";

/** What an operation is called with, whichever it is. */
export interface AnyInit extends Omit<RequestInit, "body" | "headers"> {
  readonly params?: { readonly path?: object; readonly query?: object; readonly header?: object };
  readonly body?: unknown;
}

interface Flat extends Omit<RequestInit, "body" | "headers"> {
  readonly path?: object;
  readonly query?: object;
  readonly header?: object;
  readonly body?: unknown;
}
type Call = (id: OperationId, init: AnyInit) => Promise<AnyAnswer> | AsyncGenerator<unknown, void, undefined>;

/** A group of functions for each tag, and a function for each owner, which gives the groups with the owner's name bound. */
export function grouped(call: Call): object {
  const owners = Object.entries(OWNERS).map(([name, parameter]) => [name, (value: unknown) => groups(call, { [parameter]: value })]);
  return { ...groups(call, {}), ...Object.fromEntries(owners) };
}

function groups(call: Call, bound: object): object {
  const flat = (id: OperationId) => {
    return ({ path, query = {}, header = {}, ...rest }: Flat = {}) =>
      call(id, { ...rest, params: { path: { ...bound, ...path }, query, header } });
  };
  const group = (names: Readonly<Record<string, OperationId>>): object =>
    Object.fromEntries(Object.entries(names).map(([name, id]) => [name, flat(id)]));
  return Object.fromEntries(Object.entries(GROUPS).map(([name, names]) => [name, group(names)]));
}
