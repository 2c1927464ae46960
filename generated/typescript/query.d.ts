// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** TanStack Query (5) of any framework: keys, options of reads, of lists without end, and of writes that show at once. */
import type { DataTag, InfiniteData } from "@tanstack/query-core";
import type { Answer, FlatInit, OperationId } from "./answers.js";
import { ALL, type Tried } from "./asked.js";
import type { Client } from "./client.js";
import { type Cursors, type ReadId } from "./operations.js";
export { changeOptions, type Change, type ChangeOptions } from "./changes.js";
export { createOptions, type Create, type CreateOptions } from "./creates.js";
type Success<Id extends OperationId> = Extract<Answer<Id>, {
    ok: true;
}>;
type Data<Id extends OperationId> = Success<Id>["data"];
type Key = readonly [name: string, id: OperationId, init: object];
type Given<Id extends OperationId> = Record<never, never> extends FlatInit<Id> ? [init?: FlatInit<Id>] : [init: FlatInit<Id>];
/** A page in the cache: what it holds, and where the next one begins. It can be stored as JSON. */
export interface CachedPage<Id extends OperationId> {
    readonly items: Data<Id>;
    readonly nextCursor: string | undefined;
}
/** Options of a read. */
export interface ReadOptions<Id extends OperationId> extends Tried {
    readonly queryKey: DataTag<Key, Data<Id>, Error>;
    readonly queryFn: (context: {
        readonly signal: AbortSignal;
    }) => Promise<Data<Id>>;
}
/** Options of a list without end. */
export interface PagesOptions<Id extends OperationId> extends Tried {
    readonly queryKey: DataTag<Key, InfiniteData<CachedPage<Id>, string | undefined>, Error>;
    readonly queryFn: (context: {
        readonly signal: AbortSignal;
        readonly pageParam: string | undefined;
    }) => Promise<CachedPage<Id>>;
    readonly initialPageParam: string | undefined;
    readonly getNextPageParam: (page: CachedPage<Id>) => string | undefined;
}
/** The key of everything of this API, for `invalidateQueries`. */
export { ALL };
/**
 * The key of a read; without `init` of all reads by this operation. With a `path` alone it is the beginning of all that have it,
 * whatever their query is, pages too: `invalidateQueries({ queryKey: queryKey("list_tasks", { path }) })` is for all lists of a user.
 */
export declare function queryKey<Id extends ReadId>(id: Id, init?: FlatInit<Id>): readonly [string, Id, ...object[]];
/**
 * Options of `useQuery`, `fetchQuery` and their kin: the body of a success, and an exception for anything else. It is tried again
 * as `retry` does.
 */
export declare function queryOptions<Id extends ReadId>(client: Client, id: Id, ...[init]: Given<Id>): ReadOptions<Id>;
/** Options of `useInfiniteQuery`: page after page, by the cursor. */
export declare function infiniteQueryOptions<Id extends keyof Cursors & ReadId>(client: Client, id: Id, ...[init]: Given<Id>): PagesOptions<Id>;
