// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** For those who would rather catch a failure than look at a status; and what there is no answer of the contract for. */
import type { Answer, Failure, OperationId } from "./answers.js";
/** A failure that the contract declares. Its `message` is a sentence that you may show. */
export declare class ProblemError extends Error {
    readonly name = "ProblemError";
    /** The answer. Comparing `answer.status` narrows `answer.error`. */
    readonly answer: Failure;
    constructor(answer: Failure);
    /** The status of the answer. */
    get status(): Failure["status"];
}
/** A response that the contract does not declare: a proxy's page, a body that is no JSON, a server of another version. */
export declare class UnexpectedResponse extends Error {
    readonly name = "UnexpectedResponse";
    /** What was sent. */
    readonly request: Request;
    /** The response. Its body has not been read, unless there is a `text`. */
    readonly response: Response;
    /** The body, where it is not the JSON that its media type says: empty, say, or cut off. */
    readonly text: string | undefined;
    constructor(operation: OperationId, request: Request, response: Response, more: {
        text?: string;
        detail?: string | undefined;
        cause?: unknown;
    });
    /** The status of the response. */
    get status(): number;
}
/**
 * No answer arrived, or not all of it. Whether the request was carried out is not known. Its message has that of `fetch`'s
 * own error, which is its `cause`.
 */
export declare class NoAnswer extends TypeError {
    readonly name = "NoAnswer";
    /** What was sent. */
    readonly request: Request;
    constructor(request: Request, cause: TypeError);
}
/**
 * The answer to an attempt was lost, and a later one was refused since the resource has changed: perhaps by the first
 * attempt. Read it again to see. Thrown by `retry`.
 */
export declare class OutcomeUnknown extends Error {
    readonly name = "OutcomeUnknown";
    /** The last answer. */
    readonly answer: Failure;
    constructor(answer: Failure, cause: unknown);
}
/**
 * The body of a success. Rejects with a {@link ProblemError} for anything else. What may be 304 is no answer for it: look at
 * its `status`.
 *
 * @example
 * ```ts
 * const task = await unwrap(tasks.get_task({ params: { path: { user_id: "ada", task_id: 1 } } }));
 * ```
 */
export declare function unwrap<A extends Answer<OperationId>>(answer: A | Promise<A>): Promise<Extract<A, {
    ok: true;
}>["data"]>;
