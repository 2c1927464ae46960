// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Trying again when the server says when. */
import type { AnyAnswer } from "./answers.js";
/** How often, and for how long. */
export interface RetryOptions {
    /** How often to ask at most; 3 unless given. */
    readonly attempts?: number;
    /** Ends the waiting; the promise rejects with its reason. */
    readonly signal?: AbortSignal;
}
/**
 * Calls again as long as the answer is a failure with a `Retry-After`, after that many seconds; resolves with the last answer. What must
 * not be done twice needs an `Idempotency-Key` that stays the same.
 *
 * @example
 * ```ts
 * const header = idempotencyKey();
 * const answer = await retry(() => tasks.create_task({ params: { path: { user_id: "ada" }, header }, body: { title: "Buy milk" } }));
 * ```
 */
export declare function retry<A extends AnyAnswer>(call: () => Promise<A>, options?: RetryOptions): Promise<A>;
