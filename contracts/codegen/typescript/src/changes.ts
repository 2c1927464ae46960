/** Changes with `If-Match` that show at once, for TanStack Query. */

import type { QueryClient, QueryKey } from "@tanstack/query-core";
import type { Answer, FlatInit } from "./answers.js";
import { asked } from "./asked.js";
import { type Cached, everything, memberOf, settled, show } from "./cache.js";
import type { Client } from "./client.js";
import { ProblemError, unwrap } from "./errors.js";
import { ifMatch } from "./headers.js";
import { NAME, OPERATIONS, type Items, type Versioned } from "./operations.js";

type Data<Id extends keyof Items> = Extract<Answer<Id>, { ok: true }>["data"];

/** What to change: an item as it was read, and the body of the request. */
export type Change<Id extends keyof Items> = { readonly item: Items[Id] } & Pick<FlatInit<Id>, "body" & keyof FlatInit<Id>>;

/** Options of a change. */
export interface ChangeOptions<Id extends keyof Items> {
  readonly mutationKey: QueryKey;
  readonly mutationFn: (change: Change<Id>) => Promise<Data<Id>>;
  readonly onMutate: (change: Change<Id>) => Promise<Cached>;
  readonly onError: (error: Error, change: Change<Id>, before: Cached | undefined) => void;
  readonly onSuccess: (data: Data<Id>, change: Change<Id>) => void;
  readonly onSettled: (data: Data<Id> | undefined, error: Error | null, change: Change<Id>) => Promise<void>;
}
interface Given {
  readonly item: Versioned;
  readonly body?: object;
}

/** How many entity tags of an item are known to be replaced; a form that is open for longer gets a 412. */
const TAGS = 100;

/** The writes of one item, which go one after the other. */
interface Line {
  /**
   * What the server has made of it last, by these writes; and the entity tags that they have replaced, without anybody else's
   * write among them.
   */
  now: Versioned | undefined;
  readonly replaced: Set<string>;
  /** What is asked for and not answered yet. */
  readonly waiting: Given[];
  last: Promise<unknown>;
}
const LINES = new WeakMap<QueryClient, Map<string, Line>>();

/**
 * Options of `useMutation` for an operation with `If-Match`. What `body` changes shows at once, in every cached list, page
 * and read that has the item, and what is deleted is gone; the answer of the server takes its place. Changes of one item are sent one
 * after the other, each with the version that the one before has made. Where the server refuses one, as with 412 when
 * somebody else has written, what was there comes back, and all is read anew.
 *
 * @example
 * ```ts
 * const rename = useMutation(changeOptions(tasks, queryClient, "patch_task"));
 * rename.mutate({ item: task, body: { title: "Buy oat milk" } });
 * ```
 */
export function changeOptions<Id extends keyof Items>(client: Client, queryClient: QueryClient, id: Id): ChangeOptions<Id> {
  const { method, kind, identity = {} } = OPERATIONS[id];
  const members = Object.values(identity);
  const nameOf = (item: object): string => JSON.stringify([kind, ...[...new Set(members)].sort().map((member) => memberOf(item, member))]);
  const lineOf = (item: object): Line => {
    const lines = LINES.get(queryClient) ?? new Map<string, Line>();
    LINES.set(queryClient, lines);
    const name = nameOf(item);
    const line = lines.get(name) ?? { now: undefined, replaced: new Set(), waiting: [], last: Promise.resolve() };
    lines.set(name, line);
    return line;
  };
  const showing = (item: object, now: object | undefined): void => {
    const same = (one: object): boolean => members.every((name) => memberOf(one, name) === memberOf(item, name));
    show(queryClient, kind, same, now && lineOf(item).waiting.reduce((shown, { body }) => ({ ...shown, ...body }), now));
  };

  async function send({ item, body }: Given, line: Line): Promise<Data<Id>> {
    const path = Object.fromEntries(Object.entries(identity).map(([parameter, name]) => [parameter, memberOf(item, name)]));
    const known = knownOf(item, line);
    try {
      const data = await unwrap(asked(client, id, { path, header: ifMatch(known), ...(body === undefined ? {} : { body }) }));
      if (method === "delete") forget(line);
      else written(line, known, data as unknown as Versioned);
      return data as Data<Id>;
    } catch (error) {
      if (known === line.now && error instanceof ProblemError && Number(error.status) === 412) forget(line);
      throw error;
    }
  }

  return {
    mutationKey: [NAME, id],
    mutationFn: (change) => {
      const given = change as unknown as Given;
      const line = lineOf(given.item);
      const answer = line.last.then(() => send(given, line));
      line.last = answer.catch(() => undefined);
      return answer;
    },
    onMutate: async (change) => {
      const given = change as unknown as Given;
      const line = lineOf(given.item);
      line.waiting.push(given);
      await queryClient.cancelQueries({ queryKey: [NAME] });
      const before = everything(queryClient, kind);
      showing(given.item, method === "delete" ? undefined : knownOf(given.item, line));
      return before;
    },
    onError: (_, change, before) => {
      const given = change as unknown as Given;
      leave(given);
      // Another change may be under way, so only a deletion, which has lost the item's place, brings back all.
      if (method === "delete") for (const [key, data] of before ?? []) queryClient.setQueryData(key, data);
      else showing(given.item, lineOf(given.item).now ?? given.item);
    },
    onSuccess: (data, change) => {
      leave(change as unknown as Given);
      if (method !== "delete") showing(change.item, data as object);
    },
    onSettled: (_, __, change) => {
      const { now, waiting } = lineOf(change.item);
      if (now === undefined && waiting.length === 0) LINES.get(queryClient)?.delete(nameOf(change.item));
      return settled(queryClient);
    },
  };

  function leave(given: Given): void {
    const { waiting } = lineOf(given.item);
    const at = waiting.indexOf(given);
    if (at >= 0) waiting.splice(at, 1);
  }
}

const tagOf = (item: Versioned): string => ifMatch(item)["If-Match"];

/** What is known of an item: what these writes have made of it, where somebody has seen what they have replaced. */
const knownOf = (item: Versioned, { now, replaced }: Line): Versioned => (now !== undefined && replaced.has(tagOf(item)) ? now : item);

/** A write on what was known has made an item; where that was not by a write before, somebody else has written between. */
function written(line: Line, known: Versioned, now: Versioned): void {
  if (line.now === undefined || tagOf(line.now) !== tagOf(known)) line.replaced.clear();
  line.now = now;
  line.replaced.add(tagOf(known)).delete(tagOf(now));
  for (const tag of [...line.replaced].slice(0, -TAGS)) line.replaced.delete(tag);
}

/** It is gone, or somebody else has written, so that nobody has seen what the next write would be on. */
function forget(line: Line): void {
  line.now = undefined;
  line.replaced.clear();
}
