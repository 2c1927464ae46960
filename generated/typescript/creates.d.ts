// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** New items of a list, each made once and shown at once, for TanStack Query. */
import type { QueryClient, QueryKey } from "@tanstack/query-core";
import type { Answer, FlatInit, OperationId } from "./answers.js";
import { type Tried } from "./asked.js";
import type { Client } from "./client.js";
import { type Creates } from "./operations.js";
type Data<Id extends keyof Creates> = Extract<Answer<Id>, {
    ok: true;
}>["data"];
type Query<Id extends OperationId> = FlatInit<Id> extends {
    query?: infer Values;
} ? NonNullable<Values> : Record<never, never>;
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
export declare function createOptions<Id extends keyof Creates>(client: Client, queryClient: QueryClient, id: Id, optimistic?: (body: FlatInit<Id> extends {
    body: infer Body;
} ? Body : undefined, query: Query<Creates[Id]["list"]>) => Creates[Id]["item"] | undefined): CreateOptions<Id>;
export {};
