/** TanStack Query (5) of any framework: keys, options of reads and of lists without end, and changes that show at once. */

import type { DataTag, InfiniteData, QueryClient, QueryKey } from "@tanstack/query-core";
import type { Answer, FlatInit, OperationId } from "./answers.js";
import type { Client } from "./client.js";
import { ProblemError, unwrap } from "./errors.js";
import { ifMatch } from "./headers.js";
import { NAME, OPERATIONS, type Cursors, type Items, type ReadId, type Versioned } from "./operations.js";
import { delayAfter, mayRepeat } from "./retry.js";

type Success<Id extends OperationId> = Extract<Answer<Id>, { ok: true }>;
type Data<Id extends OperationId> = Success<Id>["data"];
type Key = readonly [name: string, id: OperationId, init: object];
type Given<Id extends OperationId> = Record<never, never> extends FlatInit<Id> ? [init?: FlatInit<Id>] : [init: FlatInit<Id>];

/** A page in the cache: what it holds, and where the next one begins. It can be stored as JSON. */
export interface CachedPage<Id extends OperationId> {
  readonly items: Data<Id>;
  readonly nextCursor: string | undefined;
}

interface Tried {
  readonly retry: (failures: number, error: Error) => boolean;
  readonly retryDelay: (failures: number, error: Error) => number;
}

/** Options of a read. */
export interface ReadOptions<Id extends OperationId> extends Tried {
  readonly queryKey: DataTag<Key, Data<Id>, Error>;
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<Data<Id>>;
}

/** Options of a list without end. */
export interface PagesOptions<Id extends OperationId> extends Tried {
  readonly queryKey: DataTag<Key, InfiniteData<CachedPage<Id>, string | undefined>, Error>;
  readonly queryFn: (context: { readonly signal: AbortSignal; readonly pageParam: string | undefined }) => Promise<CachedPage<Id>>;
  readonly initialPageParam: string | undefined;
  readonly getNextPageParam: (page: CachedPage<Id>) => string | undefined;
}

/** Options of a change. */
export interface ChangeOptions<Id extends keyof Items> {
  readonly mutationKey: QueryKey;
  readonly mutationFn: (change: Change<Id>) => Promise<Data<Id>>;
  readonly onMutate: (change: Change<Id>) => Promise<Cached>;
  readonly onError: (error: Error, change: Change<Id>, before: Cached | undefined) => void;
  readonly onSuccess: (data: Data<Id>, change: Change<Id>) => void;
  readonly onSettled: () => Promise<void>;
}
/** What is in the cache, by its keys. */
type Cached = [QueryKey, unknown][];

/** The key of everything of this API, for `invalidateQueries`. */
export const ALL: readonly [string] = [NAME];

/** The key of a read; without `init` of all reads by this operation. */
export function queryKey<Id extends ReadId>(id: Id, init?: FlatInit<Id>): readonly [string, Id, ...object[]] {
  return init === undefined ? [NAME, id] : [NAME, id, said(init)];
}

/**
 * Options of `useQuery`, `fetchQuery` and their kin: the body of a success, and an exception for anything else. It is tried again
 * as `retry` does.
 */
export function queryOptions<Id extends ReadId>(client: Client, id: Id, ...[init]: Given<Id>): ReadOptions<Id> {
  const key: Key = [NAME, id, said(init)];
  return {
    queryKey: key as unknown as ReadOptions<Id>["queryKey"],
    queryFn: async ({ signal }) => (await unwrap(asked(client, id, { ...init, signal }))) as Data<Id>,
    ...TRIED,
  };
}

/** Options of `useInfiniteQuery`: page after page, by the cursor. */
export function infiniteQueryOptions<Id extends keyof Cursors & ReadId>(client: Client, id: Id, ...[init]: Given<Id>): PagesOptions<Id> {
  const key: Key = [NAME, id, { ...said(init), pages: true }];
  const cursor = OPERATIONS[id].cursor ?? "";
  const { query } = (init ?? {}) as { readonly query?: object };
  return {
    queryKey: key as unknown as PagesOptions<Id>["queryKey"],
    queryFn: async ({ signal, pageParam }) => {
      const more = pageParam === undefined ? query : { ...query, [cursor]: pageParam };
      const answer = await asked(client, id, { ...init, ...(more ? { query: more } : {}), signal });
      if (!answer.ok) throw new ProblemError(answer);
      const page = answer as unknown as { readonly data: Data<Id>; readonly nextCursor: string | undefined };
      return { items: page.data, nextCursor: page.nextCursor };
    },
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor,
    ...TRIED,
  };
}

