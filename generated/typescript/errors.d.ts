// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** For those who would rather catch a failure than look at a status. */
import type { AnyAnswer, Failure, OperationId } from "./answers.js";
/** A failure that the contract declares. Its `message` is a sentence that you may show. */
export declare class ProblemError extends Error {
    readonly name = "ProblemError";
    /** The answer. Comparing `answer.status` narrows `answer.error`. */
    readonly answer: Failure;
    constructor(answer: Failure);
    /** The status of the answer. */
    get status(): Failure["status"];
}
/** A response that the contract does not declare: a proxy's page, or a server of another version. */
export declare class UnexpectedResponse extends Error {
    readonly name = "UnexpectedResponse";
    /** The response; its body has not been read. */
    readonly response: Response;
    constructor(operation: OperationId, response: Response);
    /** The status of the response. */
    get status(): number;
}
/**
 * The body of a success. Rejects with a {@link ProblemError} for anything else.
 *
 * @example
 * ```ts
 * const task = await unwrap(tasks.get_task({ params: { path: { user_id: "ada", task_id: 1 } } }));
 * ```
 */
export declare function unwrap<A extends AnyAnswer>(answer: A | Promise<A>): Promise<Extract<A, {
    ok: true;
}>["data"]>;
