// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Trying again. */
import type { AnyAnswer } from "../answers.js" with { "resolution-mode": "import" };
/** How often, and for how long. */
export interface RetryOptions {
    /** How often to call at most, the first time included; 6 unless given, which bridges the restart of a server. */
    readonly attempts?: number;
    /** Ends the waiting; the promise rejects with its reason. */
    readonly signal?: AbortSignal;
}
/** How often to call: the pauses between are 11 to 16 seconds together. */
export declare const ATTEMPTS = 6;
/**
 * Calls up to six times (or `attempts`), and resolves or rejects as the last call does. It calls again
 *
 * - after a 4xx with a `Retry-After`, such as 429;
 * - after what got lost on the way: no answer, half an answer, 502, 503 and 504. Only if that can't do a thing twice: for
 *   reads, and for requests with an `Idempotency-Key`, which has to stay the same, or an `If-Match`.
 *
 * It waits for half a second, which doubles each time, less up to a quarter at random; and for as many seconds as `Retry-After`
 * says, which is at least so long after a 5xx.
 * Rejects with {@link OutcomeUnknown} where an answer was lost and the next attempt is a 412: it may be the first one's doing.
 *
 * @example
 * ```ts
 * const header = idempotencyKey();
 * const answer = await retry(() => tasks.create_task({ params: { path: { user_id: "ada" }, header }, body: { title: "Buy milk" } }));
 * ```
 */
export declare function retry<A extends AnyAnswer>(call: () => Promise<A>, options?: RetryOptions): Promise<A>;
/** The milliseconds to wait after a number of attempts: what `Retry-After` says, and longer each time. */
export declare function delayAfter(outcome: unknown, attempts: number): number;
/** Whether another attempt may help, and can't do a thing twice. */
export declare function mayRepeat(outcome: unknown): boolean;
