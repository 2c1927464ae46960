// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** TanStack Query (5) of any framework: keys, options of reads and of lists without end, and changes that show at once. */
import type { DataTag, InfiniteData, QueryClient, QueryKey } from "@tanstack/query-core";
import type { Answer, FlatInit, OperationId } from "./answers.js";
import type { Client } from "./client.js";
import { type Cursors, type Items, type ReadId } from "./operations.js";
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
interface Tried {
    readonly retry: (failures: number, error: Error) => boolean;
    readonly retryDelay: (failures: number, error: Error) => number;
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
export declare const ALL: readonly [string];
/** The key of a read; without `init` of all reads by this operation. */
export declare function queryKey<Id extends ReadId>(id: Id, init?: FlatInit<Id>): readonly [string, Id, ...object[]];
/**
 * Options of `useQuery`, `fetchQuery` and their kin: the body of a success, and an exception for anything else. It is tried again
 * as `retry` does.
 */
export declare function queryOptions<Id extends ReadId>(client: Client, id: Id, ...[init]: Given<Id>): ReadOptions<Id>;
/** Options of `useInfiniteQuery`: page after page, by the cursor. */
export declare function infiniteQueryOptions<Id extends keyof Cursors & ReadId>(client: Client, id: Id, ...[init]: Given<Id>): PagesOptions<Id>;
/** What to change: an item as it was read, and the body of the request. */
export type Change<Id extends keyof Items> = {
    readonly item: Items[Id];
} & Pick<FlatInit<Id>, "body" & keyof FlatInit<Id>>;
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
export declare function changeOptions<Id extends keyof Items>(client: Client, queryClient: QueryClient, id: Id): ChangeOptions<Id>;
export {};