/** What to change: an item as it was read, and the body of the request. */
export type Change<Id extends keyof Items> = { readonly item: Items[Id] } & Pick<FlatInit<Id>, "body" & keyof FlatInit<Id>>;

/**
 * Options of `useMutation` for an operation with `If-Match`. What `body` changes shows at once, in every cached list, page
 * and read that has the item, and what is deleted is gone; the answer of the server takes its place. Where the server
 * refuses it, as with 412 when somebody else has written, what was there comes back, and all is read anew.
 *
 * @example
 * ```ts
 * const rename = useMutation(changeOptions(tasks, queryClient, "patch_task"));
 * rename.mutate({ item: task, body: { title: "Buy oat milk" } });
 * ```
 */
export function changeOptions<Id extends keyof Items>(client: Client, queryClient: QueryClient, id: Id): ChangeOptions<Id> {
  const { method, identity = {} } = OPERATIONS[id];
  const show = (item: Items[Id], now: object | undefined): void => {
    const same = (one: object): boolean => Object.values(identity).every((name) => memberOf(one, name) === memberOf(item, name));
    for (const [key, data] of queryClient.getQueriesData({ queryKey: ALL })) queryClient.setQueryData(key, replaced(data, same, now));
  };
  return {
    mutationKey: [NAME, id],
    mutationFn: async (change) => {
      const { item, body } = change as { readonly item: Items[Id]; readonly body?: unknown };
      const path = Object.fromEntries(Object.entries(identity).map(([parameter, name]) => [parameter, memberOf(item, name)]));
      return (await unwrap(asked(client, id, { path, header: ifMatch(item as Versioned), ...(body === undefined ? {} : { body }) }))) as Data<Id>;
    },
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey: ALL });
      const before = queryClient.getQueriesData({ queryKey: ALL });
      const { item, body } = change as { readonly item: Items[Id]; readonly body?: object };
      show(item, method === "delete" ? undefined : { ...item, ...body });
      return before;
    },
    onError: (_, { item }, before) => {
      // Another change may be under way, so only a deletion, which has lost the item's place, brings back all.
      if (method !== "delete") show(item, item);
      else for (const [key, data] of before ?? []) queryClient.setQueryData(key, data);
    },
    onSuccess: (data, { item }) => {
      if (method !== "delete") show(item, data as object);
    },
    onSettled: async () => {
      if (queryClient.isMutating({ mutationKey: ALL }) <= 1) await queryClient.invalidateQueries({ queryKey: ALL });
    },
  };
}

/** Tried again as `retry` does: up to three times in all, and only what may help. */
const TRIED: Tried = {
  retry: (failures, error) => failures < 2 && mayRepeat(error instanceof ProblemError ? error.answer : error),
  retryDelay: (failures, error) => delayAfter(error instanceof ProblemError ? error.answer : error, failures + 1),
};

/** What is asked for, without how: `signal` and what else `fetch` takes are no part of a key. */
function said(init: object = {}): object {
  const { path, query, body } = init as { readonly path?: object; readonly query?: object; readonly body?: object };
  return { path, query, body };
}

function asked<Id extends OperationId>(client: Client, id: Id, init: object): Promise<Answer<Id>> {
  const { path, query, header, ...rest } = init as Record<string, object>;
  const call = client[id] as unknown as (init: object) => Promise<Answer<Id>>;
  return call({ ...rest, params: { ...(path ? { path } : {}), ...(query ? { query } : {}), ...(header ? { header } : {}) } });
}

function memberOf(item: object, name: string): unknown {
  return (item as Readonly<Record<string, unknown>>)[name];
}

/** Cached data with another item in the place of the same one, or without it. */
function replaced(data: unknown, same: (one: object) => boolean, now: object | undefined): unknown {
  if (Array.isArray(data)) return data.flatMap((one: unknown) => (isObject(one) && same(one) ? (now ?? []) : [one]));
  if (!isObject(data)) return data;
  if ("pages" in data && Array.isArray(data.pages)) return { ...data, pages: data.pages.map((page: unknown) => replaced(page, same, now)) };
  if ("items" in data && Array.isArray(data.items)) return { ...data, items: replaced(data.items, same, now) };
  return now !== undefined && same(data) ? now : data;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
