// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.OutcomeUnknown = exports.NoAnswer = exports.UnexpectedResponse = exports.ProblemError = void 0;
exports.unwrap = unwrap;
/** For those who would rather catch a failure than look at a status; and what there is no answer of the contract for. */
/** A failure that the contract declares. Its `message` is a sentence that you may show. */
class ProblemError extends Error {
    name = "ProblemError";
    /** The answer. Comparing `answer.status` narrows `answer.error`. */
    answer;
    constructor(answer) {
        const { detail = `The answer has the status ${answer.status}.` } = (answer.error ?? {});
        super(detail);
        this.answer = answer;
    }
    /** The status of the answer. */
    get status() {
        return this.answer.status;
    }
}
exports.ProblemError = ProblemError;
/** Where a request went, without its query: messages get into logs, and what is searched for, or a cursor, is not for these. */
const placeOf = ({ url }) => url.replace(/[?#].*$/, "");
/** A response that the contract does not declare: a proxy's page, a body that is no JSON, a server of another version. */
class UnexpectedResponse extends Error {
    name = "UnexpectedResponse";
    /** What was sent. */
    request;
    /** The response. Its body has not been read, unless there is a `text`. */
    response;
    /** The body, where it is not the JSON that its media type says: empty, say, or cut off. */
    text;
    constructor(operation, request, response, more) {
        const { text, detail } = more;
        const type = response.headers.get("Content-Type") ?? "no media type";
        const body = text === undefined ? "" : text === "" ? " and an empty body" : " and a body that is not JSON";
        const said = detail === undefined ? "" : ` It says: ${detail}`;
        super(`${request.method} ${placeOf(request)} was answered with ${response.status}, ${type}${body}, which the contract does not declare for ${operation}.${said}`, "cause" in more ? { cause: more.cause } : {});
        this.request = request;
        this.response = response;
        this.text = text;
    }
    /** The status of the response. */
    get status() {
        return this.response.status;
    }
}
exports.UnexpectedResponse = UnexpectedResponse;
/**
 * No answer arrived, or not all of it. Whether the request was carried out is not known. Its message has that of `fetch`'s
 * own error, which is its `cause`.
 */
class NoAnswer extends TypeError {
    name = "NoAnswer";
    /** What was sent. */
    request;
    constructor(request, cause) {
        super(`No answer to ${request.method} ${placeOf(request)}: ${cause.message}`, { cause });
        this.request = request;
    }
}
exports.NoAnswer = NoAnswer;
/**
 * The answer to an attempt was lost, and a later one was refused since the resource has changed: perhaps by the first
 * attempt. Read it again to see. Thrown by `retry`.
 */
class OutcomeUnknown extends Error {
    name = "OutcomeUnknown";
    /** The last answer. */
    answer;
    constructor(answer, cause) {
        super(`An answer was lost, and the next attempt was answered with ${answer.status}: the first may have been done. Read it again.`, { cause });
        this.answer = answer;
    }
}
exports.OutcomeUnknown = OutcomeUnknown;
/**
 * The body of a success. Rejects with a {@link ProblemError} for anything else. What may be 304 is no answer for it: look at
 * its `status`.
 *
 * @example
 * ```ts
 * const task = await unwrap(tasks.get_task({ params: { path: { user_id: "ada", task_id: 1 } } }));
 * ```
 */
async function unwrap(answer) {
    const arrived = await answer;
    if (!arrived.ok)
        throw new ProblemError(arrived);
    return arrived.data;
}
