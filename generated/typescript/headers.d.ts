// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Headers to read from an answer, and to send with the next request. */
import { type Versioned } from "./operations.js";
interface Tagged {
    readonly headers: {
        get(name: "ETag"): string;
    };
}
/** Not the answer of a list: its entity tag is that of the list, which nobody writes. */
type NoList<A> = A extends {
    readonly data: readonly unknown[];
} ? never : unknown;
/** The entity tag of what was answered (RFC 9110, section 8.8.3). */
export declare function etag(answer: Tagged): string;
/**
 * Write only if nobody else has since this was read; otherwise 412 (RFC 9110, section 13.1.1). What was read is an answer,
 * or an object that has its version, also out of a list.
 *
 * @example
 * ```ts
 * await tasks.patch_task({ params: { path, header: ifMatch(read) }, body: { title: "Buy oat milk" } });
 * ```
 */
export declare function ifMatch<A extends Tagged | Versioned>(read: A & NoList<A>): {
    "If-Match": string;
};
/** Answer 304, without a body, while this answer is still current (RFC 9110, section 13.1.2). */
export declare function ifNoneMatch(answer: Tagged): {
    "If-None-Match": string;
};
/** In how many seconds to try again (RFC 9110, section 10.2.3). */
export declare function retryAfter(answer: {
    readonly headers: {
        get(name: "Retry-After"): string;
    };
}): number;
/**
 * A new key, for one thing that a user does. Make it when they begin, and send it with every attempt: however often the
 * request arrives, it is done once.
 */
export declare function idempotencyKey(): {
    "Idempotency-Key": string;
};
export {};
