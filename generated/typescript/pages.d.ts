// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Lists of any length. */
import type { Answer, OperationId } from "./answers.js";
/** Nothing but answers that may lead to a next page. */
type Paged<A> = [Extract<A, {
    next: unknown;
}>] extends [never] ? never : unknown;
/** What the pages of a list hold. */
type ItemOf<A> = A extends {
    ok: true;
    data: readonly (infer Item)[];
} ? Item : never;
/**
 * Every item of a list, page after page, each fetched when it is needed. Throws a {@link ProblemError} when a page can't
 * be had. `options.signal` cancels the pages after the first, which has its own.
 *
 * @example
 * ```ts
 * for await (const task of paginate(tasks.list_tasks({ params: { path: { user_id: "ada" } } }))) console.log(task.title);
 * ```
 */
export declare function paginate<A extends Answer<OperationId>>(first: Promise<A> & Paged<A>, options?: {
    readonly signal?: AbortSignal;
}): AsyncGenerator<ItemOf<A>, void, undefined>;
export {};
