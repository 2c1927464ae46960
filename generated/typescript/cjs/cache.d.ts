// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** What is in the cache of TanStack Query, with an item changed. */
import type { QueryClient, QueryKey } from "@tanstack/query-core";
/** What is in the cache, by its keys. */
export type Cached = [QueryKey, unknown][];
type Same = (one: object) => boolean;
/** Everything that has items of a kind, as one, in a list or in pages. */
export declare function everything(queryClient: QueryClient, kind: string | undefined): Cached;
/** Put another item in the place of the same one of its kind, in every read, list and page; or take it out. */
export declare function show(queryClient: QueryClient, kind: string | undefined, same: Same, now: object | undefined): void;
/** Put an item before all others of a list, or of the first of its pages. */
export declare function before(data: unknown, item: object): unknown;
/** Read all anew, once the last write of several has ended. What an earlier one is reading then is given up: it may lack this one. */
export declare function settled(queryClient: QueryClient): Promise<void>;
export declare function memberOf(item: object, name: string): unknown;
/** Cached data with another item in the place of the same one, or without it. */
export declare function replaced(data: unknown, same: Same, now: object | undefined): unknown;
export {};
