/** New items of a list, each made once and shown at once, for TanStack Query. */

import type { QueryClient, QueryKey } from "@tanstack/query-core";
import type { Answer, FlatInit, OperationId } from "./answers.js";
import { ALL, asked, TRIED, type Tried } from "./asked.js";
import { before, type Cached, replaced, settled } from "./cache.js";
import type { Client } from "./client.js";
import { unwrap } from "./errors.js";
import { idempotencyKey } from "./headers.js";
import { NAME, OPERATIONS, type Creates } from "./operations.js";

type Data<Id extends keyof Creates> = Extract<Answer<Id>, { ok: true }>["data"];
type Query<Id extends OperationId> = FlatInit<Id> extends { query?: infer Values } ? NonNullable<Values> : Record<never, never>;

/** What to make, and where. Its `header` may have the `Idempotency-Key` of an attempt before. */
export type Create<Id extends keyof Creates> = Pick<FlatInit<Id>, ("path" | "body" | "header") & keyof FlatInit<Id>>;

/** Options of a creation. */
export interface CreateOptions<Id extends keyof Creates> extends Tried {
  readonly mutationKey: QueryKey;
  readonly mutationFn: (create: Create<Id>, context?: object) => Promise<Data<Id>>;
  readonly onMutate: (create: Create<Id>) => Promise<Shown>;
  readonly onError: (error: Error, create: Create<Id>, shown: Shown | undefined, context?: object) => void;
  readonly onSuccess: (data: Data<Id>, create: Create<Id>, shown: Shown | undefined) => void;
  readonly onSettled: () => Promise<void>;
}
interface Shown {
  /** What was put into the lists. */
  readonly items: readonly object[];
}

/**
 * The key of each `mutate`, by its context, which is one for all of its attempts. Not of the options alone: a frontend makes these
 * anew at each render, also between two attempts.
 */
const KEYS = new WeakMap<object, object>();
/** The key of what has failed last, by what was to be made. */
const FAILED = new WeakMap<object, object>();

/**
 * Options of `useMutation` for an operation that adds an item to a list. Each `mutate` has an `Idempotency-Key` of its own, so that it
 * is tried again as `retry` does and done once; `mutate` with the same object after an error is the same attempt, and has the same key.
 * `optimistic` gives what shows until the server has answered: the item in a list that was asked for with this query, before all others
 * of it, or undefined where it is not in that list. It is taken out when the server refuses, and its answer takes its place.
 *
 * @example
 * ```ts
 * const draft = ({ title }: TaskCreate): Task => ({ ...EMPTY, title });
 * const add = useMutation(createOptions(tasks, queryClient, "create_task", (body, query) => (query.search ? undefined : draft(body))));
 * add.mutate({ path: { user_id: "ada" }, body: { title: "Buy milk" } });
 * ```
 */
export function createOptions<Id extends keyof Creates>(
  client: Client,
  queryClient: QueryClient,
  id: Id,
  optimistic?: (body: FlatInit<Id> extends { body: infer Body } ? Body : undefined, query: Query<Creates[Id]["list"]>) => Creates[Id]["item"] | undefined,
): CreateOptions<Id> {
  const { list } = OPERATIONS[id];
  return {
    mutationKey: [NAME, id],
    mutationFn: async (create, context = {}) => {
      const given = create as { readonly header?: object };
      const key = KEYS.get(context) ?? FAILED.get(create) ?? idempotencyKey();
      KEYS.set(context, key);
      FAILED.delete(create);
      return (await unwrap(asked(client, id, { ...given, header: { ...key, ...given.header } }))) as Data<Id>;
    },
    ...TRIED,
    onMutate: async (create) => {
      const { path, body } = create as { readonly path?: object; readonly body?: unknown };
      const items: object[] = [];
      if (optimistic === undefined || list === undefined) return { items };
      await queryClient.cancelQueries({ queryKey: ALL });
      const lists: Cached = queryClient.getQueriesData({ queryKey: [NAME, list, ...(path ? [{ path }] : [])] });
      for (const [key, data] of lists) {
        const { query = {} } = (key[2] ?? {}) as { readonly query?: object };
        const item = data === undefined ? undefined : optimistic(body as never, query as never);
        if (item === undefined) continue;
        items.push(item);
        queryClient.setQueryData(key, before(data, item));
      }
      return { items };
    },
    onError: (_, create, shown, context = {}) => {
      const key = KEYS.get(context);
      if (key) FAILED.set(create, key);
      replace(shown, undefined);
    },
    onSuccess: (data, _, shown) => replace(shown, data as object),
    onSettled: () => settled(queryClient),
  };

  /** The cache copies what it is given, so an item is known by what it says; of several alike one is as good as another. */
  function replace(shown: Shown | undefined, now: object | undefined): void {
    const texts = new Set(shown?.items.map((one) => JSON.stringify(one)));
    if (texts.size === 0 || list === undefined) return;
    for (const [key, data] of queryClient.getQueriesData({ queryKey: [NAME, list] })) {
      let isFound = false;
      const first = (one: object): boolean => !isFound && (isFound = texts.has(JSON.stringify(one)));
      queryClient.setQueryData(key, replaced(data, first, now));
    }
  }
}
