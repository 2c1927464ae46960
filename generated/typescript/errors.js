// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** For those who would rather catch a failure than look at a status. */
/** A failure that the contract declares. Its `message` is a sentence that you may show. */
export class ProblemError extends Error {
    name = "ProblemError";
    /** The answer. Comparing `answer.status` narrows `answer.error`. */
    answer;
    constructor(answer) {
        super(answer.error?.detail ?? `The answer has the status ${answer.status}.`);
        this.answer = answer;
    }
    /** The status of the answer. */
    get status() {
        return this.answer.status;
    }
}
/** A response that the contract does not declare: a proxy's page, or a server of another version. */
export class UnexpectedResponse extends Error {
    name = "UnexpectedResponse";
    /** The response; its body has not been read. */
    response;
    constructor(operation, response) {
        const type = response.headers.get("Content-Type") ?? "no media type";
        super(`The contract declares no answer ${response.status} with ${type} to ${operation}.`);
        this.response = response;
    }
    /** The status of the response. */
    get status() {
        return this.response.status;
    }
}
/**
 * The body of a success. Rejects with a {@link ProblemError} for anything else.
 *
 * @example
 * ```ts
 * const task = await unwrap(tasks.get_task({ params: { path: { user_id: "ada", task_id: 1 } } }));
 * ```
 */
export async function unwrap(answer) {
    const arrived = await answer;
    if (!arrived.ok)
        throw new ProblemError(arrived);
    return arrived.data;
}
