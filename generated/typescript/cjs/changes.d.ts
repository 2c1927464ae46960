// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Changes with `If-Match` that show at once, for TanStack Query. */
import type { QueryClient, QueryKey } from "@tanstack/query-core";
import type { Answer, FlatInit } from "../answers.js" with { "resolution-mode": "import" };
import { type Cached } from "./cache.js";
import type { Client } from "./client.js";
import { type Items } from "./operations.js";
type Data<Id extends keyof Items> = Extract<Answer<Id>, {
    ok: true;
}>["data"];
/** What to change: an item as it was read, and the body of the request. */
export type Change<Id extends keyof Items> = {
    readonly item: Items[Id];
} & Pick<FlatInit<Id>, "body" & keyof FlatInit<Id>>;
/** Options of a change. */
export interface ChangeOptions<Id extends keyof Items> {
    readonly mutationKey: QueryKey;
    readonly mutationFn: (change: Change<Id>) => Promise<Data<Id>>;
    readonly onMutate: (change: Change<Id>) => Promise<Cached>;
    readonly onError: (error: Error, change: Change<Id>, before: Cached | undefined) => void;
    readonly onSuccess: (data: Data<Id>, change: Change<Id>) => void;
    readonly onSettled: (data: Data<Id> | undefined, error: Error | null, change: Change<Id>) => Promise<void>;
}
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
export declare function changeOptions<Id extends keyof Items>(client: Client, queryClient: QueryClient, id: Id): ChangeOptions<Id>;
export {};
